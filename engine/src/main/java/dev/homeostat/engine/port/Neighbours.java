package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.modes.Mode;
import org.jspecify.annotations.Nullable;

/** Where the workloads of other namespaces are. */
public interface Neighbours {

  /** The mode of one at its last evaluation; null where nobody knows. */
  @Nullable Mode modeOf(ResourceId operatingMode);
}
