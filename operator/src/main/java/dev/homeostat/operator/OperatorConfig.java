package dev.homeostat.operator;

import dev.homeostat.engine.policy.Enforcement;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Configuration of the process; each is also an environment variable, such as HOMEOSTAT_IDENTITY.
 */
@ConfigMapping(prefix = "homeostat")
interface OperatorConfig {

  /**
   * Name of the Pod, by which it holds the lease and passes the fence. Default: the host's name.
   */
  Optional<String> identity();

  /** Namespace of the operator, where its Lease and the credentials of its sources are. */
  @WithDefault("homeostat-system")
  String namespace();

  /** The most that any resource may do: Observe or Enforce. */
  @WithDefault("enforce")
  Enforcement enforcement();

  /**
   * File with the bearer token that Alertmanager must send, such as a Secret that is mounted.
   * Without it no alerts are received.
   */
  Optional<Path> alertsTokenFile();

  /**
   * How many seconds an informer may have no watch before the process says that it is not live. A
   * watch is closed and opened again now and then; only one that stays closed is trouble.
   */
  @WithDefault("60")
  int deafAfterSeconds();
}
