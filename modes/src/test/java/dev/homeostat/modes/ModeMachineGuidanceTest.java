package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Section 2.2 of the design, <i>Precedence</i>: pause &gt; override &gt; emergency &gt; rollback
 * hold &gt; missing data &gt; freeze (upward only) &gt; schedule &gt; clauses, each against its
 * neighbour.
 */
class ModeMachineGuidanceTest {

  @ParameterizedTest
  @EnumSource(Mode.class)
  void step_paused_nothingMovesWhateverElseAsks(Mode mode) {
    Guidance all = Guides.missing(Guides.scheduled(Guides.PAUSED, Mode.FLOOR), MissingData.DEGRADE);

    assertThat(in(mode).guided(all).ticks(100, ILL, ILL, ILL)).isEmpty();
    assertThat(in(mode).guided(Guides.PAUSED).ticks(100, WELL, WELL, WELL)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void step_pausedAndOverridden_doesNotMove(Mode mode) {
    assertThat(in(mode).guided(Guides.paused(Guides.TO_FLOOR)).ticks(100, ILL, ILL, ILL)).isEmpty();
    assertThat(in(mode).guided(Guides.paused(Guides.TO_TARGET)).ticks(100, WELL, WELL, WELL))
        .isEmpty();
  }

  /** A pause stops moves and not time: the dwell of ten intervals has been served by then. */
  @Test
  void step_pauseEnds_movesAtOnceWhereTheWaitsAreServed() {
    Scenario scenario = in(Mode.DEGRADED).guided(Guides.PAUSED);
    scenario.ticks(20, WELL, WELL, WELL);

    assertThat(scenario.guided(Guidance.NONE).ticksUntilMove(WELL, WELL, WELL)).isOne();
  }

  @Test
  void step_pausedInRecovery_theHoldStartsAnew() {
    Scenario scenario = in(Mode.RECOVERY);
    scenario.tick(WELL, WELL, WELL);
    scenario.guided(Guides.PAUSED).tick(WELL, WELL, WELL);

    assertThat(scenario.state().stepHeldMillis()).isEqualTo(ConditionTimer.NOT_HOLDING);
  }

  @Test
  void step_overriddenToWhereItIs_noEmergencyMovesIt() {
    assertThat(in(Mode.TARGET).guided(Guides.TO_TARGET).ticks(100, ILL, ILL, ILL)).isEmpty();
    assertThat(in(Mode.DEGRADED).guided(Guides.TO_DEGRADED).ticks(100, ILL, ILL, ILL)).isEmpty();
  }

  @Test
  void step_overriddenAndHeld_goesWhereItIsSent() {
    assertThat(in(Mode.TARGET).guided(Guides.held(Guides.TO_FLOOR)).tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.OVERRIDDEN, -1));
  }

  @Test
  void step_emergencyWhileHeld_entersFloor() {
    assertThat(in(Mode.TARGET).guided(Guides.HELD).tick(WELL, WELL, ILL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.EMERGENCY, 2));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void step_heldAfterARollback_onlyTheEmergencyMoves(Mode mode) {
    assertThat(in(mode).guided(Guides.HELD).ticks(100, ILL, ILL, WELL)).isEmpty();
    assertThat(in(mode).guided(Guides.HELD).ticks(100, WELL, WELL, WELL)).isEmpty();
  }

  @Test
  void step_heldAndDataMissing_doesNotDegrade() {
    assertThat(in(Mode.TARGET).guided(Guides.held(Guides.DEGRADE)).ticks(100, Double.NaN, 4, 4))
        .isEmpty();
  }

  @Test
  void step_dataMissingInAFreezeWindow_degrades() {
    assertThat(in(Mode.TARGET).guided(Guides.frozen(Guides.DEGRADE)).tick(Double.NaN, 4, 4))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.MISSING_DATA, -1));
  }

  @Test
  void step_freezePolicyAndSchedule_doesNotMove() {
    Guidance guidance = Guides.scheduled(Guides.FREEZE, Mode.FLOOR);

    assertThat(in(Mode.TARGET).guided(guidance).ticks(100, WELL, WELL, Double.NaN)).isEmpty();
  }

  @Test
  void step_dataMissingAndScheduledDegraded_namesTheMissingData() {
    Guidance guidance = Guides.scheduled(Guides.DEGRADE, Mode.DEGRADED);

    assertThat(in(Mode.TARGET).guided(guidance).tick(Double.NaN, 4, 4))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.MISSING_DATA, -1));
  }

  /** Where several ask for protection the safest legal mode wins. */
  @Test
  void step_dataMissingAndScheduledFloor_entersFloor() {
    Guidance guidance = Guides.scheduled(Guides.DEGRADE, Mode.FLOOR);

    assertThat(in(Mode.TARGET).guided(guidance).tick(Double.NaN, 4, 4))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.SCHEDULED, -1));
  }

  @Test
  void step_scheduledDegradedAndFloorClause_entersFloor() {
    Scenario scenario = in(Mode.TARGET);
    scenario.ticks(3, WELL, ILL, WELL);

    assertThat(scenario.guided(Guides.SCHEDULED_DEGRADED).tick(WELL, ILL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.ENTERED, 1));
  }

  @Test
  void step_freezeWindow_holdsUpwardMovesOnly() {
    assertThat(in(Mode.DEGRADED).guided(Guides.FROZEN).ticks(100, WELL, WELL, WELL)).isEmpty();
    assertThat(in(Mode.FLOOR).guided(Guides.FROZEN).ticks(100, WELL, WELL, WELL)).isEmpty();
    assertThat(in(Mode.TARGET).guided(Guides.FROZEN).ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);
    assertThat(in(Mode.TARGET).guided(Guides.FROZEN).ticksUntilMove(WELL, ILL, WELL)).isEqualTo(4);
    assertThat(in(Mode.RECOVERY).guided(Guides.FROZEN).ticksUntilMove(ILL, WELL, WELL))
        .isEqualTo(4);
  }

  @Test
  void step_freezeWindowInRecovery_climbsNoStep() {
    Scenario scenario = in(Mode.RECOVERY).guided(Guides.FROZEN);

    assertThat(scenario.ticks(100, WELL, WELL, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  /** A schedule of Degraded asks for less protection than Floor, and that is upwards. */
  @Test
  void step_freezeWindowAndScheduledDegraded_staysInFloor() {
    assertThat(
            in(Mode.FLOOR)
                .guided(Guides.frozen(Guides.SCHEDULED_DEGRADED))
                .ticks(100, WELL, WELL, WELL))
        .isEmpty();
  }

  @Test
  void step_freezeWindowAndSchedule_stillProtects() {
    assertThat(in(Mode.TARGET).guided(Guides.frozen(Guides.SCHEDULED_FLOOR)).tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.SCHEDULED, -1));
  }

  @Test
  void step_scheduledAndItsClauseHolds_namesTheSchedule() {
    Scenario scenario = in(Mode.TARGET);
    scenario.ticks(3, ILL, WELL, WELL);

    assertThat(scenario.guided(Guides.SCHEDULED_DEGRADED).tick(ILL, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.SCHEDULED, -1));
  }

  @Test
  void step_scheduleIsActive_clausesThatAreOverDoNotEndTheMode() {
    Scenario degraded = in(Mode.DEGRADED).guided(Guides.SCHEDULED_DEGRADED);
    Scenario floor = in(Mode.FLOOR).guided(Guides.SCHEDULED_FLOOR);

    assertThat(degraded.ticks(1_000, WELL, WELL, WELL)).isEmpty();
    assertThat(floor.ticks(1_000, WELL, WELL, WELL)).isEmpty();
    assertThat(degraded.guided(Guidance.NONE).ticksUntilMove(WELL, WELL, WELL)).isOne();
  }

  @Test
  void step_scheduledFloorInDegraded_waitsForTheDwell() {
    Scenario scenario = in(Mode.DEGRADED).guided(Guides.SCHEDULED_FLOOR);

    assertThat(scenario.ticks(9, BAND, BAND, BAND)).isEmpty();
    assertThat(scenario.tick(BAND, BAND, BAND))
        .isEqualTo(new Move(Mode.DEGRADED, Mode.FLOOR, Move.Cause.SCHEDULED, -1));
  }

  /** One move an evaluation, and no legal one from Floor to Degraded. */
  @Test
  void step_scheduledDegradedInFloor_goesThroughRecovery() {
    Scenario scenario = in(Mode.FLOOR).guided(Guides.SCHEDULED_DEGRADED);

    assertThat(scenario.ticks(100, WELL, WELL, WELL))
        .containsExactly(
            new Move(Mode.FLOOR, Mode.RECOVERY, Move.Cause.OVER, -1),
            new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.SCHEDULED, -1));
  }

  /** The dwell of Recovery binds the schedule, so it waits; and meanwhile nothing climbs. */
  @Test
  void step_scheduledInRecovery_waitsForItsDwellWithoutClimbing() {
    Stay dwell = new Stay(Scenario.DWELL_MILLIS, 0, 0);
    ModePolicy policy = Policies.full(List.of(dwell, dwell, dwell), BackOff.NONE);
    Scenario scenario = new Scenario(Mode.RECOVERY, policy).guided(Guides.SCHEDULED_DEGRADED);

    assertThat(scenario.ticks(9, WELL, WELL, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
    assertThat(scenario.tick(WELL, WELL, WELL))
        .isEqualTo(new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.SCHEDULED, -1));
  }

  private static Scenario in(Mode mode) {
    return new Scenario(mode, Policies.full());
  }
}
