package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an outage of a source does under each policy; no data is never healthy and never zero. */
class MissingDataTest {

  private static final double GONE = Double.NaN;

  @ParameterizedTest
  @EnumSource(Mode.class)
  void hold_everythingMissing_movesNothing(Mode mode) {
    assertThat(new Scenario(mode, Policies.full()).ticks(1_000, GONE, GONE, GONE)).isEmpty();
  }

  @Test
  void hold_oneMissing_anotherStillProtects() {
    assertThat(in(Mode.TARGET, Guidance.NONE).ticksUntilMove(ILL, GONE, GONE)).isEqualTo(4);
  }

  @Test
  void degrade_inTarget_degradesAtOnce() {
    assertThat(in(Mode.TARGET, Guides.DEGRADE).tick(GONE, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.MISSING_DATA, -1));
  }

  @Test
  void degrade_inRecovery_fallsBackWithoutAnyDwell() {
    assertThat(in(Mode.RECOVERY, Guides.DEGRADE).tick(GONE, WELL, WELL))
        .isEqualTo(new Move(Mode.RECOVERY, Mode.DEGRADED, Move.Cause.MISSING_DATA, -1));
  }

  @ParameterizedTest
  @EnumSource(names = {"DEGRADED", "FLOOR"})
  void degrade_inAProtectiveMode_staysThere(Mode mode) {
    assertThat(in(mode, Guides.DEGRADE).ticks(1_000, GONE, WELL, WELL)).isEmpty();
  }

  @Test
  void degrade_emergencyOfAnotherSignal_entersFloor() {
    assertThat(in(Mode.TARGET, Guides.DEGRADE).tick(GONE, WELL, ILL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.EMERGENCY, 2));
  }

  @Test
  void degrade_floorClauseOfAnotherSignal_entersFloorAfterTheDwell() {
    Scenario scenario = in(Mode.TARGET, Guides.DEGRADE);
    assertThat(scenario.tick(GONE, ILL, WELL)).isNotNull();

    assertThat(scenario.ticksUntilMove(GONE, ILL, WELL)).isEqualTo(10);
    assertThat(scenario.mode()).isEqualTo(Mode.FLOOR);
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void freeze_clausesOfOtherSignals_moveNothing(Mode mode) {
    assertThat(in(mode, Guides.FREEZE).ticks(1_000, ILL, ILL, GONE)).isEmpty();
    assertThat(in(mode, Guides.FREEZE).ticks(1_000, WELL, WELL, GONE)).isEmpty();
  }

  @Test
  void freeze_emergencyOfAnotherSignal_entersFloor() {
    assertThat(in(Mode.TARGET, Guides.FREEZE).tick(GONE, WELL, ILL))
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.EMERGENCY, 2));
  }

  @Test
  void freeze_override_goesWhereAPersonSendsIt() {
    Guidance guidance = Guides.missing(Guides.TO_DEGRADED, MissingData.FREEZE);

    assertThat(in(Mode.TARGET, guidance).tick(GONE, WELL, WELL))
        .isEqualTo(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.OVERRIDDEN, -1));
  }

  /** Its clause was served meanwhile, so the end of the outage lets it act. */
  @Test
  void freeze_ends_theClauseThatHasHeldMoves() {
    Scenario scenario = in(Mode.TARGET, Guides.FREEZE);
    scenario.ticks(10, ILL, WELL, GONE);

    assertThat(scenario.guided(Guidance.NONE).ticksUntilMove(ILL, WELL, WELL)).isOne();
  }

  private static Scenario in(Mode mode, Guidance guidance) {
    return new Scenario(mode, Policies.full()).guided(guidance);
  }
}
