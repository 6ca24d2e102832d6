package dev.homeostat.operator;

import dev.homeostat.controllers.HomeostatOperator;
import dev.homeostat.controllers.StartFailedException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the operator with the process, and stops it with it. */
@ApplicationScoped
class OperatorLifecycle {

  private static final Logger LOG = Logger.getLogger(OperatorLifecycle.class);

  private final OperatorConfig config;
  private final MeterRegistry registry;
  private volatile @Nullable HomeostatOperator operator;

  @Inject
  OperatorLifecycle(OperatorConfig config, MeterRegistry registry) {
    this.config = config;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) {
    String identity =
        config.identity().or(() -> Optional.ofNullable(System.getenv("HOSTNAME"))).orElse("");
    if (identity.isBlank()) {
      fail("expected the Pod's name in HOMEOSTAT_IDENTITY, found none; set it from metadata.name");
      return;
    }
    try {
      operator =
          HomeostatOperator.start(
              new HomeostatOperator.Settings(
                  identity,
                  config.namespace(),
                  config.enforcement(),
                  "",
                  Duration.ofSeconds(config.deafAfterSeconds())),
              registry);
    } catch (StartFailedException e) {
      fail(e.getMessage());
    }
  }

  private static void fail(@Nullable String why) {
    LOG.error(why);
    Quarkus.asyncExit(1);
  }

  void stop(@Observes ShutdownEvent event) {
    HomeostatOperator running = operator;
    if (running != null) {
      running.close();
    }
  }

  /** The operator that runs; null before it has started. */
  @Nullable HomeostatOperator operator() {
    return operator;
  }

  /** How it is; null before it has started. */
  HomeostatOperator.@Nullable Health health() {
    HomeostatOperator running = operator;
    return running == null ? null : running.health();
  }
}
