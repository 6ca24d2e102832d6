package dev.homeostat.operator;

import dev.homeostat.controllers.HomeostatOperator;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Whether a restart would help: nothing ticks any more, or what is declared is not heard any more.
 */
@Liveness
class Alive implements HealthCheck {

  private final OperatorLifecycle lifecycle;

  @Inject
  Alive(OperatorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    HomeostatOperator.Health health = lifecycle.health();
    return HealthCheckResponse.named("control loop")
        .status(health == null || health.live())
        .withData("why", health == null ? "starting" : health.why())
        .build();
  }
}
