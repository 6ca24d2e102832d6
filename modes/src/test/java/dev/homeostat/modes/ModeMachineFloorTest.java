package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The way into Floor and out of it. A clause needs four samples, the emergency one; the dwell of
 * Degraded takes ten intervals, that of Floor twenty.
 */
class ModeMachineFloorTest {

  private static final Move EMERGENCY_FROM_TARGET =
      new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.EMERGENCY, 2);

  @Test
  void step_floorClauseHoldsInTarget_entersFloor() {
    Scenario scenario = in(Mode.TARGET);

    assertThat(scenario.ticks(3, WELL, ILL, WELL)).isEmpty();
    assertThat(scenario.tick(WELL, ILL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.ENTERED, 1));
  }

  @Test
  void step_bothClausesHold_entersTheSaferMode() {
    assertThat(in(Mode.TARGET).ticks(4, ILL, ILL, WELL))
        .containsExactly(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.ENTERED, 1));
  }

  @Test
  void step_floorClauseHoldsInDegraded_waitsForTheDwell() {
    Scenario scenario = in(Mode.DEGRADED);

    assertThat(scenario.ticks(9, ILL, ILL, WELL)).isEmpty();
    assertThat(scenario.tick(ILL, ILL, WELL))
        .isEqualTo(new Move(Mode.DEGRADED, Mode.FLOOR, Move.Cause.ENTERED, 1));
  }

  @Test
  void step_emergencyInDegraded_waitsForNothing() {
    assertThat(in(Mode.DEGRADED).tick(ILL, WELL, ILL))
        .isEqualTo(new Move(Mode.DEGRADED, Mode.FLOOR, Move.Cause.EMERGENCY, 2));
  }

  @Test
  void step_emergencyWithItsOwnFor_isServedFirst() {
    ModePolicy policy =
        Scenario.policy(
            Policies.degrading(List.of(Scenario.above(0))),
            Policies.flooring(true, Scenario.above(1)));

    assertThat(new Scenario(Mode.DEGRADED, policy).ticksUntilMove(WELL, ILL)).isEqualTo(4);
  }

  @Test
  void step_emergencyAndEveryOtherClause_isNamedInTheMove() {
    assertThat(in(Mode.TARGET).tick(ILL, ILL, ILL)).isEqualTo(EMERGENCY_FROM_TARGET);
  }

  @Test
  void step_emergencyWhileNothingMayRise_stillProtects() {
    Scenario scenario = in(Mode.TARGET).upwardAllowed(false).confirmed(false);

    assertThat(scenario.tick(Double.NaN, Double.NaN, ILL)).isEqualTo(EMERGENCY_FROM_TARGET);
  }

  @Test
  void step_emergencyEntersFloor_startsAFreshDwell() {
    Scenario scenario = in(Mode.TARGET);
    scenario.tick(WELL, WELL, ILL);

    assertThat(scenario.state().dwelledMillis()).isZero();
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(20);
  }

  @ParameterizedTest
  @EnumSource(names = {"TARGET", "RECOVERY"})
  void step_floorClauseHolds_isNeverAStopInDegraded(Mode from) {
    assertThat(in(from).ticks(4, ILL, ILL, WELL))
        .extracting(Move::from, Move::to)
        .containsExactly(tuple(from, Mode.FLOOR));
  }

  @Test
  void step_floorClauseHoldsInRecovery_isARegressionWithoutAnyDwell() {
    Scenario scenario = in(Mode.RECOVERY);

    assertThat(scenario.ticks(3, WELL, ILL, WELL)).isEmpty();
    assertThat(scenario.tick(WELL, ILL, WELL))
        .isEqualTo(new Move(Mode.RECOVERY, Mode.FLOOR, Move.Cause.REGRESSED, 1));
  }

  @Test
  void step_everythingIllInFloor_stays() {
    assertThat(in(Mode.FLOOR).ticks(1_000, ILL, ILL, ILL)).isEmpty();
  }

  @Test
  void step_wellInFloor_leavesThroughRecoveryAfterItsDwell() {
    Scenario scenario = in(Mode.FLOOR);

    assertThat(scenario.ticks(19, WELL, WELL, WELL)).isEmpty();
    assertThat(scenario.tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.FLOOR, Mode.RECOVERY, Move.Cause.OVER, -1));
  }

  @Test
  void step_emergencyNotOver_staysInFloor() {
    assertThat(in(Mode.FLOOR).ticks(1_000, WELL, WELL, BAND)).isEmpty();
  }

  /** A mode is left when its own clauses are over; Recovery then waits for all of them. */
  @Test
  void step_onlyDegradedsClauseIsNotOver_leavesFloorAndClimbsNoStep() {
    Scenario scenario = in(Mode.FLOOR);

    assertThat(scenario.ticks(1_000, BAND, WELL, WELL))
        .containsExactly(new Move(Mode.FLOOR, Mode.RECOVERY, Move.Cause.OVER, -1));
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_aSignalIsMissing_staysInFloor() {
    assertThat(in(Mode.FLOOR).ticks(1_000, Double.NaN, WELL, WELL)).isEmpty();
  }

  @Test
  void step_aWriteFails_staysInFloor() {
    assertThat(in(Mode.FLOOR).upwardAllowed(false).ticks(1_000, WELL, WELL, WELL)).isEmpty();
  }

  private static Scenario in(Mode mode) {
    return new Scenario(mode, Policies.full());
  }
}
