package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovery has three steps of 20 s, two intervals; {@code for} is 30 s, four samples. */
class ModeMachineRecoveryTest {

  private static final Move CLIMBED = new Move(Mode.RECOVERY, Mode.TARGET, Move.Cause.CLIMBED, -1);
  private static final Move REGRESSED =
      new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.REGRESSED, 0);

  @Test
  void step_wellAndConfirmed_climbsEachStepAfterItsHold() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    int[] steps = new int[5];
    for (int i = 0; i < steps.length; i++) {
      assertThat(scenario.tick(WELL)).isNull();
      steps[i] = scenario.state().step();
    }

    assertThat(steps).containsExactly(0, 1, 1, 2, 2);
    assertThat(scenario.tick(WELL)).isEqualTo(CLIMBED);
  }

  @Test
  void step_nextStep_startsItsHoldAnew() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(2, WELL);

    assertThat(scenario.state().stepHeldMillis()).isZero();
  }

  @Test
  void step_climbed_isInTargetAtStepZero() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(6, WELL);

    assertThat(scenario.mode()).isEqualTo(Mode.TARGET);
    assertThat(scenario.state().step()).isZero();
    assertThat(scenario.state().sinceMillis()).isEqualTo(scenario.nowMillis());
  }

  @Test
  void step_onlyStep_leadsToTarget() {
    ModePolicy policy =
        Policies.simple(
            List.of(Policies.degrading(List.of(Scenario.ABOVE_10))),
            0,
            List.of(100),
            20_000,
            10_000);

    assertThat(new Scenario(Mode.RECOVERY, policy).ticksUntilMove(WELL)).isEqualTo(2);
  }

  @Test
  void step_noHold_climbsOneStepAnEvaluation() {
    ModePolicy policy =
        Policies.simple(
            List.of(Policies.degrading(List.of(Scenario.ABOVE_10))),
            0,
            List.of(10, 50, 100),
            0,
            10_000);

    assertThat(new Scenario(Mode.RECOVERY, policy).ticksUntilMove(WELL)).isEqualTo(3);
  }

  @Test
  void step_notConfirmed_neverClimbs() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).confirmed(false);

    assertThat(scenario.ticks(1_000, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_mayNotRise_neverClimbs() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).upwardAllowed(false);

    assertThat(scenario.ticks(1_000, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_noHoldButNotConfirmed_neverClimbs() {
    ModePolicy policy =
        Policies.simple(
            List.of(Policies.degrading(List.of(Scenario.ABOVE_10))), 0, List.of(100), 0, 10_000);

    assertThat(new Scenario(Mode.RECOVERY, policy).confirmed(false).ticks(100, WELL)).isEmpty();
  }

  @Test
  void step_signalThatNoConditionReadsIsMissing_neverClimbs() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);

    assertThat(scenario.ticks(1_000, WELL, Double.NaN)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {BAND, 5, 10})
  void step_insideTheBand_neitherClimbsNorFallsBack(double value) {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(2, WELL);

    assertThat(scenario.ticks(1_000, value)).isEmpty();
    assertThat(scenario.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(scenario.state().step()).isEqualTo(1);
  }

  @Test
  void step_oneOfTwoClausesInsideItsBand_doesNotClimb() {
    Scenario scenario =
        new Scenario(
            Mode.RECOVERY,
            Scenario.policy(
                Policies.degrading(List.of(Scenario.above(0))),
                Policies.degrading(List.of(Scenario.above(1)))));

    assertThat(scenario.ticks(100, WELL, BAND)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_oneConditionOfAClauseWell_climbs() {
    Clause clause = Policies.degrading(List.of(Scenario.above(0), Scenario.above(1)));
    Scenario scenario = new Scenario(Mode.RECOVERY, Scenario.policy(clause));

    assertThat(scenario.ticksUntilMove(BAND, WELL)).isEqualTo(6);
  }

  /**
   * The first well evaluation after the interruption starts the hold of 20 s, two more serve it.
   */
  @ParameterizedTest
  @ValueSource(doubles = {BAND, ILL, Double.NaN})
  void step_holdInterrupted_startsAnewAtTheNextWellEvaluation(double interruption) {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.tick(WELL);
    scenario.tick(interruption);

    assertThat(stepsOfThreeTicks(scenario)).containsExactly(0, 0, 1);
  }

  @Test
  void step_holdInterruptedByAnotherValueInAnObject_startsAnewWhenConfirmed() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.tick(WELL);
    scenario.confirmed(false).tick(WELL);
    scenario.confirmed(true);

    assertThat(stepsOfThreeTicks(scenario)).containsExactly(0, 0, 1);
  }

  @Test
  void step_holdInterruptedByAFailedWrite_startsAnewWhenItMayRise() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.tick(WELL);
    scenario.upwardAllowed(false).tick(WELL);
    scenario.upwardAllowed(true);

    assertThat(stepsOfThreeTicks(scenario)).containsExactly(0, 0, 1);
  }

  /** A hold of 60 s takes three late evaluations of 2 x 10 s each. */
  @Test
  void step_evaluationsLateByHours_holdTwoIntervalsEach() {
    ModePolicy policy =
        Policies.simple(
            List.of(Policies.degrading(List.of(Scenario.ABOVE_10))),
            0,
            List.of(100),
            60_000,
            10_000);
    Scenario scenario = new Scenario(Mode.RECOVERY, policy);

    assertThat(scenario.tickAfter(3_600_000, WELL)).isNull();
    assertThat(scenario.tickAfter(3_600_000, WELL)).isNull();
    assertThat(scenario.tickAfter(3_600_000, WELL)).isEqualTo(CLIMBED);
  }

  @Test
  void step_timeGoesBackwards_holdsNothing() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.tick(WELL);

    scenario.tickAfter(-3_600_000, WELL);

    assertThat(scenario.state().stepHeldMillis()).isEqualTo(10_000);
  }

  @Test
  void step_clauseHoldsAgain_fallsBackWithoutAnyDwell() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(2, WELL);

    assertThat(scenario.ticks(3, ILL)).isEmpty();
    assertThat(scenario.tick(ILL)).isEqualTo(REGRESSED);
  }

  @Test
  void step_regression_startsAFreshDwellAtStepZero() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(2, WELL);
    scenario.ticks(4, ILL);

    assertThat(scenario.state().dwelledMillis()).isZero();
    assertThat(scenario.state().step()).isZero();
    assertThat(scenario.ticksUntilMove(WELL)).isEqualTo(10);
  }

  @Test
  void step_nothingMayRiseNorIsConfirmed_stillFallsBack() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).upwardAllowed(false).confirmed(false);

    assertThat(scenario.ticksUntilMove(ILL, Double.NaN)).isEqualTo(4);
    assertThat(scenario.mode()).isEqualTo(Mode.DEGRADED);
  }

  /** On the last step both could happen at once: protection wins. */
  @Test
  void step_clauseHoldsWhenTheLastStepIsServed_fallsBack() {
    Condition quick = new Condition(0, Condition.NONE, Condition.Side.ABOVE, 10, 5, 0, 0);
    ModePolicy policy =
        Policies.simple(
            List.of(Policies.degrading(List.of(quick))), 0, List.of(100), 20_000, 10_000);
    Scenario scenario = new Scenario(Mode.RECOVERY, policy);
    scenario.tick(WELL);

    assertThat(scenario.tick(ILL)).isEqualTo(REGRESSED);
  }

  @Test
  void step_forServedInDegraded_isServedAgainInRecovery() {
    Clause clause = Policies.degrading(List.of(Scenario.above(0), Scenario.above(1)));
    Scenario scenario = new Scenario(Mode.DEGRADED, Scenario.policy(clause));
    assertThat(scenario.ticksUntilMove(ILL, WELL)).isEqualTo(10);

    assertThat(scenario.ticksUntilMove(ILL, ILL)).isEqualTo(4);
  }

  private static int[] stepsOfThreeTicks(Scenario scenario) {
    int[] steps = new int[3];
    for (int i = 0; i < steps.length; i++) {
      assertThat(scenario.tick(WELL)).isNull();
      steps[i] = scenario.state().step();
    }
    return steps;
  }
}
