package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Section 2.2 of the design, <i>Override and rollback</i>: reached by legal moves, through Recovery
 * where it leads up; when it ends the mode stays and timers restart. The dwell of Degraded takes
 * ten intervals, that of Floor twenty, a step of Recovery two.
 */
class ModeMachineOverrideTest {

  @Test
  void step_sentToDegraded_movesAtOnce() {
    assertThat(sent(Mode.TARGET, Guides.TO_DEGRADED).tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.OVERRIDDEN, -1));
    assertThat(sent(Mode.RECOVERY, Guides.TO_DEGRADED).tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.OVERRIDDEN, -1));
  }

  @Test
  void step_sentToFloor_movesAtOnceFromEverywhere() {
    for (Mode from : List.of(Mode.TARGET, Mode.DEGRADED, Mode.RECOVERY)) {
      assertThat(sent(from, Guides.TO_FLOOR).tick(WELL, WELL, WELL))
          .isEqualTo(new Move(from, Mode.FLOOR, Move.Cause.OVERRIDDEN, -1));
    }
  }

  @Test
  void step_sentToFloorFromRecovery_doesNotWaitForItsDwell() {
    assertThat(withDwellOfRecovery(Guides.TO_FLOOR).ticksUntilMove(WELL, WELL, WELL)).isOne();
  }

  @Test
  void step_sentToDegradedFromRecovery_waitsForItsDwell() {
    assertThat(withDwellOfRecovery(Guides.TO_DEGRADED).ticksUntilMove(WELL, WELL, WELL))
        .isEqualTo(10);
  }

  /** Though its clause holds all the time: ten intervals of dwell, then three steps of two. */
  @Test
  void step_sentToTargetFromDegraded_goesThroughRecoveryWhateverTheSignalsSay() {
    Scenario scenario = sent(Mode.DEGRADED, Guides.TO_TARGET);

    assertThat(scenario.ticksUntilMove(ILL, ILL, ILL)).isEqualTo(10);
    assertThat(scenario.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(scenario.ticksUntilMove(ILL, ILL, ILL)).isEqualTo(6);
    assertThat(scenario.mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void step_sentToDegradedFromFloor_goesThroughRecovery() {
    assertThat(sent(Mode.FLOOR, Guides.TO_DEGRADED).ticks(100, WELL, WELL, WELL))
        .containsExactly(
            new Move(Mode.FLOOR, Mode.RECOVERY, Move.Cause.OVERRIDDEN, -1),
            new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.OVERRIDDEN, -1));
  }

  @Test
  void step_sentToRecovery_staysThereAndClimbsNoStep() {
    Scenario scenario = sent(Mode.FLOOR, Guides.TO_RECOVERY);

    assertThat(scenario.ticks(1_000, WELL, WELL, WELL))
        .containsExactly(new Move(Mode.FLOOR, Mode.RECOVERY, Move.Cause.OVERRIDDEN, -1));
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_sentToRecoveryFromTarget_staysSinceNoLegalMoveLeadsThere() {
    assertThat(sent(Mode.TARGET, Guides.TO_RECOVERY).ticks(100, WELL, WELL, WELL)).isEmpty();
  }

  @Test
  void step_sentUpWithASignalMissing_waits() {
    assertThat(sent(Mode.DEGRADED, Guides.TO_TARGET).ticks(100, Double.NaN, 4, 4)).isEmpty();
    assertThat(sent(Mode.RECOVERY, Guides.TO_TARGET).ticks(100, Double.NaN, 4, 4)).isEmpty();
  }

  @Test
  void step_sentUpWhileAWriteFails_waits() {
    assertThat(sent(Mode.FLOOR, Guides.TO_TARGET).upwardAllowed(false).ticks(100, 4, 4, 4))
        .isEmpty();
    assertThat(sent(Mode.RECOVERY, Guides.TO_TARGET).upwardAllowed(false).ticks(100, 4, 4, 4))
        .isEmpty();
  }

  @Test
  void step_sentUpUnconfirmed_climbsNoStep() {
    Scenario scenario = sent(Mode.RECOVERY, Guides.TO_TARGET).confirmed(false);

    assertThat(scenario.ticks(100, WELL, WELL, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  /** It was sent up at 0, and down the interval after; then it waits for the cooldown of 300 s. */
  @Test
  void step_sentUpTwice_waitsForTheCooldown() {
    Stay cooled = new Stay(0, 300_000, 0);
    Scenario scenario =
        new Scenario(Mode.DEGRADED, Policies.full(List.of(cooled, cooled, Stay.NONE), BackOff.NONE))
            .guided(Guides.TO_RECOVERY);
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isOne();
    assertThat(scenario.guided(Guides.TO_DEGRADED).ticksUntilMove(WELL, WELL, WELL)).isOne();

    assertThat(scenario.guided(Guides.TO_RECOVERY).ticksUntilMove(WELL, WELL, WELL)).isEqualTo(29);
  }

  @Test
  void step_overrideEndsInDegraded_staysForAFreshDwell() {
    Scenario scenario = sent(Mode.TARGET, Guides.TO_DEGRADED);
    scenario.ticks(1_000, WELL, WELL, WELL);

    assertThat(scenario.guided(Guidance.NONE).tick(WELL, WELL, WELL)).isNull();
    assertThat(scenario.state().dwelledMillis()).isZero();
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(10);
  }

  /** Its clause has held for long: four samples after the end it may act. */
  @Test
  void step_overrideEndsInTarget_everyForStartsAnew() {
    Scenario scenario = sent(Mode.TARGET, Guides.TO_TARGET);
    scenario.ticks(1_000, ILL, WELL, WELL);

    assertThat(scenario.guided(Guidance.NONE).tick(ILL, WELL, WELL)).isNull();
    assertThat(scenario.ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);
  }

  /** While it was sent up the hold counted whatever the signals said. */
  @Test
  void step_overrideEndsInRecovery_theHoldStartsAnew() {
    Scenario scenario = sent(Mode.RECOVERY, Guides.TO_TARGET);
    scenario.tick(BAND, BAND, BAND);
    assertThat(scenario.state().stepHeldMillis()).isEqualTo(10_000);

    scenario.guided(Guidance.NONE).tick(WELL, WELL, WELL);

    assertThat(scenario.state().step()).isZero();
    assertThat(scenario.state().stepHeldMillis()).isEqualTo(ConditionTimer.NOT_HOLDING);
  }

  @Test
  void step_overrideIsOn_isRemembered() {
    Scenario scenario = sent(Mode.TARGET, Guides.TO_TARGET);
    scenario.tick(WELL, WELL, WELL);
    assertThat(scenario.state().overridden()).isTrue();

    scenario.guided(Guidance.NONE).tick(WELL, WELL, WELL);
    assertThat(scenario.state().overridden()).isFalse();
  }

  private static Scenario sent(Mode from, Guidance guidance) {
    return new Scenario(from, Policies.full()).guided(guidance);
  }

  private static Scenario withDwellOfRecovery(Guidance guidance) {
    Stay dwell = new Stay(Scenario.DWELL_MILLIS, 0, 0);
    return new Scenario(Mode.RECOVERY, Policies.full(List.of(dwell, dwell, dwell), BackOff.NONE))
        .guided(guidance);
  }
}
