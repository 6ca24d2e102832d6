package dev.homeostat.operator;

import dev.homeostat.controllers.HomeostatOperator;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether it knows all that is declared, and can lead. */
@Readiness
class Ready implements HealthCheck {

  private final OperatorLifecycle lifecycle;

  @Inject
  Ready(OperatorLifecycle lifecycle) {
    this.lifecycle = lifecycle;
  }

  @Override
  public HealthCheckResponse call() {
    HomeostatOperator.Health health = lifecycle.health();
    return HealthCheckResponse.named("informers")
        .status(health != null && health.ready())
        .withData("leads", health != null && health.leads())
        .build();
  }
}
