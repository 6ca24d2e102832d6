package dev.homeostat.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Enforcement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class HealthBeforeStartTest {

  private final OperatorLifecycle starting =
      new OperatorLifecycle(new Settings(), new SimpleMeterRegistry());

  @Test
  void isNotKilledWhileItStarts() {
    assertThat(new Alive(starting).call().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isNotReadyBeforeItKnowsWhatIsDeclared() {
    assertThat(new Ready(starting).call().getStatus()).isEqualTo(Status.DOWN);
  }

  private record Settings(
      Optional<String> identity,
      String namespace,
      Enforcement enforcement,
      int deafAfterSeconds,
      Optional<Path> alertsTokenFile)
      implements OperatorConfig {
    Settings() {
      this(
          Optional.of("homeostat-7f9c"),
          "homeostat-system",
          Enforcement.OBSERVE,
          60,
          Optional.empty());
    }
  }
}
