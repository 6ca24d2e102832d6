package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.Surroundings;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.sim.file.BuiltInScenarios;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Decisions that the engine never makes, each against the rule of the design that forbids it; the
 * policy waits 5 s in Degraded and 4 times 5 s in Recovery, and its limit is from 20 to 1,000,000.
 */
class InvariantCheckTest {

  private static final ResourceId PLANT = new ResourceId("OperatingMode", "shop", "plant");

  private InvariantCheck check = check("");

  private static InvariantCheck check(String more) {
    return new InvariantCheck(
        Policy.of(
            BuiltInScenarios.named("retry-storm"),
            text ->
                more.startsWith("enforcement")
                    ? text.replace("enforcement: Enforce", more)
                    : text.replace("takeOver: true", "takeOver: true\n    " + more)));
  }

  private void sees(int second, Mode mode, double before, double after) {
    sees(second, mode, new Reading.Value(1, 0), before, after);
  }

  private void sees(int second, Mode mode, Reading reading, double before, double after) {
    Inputs inputs =
        new Inputs(
            WallTime.START_MILLIS + second * 1_000L,
            Enforcement.ENFORCE,
            false,
            List.of(reading, new Reading.Value(1, 0)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Surroundings.NONE);
    Decision decision =
        new Decision(
            inputs.nowMillis(),
            0,
            mode,
            0,
            null,
            "",
            false,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            List.of(),
            null,
            List.of(),
            false);
    check.evaluated(
        new JournalEntry.Evaluated(PLANT, inputs, decision, true),
        new InvariantCheck.Sight(
            inputs.nowMillis(), 0, "", Map.of("limit", before), Map.of("limit", after)));
  }

  @Test
  void legalCourse_withItsWaits_violatesNothing() {
    sees(1, Mode.TARGET, 500, 500);
    sees(2, Mode.DEGRADED, 500, 200);
    sees(7, Mode.RECOVERY, 200, 203);
    sees(27, Mode.TARGET, 203, 500);
    sees(28, Mode.FLOOR, 500, 200);

    assertThat(check.violations()).isEmpty();
  }

  @Test
  void illegalMove_isNamedWithItsTime() {
    sees(1, Mode.DEGRADED, 500, 200);
    sees(100, Mode.TARGET, 200, 200);

    assertThat(check.violations())
        .contains("invariant 1 at 100 s: illegal move from DEGRADED to TARGET");
  }

  @Test
  void upwardMoveBeforeItsWait_isNamed() {
    sees(1, Mode.DEGRADED, 500, 200);
    sees(5, Mode.RECOVERY, 200, 200);
    sees(24, Mode.TARGET, 200, 200);

    assertThat(check.violations())
        .containsExactly(
            "invariant 1 at 5 s: DEGRADED to RECOVERY after 4000 ms, expected at least 5000",
            "invariant 1 at 24 s: RECOVERY to TARGET after 19000 ms, expected at least 20000");
  }

  @Test
  void regression_waitsForNothing() {
    sees(1, Mode.DEGRADED, 500, 200);
    sees(6, Mode.RECOVERY, 200, 200);
    sees(7, Mode.DEGRADED, 200, 200);

    assertThat(check.violations()).isEmpty();
  }

  @Test
  void knobOutOfItsBounds_isNamed() {
    sees(1, Mode.TARGET, 500, 19);

    assertThat(check.violations())
        .containsExactly(
            "invariant 2 at 1 s: knob limit went from 500.0 to 19.0, and its bounds are 20.0 and"
                + " 1000000.0");
  }

  /** 100 a second, and one more for the rounding of a whole number. */
  @Test
  void knobFasterThanItsSlewRate_isNamed() {
    check = check("slewRate: {change: 100, per: 1s}");

    sees(1, Mode.TARGET, 500, 500);
    sees(2, Mode.TARGET, 500, 399);
    assertThat(check.violations()).isEmpty();

    sees(3, Mode.TARGET, 399, 297);
    assertThat(check.violations()).singleElement().asString().contains("in 1000 ms, too fast");
  }

  @Test
  void writeInObserve_isNamed() {
    check = check("enforcement: Observe");

    sees(1, Mode.DEGRADED, 500, 200);

    assertThat(check.violations()).singleElement().asString().endsWith("in Observe");
  }

  @Test
  void riskierOrUpwardWithoutData_isNamed() {
    Reading missing = new Reading.Missing("Stale", "old");

    sees(1, Mode.DEGRADED, missing, 500, 200);
    sees(6, Mode.RECOVERY, missing, 200, 201);

    assertThat(check.violations())
        .containsExactly(
            "invariant 3 at 6 s: DEGRADED to RECOVERY, an upward move, without [burn-60s (Stale)]",
            "invariant 3 at 6 s: knob limit went from 200.0 to 201.0, towards more risk, without"
                + " [burn-60s (Stale)]");
  }
}
