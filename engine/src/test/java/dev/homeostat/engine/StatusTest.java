package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a person reads in the status, and what a restart does. */
class StatusTest {

  private static final ResourceId CHECKOUT = new ResourceId("OperatingMode", "shop", "checkout");

  private final World world = new World();

  private OperatingModeStatus status() {
    return Objects.requireNonNull(world.statuses.load(CHECKOUT));
  }

  private Condition ready() {
    return status().conditions().get(0);
  }

  private String now() {
    return Instant.ofEpochMilli(world.time.nowMillis()).toString();
  }

  @Test
  void status_inDegraded_saysAllThatARestartNeeds() {
    world.incident(1, 11);
    String moved = now();
    world.incident(12, 15);
    OperatingModeStatus status = status();

    assertThat(status.mode()).isEqualTo("Degraded");
    assertThat(status.modeSince()).isEqualTo(moved);
    assertThat(status.dwelledMillis()).isBetween(0L, 4_000L);
    assertThat(status.step()).isZero();
    assertThat(status.decision()).isEqualTo(1);
    OperatingModeStatus.KnobStatus knob = status.knobs().get(0);
    assertThat(knob)
        .isEqualTo(
            new OperatingModeStatus.KnobStatus(
                "admission-limit",
                "50",
                620.0,
                50.0,
                620.0,
                new OperatingModeStatus.HeldField(
                    "",
                    "v1",
                    "configmaps",
                    "checkout",
                    World.LIMIT,
                    "uid-1",
                    "620",
                    "kubectl",
                    true)));
  }

  @Test
  void status_inRecovery_saysTheStepAndWhereTheClimbBegan() {
    world.incident(1, 26);
    OperatingModeStatus status = status();

    assertThat(status.mode()).isEqualTo("Recovery");
    assertThat(status.step()).isEqualTo(1);
    assertThat(status.decision()).isEqualTo(3);
    assertThat(status.knobs().get(0).climbFrom()).isEqualTo(50);
    assertThat(status.knobs().get(0).goal()).isEqualTo(107);
  }

  @Test
  void ready_signalLost_isFalseAtOnceAndTrueAgain() {
    world.ticks(3);
    assertThat(ready().getStatus()).isEqualTo("True");
    String since = ready().getLastTransitionTime();
    world.ticks(70);
    assertThat(ready().getLastTransitionTime()).isEqualTo(since);

    world.blackout();
    world.tick();
    assertThat(ready().getStatus()).isEqualTo("False");
    assertThat(ready().getReason()).isEqualTo("SourceUnreachable");
    assertThat(ready().getMessage())
        .isEqualTo("signal burn-long: connection refused; signal burn-short: connection refused");
    assertThat(ready().getLastTransitionTime()).isEqualTo(now());

    world.burn(0, 0);
    world.tick();
    assertThat(ready().getStatus()).isEqualTo("True");
    assertThat(ready().getLastTransitionTime()).isEqualTo(now());
  }

  @Test
  void ready_veryLongMessage_isCutToWhatTheSchemaAllows() {
    world.signals.answer(query -> new Reading.Missing("Refused", "x".repeat(10_000)));
    world.tick();

    assertThat(ready().getMessage()).hasSizeLessThanOrEqualTo(1_024);
  }
}
