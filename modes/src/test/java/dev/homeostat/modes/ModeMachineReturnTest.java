package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Degraded to Recovery: dwell 100 s, ten intervals; exit 40 s, five samples 10 s apart. */
class ModeMachineReturnTest {

  private static final Move OVER = new Move(Mode.DEGRADED, Mode.RECOVERY, Move.Cause.OVER, -1);

  @Test
  void step_wellFromTheStart_waitsForTheDwell() {
    Scenario scenario = Scenario.in(Mode.DEGRADED);

    assertThat(scenario.ticks(9, WELL)).isEmpty();
    assertThat(scenario.tick(WELL)).isEqualTo(OVER);
  }

  @Test
  void step_wellAfterTheDwell_waitsForTheExit() {
    Scenario scenario = dwelled();

    assertThat(scenario.ticks(4, WELL)).isEmpty();
    assertThat(scenario.tick(WELL)).isEqualTo(OVER);
  }

  @Test
  void step_noExitFor_leavesOnTheFirstWellSample() {
    Condition atOnce = new Condition(0, Condition.NONE, Condition.Side.ABOVE, 10, 5, 0, 0);
    Scenario scenario =
        new Scenario(Mode.DEGRADED, Scenario.policy(Policies.degrading(List.of(atOnce))));
    scenario.ticks(10, BAND);

    assertThat(scenario.tick(WELL)).isEqualTo(OVER);
  }

  @Test
  void step_illAgainWhileWaiting_startsTheExitOver() {
    Scenario scenario = dwelled();
    scenario.ticks(4, WELL);
    scenario.tick(ILL);

    assertThat(scenario.ticksUntilMove(WELL)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {BAND, 5, 10, ILL})
  void step_notPastTheExit_neverLeaves(double value) {
    assertThat(Scenario.in(Mode.DEGRADED).ticks(1_000, value)).isEmpty();
  }

  @Test
  void step_dwellServedInMode_isCountedWhateverTheSignal() {
    assertThat(dwelled().state().dwelledMillis()).isEqualTo(Scenario.DWELL_MILLIS);
  }

  /** Each late evaluation adds 2 x 10 s, so the dwell of 100 s takes five. */
  @Test
  void step_evaluationsLateByHours_serveTwoIntervalsEach() {
    Scenario scenario = Scenario.in(Mode.DEGRADED);
    for (int i = 0; i < 4; i++) {
      assertThat(scenario.tickAfter(3_600_000, WELL)).isNull();
    }

    assertThat(scenario.state().dwelledMillis()).isEqualTo(80_000);
    assertThat(scenario.tickAfter(3_600_000, WELL)).isEqualTo(OVER);
  }

  @Test
  void step_timeGoesBackwards_servesNothing() {
    Scenario scenario = Scenario.in(Mode.DEGRADED);
    scenario.ticks(3, WELL);

    scenario.tickAfter(-3_600_000, WELL);

    assertThat(scenario.state().dwelledMillis()).isEqualTo(30_000);
    assertThat(scenario.state().timers().get(0).overMillis()).isEqualTo(20_000);
  }

  @Test
  void step_repeatedStamp_doesNotServeTheExit() {
    Scenario scenario = dwelled();
    scenario.tick(WELL);
    long stampMillis = scenario.nowMillis();

    for (int i = 0; i < 100; i++) {
      assertThat(scenario.tickStamped(stampMillis, WELL)).isNull();
    }
    assertThat(scenario.state().timers().get(0).overMillis()).isZero();
  }

  @Test
  void step_gap_zeroesTheExit() {
    Scenario scenario = dwelled();
    scenario.ticks(4, WELL);
    scenario.tick(Double.NaN);

    assertThat(scenario.ticksUntilMove(WELL)).isEqualTo(5);
  }

  @Test
  void step_gapOfAnotherSignal_zeroesTheExit() {
    Scenario scenario = dwelled();
    scenario.ticks(4, WELL, WELL);
    scenario.tick(WELL, Double.NaN);

    assertThat(scenario.ticksUntilMove(WELL, WELL)).isEqualTo(5);
  }

  @Test
  void step_signalThatNoConditionReadsIsMissing_staysDegraded() {
    assertThat(Scenario.in(Mode.DEGRADED).ticks(1_000, WELL, Double.NaN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void step_signalNotFinite_staysDegraded(double value) {
    assertThat(Scenario.in(Mode.DEGRADED).ticks(1_000, value)).isEmpty();
  }

  @Test
  void step_mayNotRise_staysUntilItMay() {
    Scenario scenario = Scenario.in(Mode.DEGRADED).upwardAllowed(false);
    assertThat(scenario.ticks(1_000, WELL)).isEmpty();

    assertThat(scenario.upwardAllowed(true).tick(WELL)).isEqualTo(OVER);
  }

  @Test
  void step_oneOfTwoConditionsIsOver_endsTheClause() {
    Clause clause = Policies.degrading(List.of(Scenario.above(0), Scenario.above(1)));
    Scenario scenario = new Scenario(Mode.DEGRADED, Scenario.policy(clause));

    assertThat(scenario.ticksUntilMove(ILL, WELL)).isEqualTo(10);
  }

  @Test
  void step_conditionWithoutExitIsWell_doesNotEndTheClause() {
    Clause clause = Policies.degrading(List.of(Scenario.aboveWithoutExit(0), Scenario.above(1)));
    Scenario scenario = new Scenario(Mode.DEGRADED, Scenario.policy(clause));

    assertThat(scenario.ticks(1_000, WELL, BAND)).isEmpty();
    assertThat(scenario.ticksUntilMove(WELL, WELL)).isEqualTo(5);
  }

  @Test
  void step_oneOfTwoClausesIsOver_stays() {
    Scenario scenario =
        new Scenario(
            Mode.DEGRADED,
            Scenario.policy(
                Policies.degrading(List.of(Scenario.above(0))),
                Policies.degrading(List.of(Scenario.above(1)))));

    assertThat(scenario.ticks(1_000, WELL, BAND)).isEmpty();
    assertThat(scenario.ticks(1_000, BAND, WELL)).isEmpty();
    assertThat(scenario.ticksUntilMove(WELL, WELL)).isEqualTo(5);
  }

  /** The exit alone takes 40 s; the second clause asks for 70 s. */
  @Test
  void step_clausesWithDifferentExits_waitsForTheLongest() {
    Condition slow = new Condition(1, Condition.NONE, Condition.Side.ABOVE, 10, 5, 0, 70_000);
    Scenario scenario =
        new Scenario(
            Mode.DEGRADED,
            Scenario.policy(
                Policies.degrading(List.of(Scenario.above(0))), Policies.degrading(List.of(slow))));
    scenario.ticks(10, BAND, BAND);

    assertThat(scenario.ticksUntilMove(WELL, WELL)).isEqualTo(8);
  }

  @Test
  void step_exitServedBeforeDegraded_isServedAgain() {
    Condition atOnce = new Condition(0, Condition.NONE, Condition.Side.ABOVE, 10, Double.NaN, 0, 0);
    Clause clause =
        Policies.degrading(
            List.of(
                atOnce, new Condition(1, Condition.NONE, Condition.Side.ABOVE, 3, 2, 0, 40_000)));
    ModePolicy noDwell = Policies.simple(List.of(clause), 0, List.of(100), 0, 10_000);
    Scenario scenario = new Scenario(Mode.TARGET, noDwell);
    scenario.ticks(100, WELL, 1);
    assertThat(scenario.tick(ILL, 4)).isNotNull();

    assertThat(scenario.ticksUntilMove(ILL, 1)).isEqualTo(5);
  }

  @Test
  void step_entersRecovery_startsAtTheFirstStep() {
    Scenario scenario = Scenario.in(Mode.DEGRADED);
    scenario.ticks(10, WELL);

    assertThat(scenario.state().step()).isZero();
    assertThat(scenario.state().stepHeldMillis()).isZero();
    assertThat(scenario.state().dwelledMillis()).isZero();
    assertThat(scenario.state().sinceMillis()).isEqualTo(scenario.nowMillis());
  }

  private static Scenario dwelled() {
    Scenario scenario = Scenario.in(Mode.DEGRADED);
    assertThat(scenario.ticks(10, BAND, WELL)).isEmpty();
    return scenario;
  }
}
