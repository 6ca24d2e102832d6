package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Section 2.2 of the design, <i>Back-off</i> and <i>Waiting</i>: the wait before Recovery is {@code
 * min(cap, dwell x 2^n)}. The dwell is 100 s, ten intervals; the cap 400 s; the window 60 s; the
 * decay 300 s. A cooldown is 500 s.
 */
class ModeMachineBackOffTest {

  private static final BackOff BACK_OFF = new BackOff(60_000, 400_000, 300_000);
  private static final Stay DWELL = new Stay(100_000, 0, 0);
  private static final Stay COOLED = new Stay(0, 500_000, 0);

  @Test
  void step_eachRegression_doublesTheWaitUpToTheCap() {
    Scenario scenario = in(Mode.RECOVERY);
    int[] waits = new int[4];
    for (int i = 0; i < waits.length; i++) {
      assertThat(scenario.ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);
      waits[i] = scenario.ticksUntilMove(WELL, WELL, WELL);
    }

    assertThat(waits).containsExactly(20, 40, 40, 40);
  }

  @Test
  void step_firstFall_waitsForTheDwellAlone() {
    Scenario scenario = in(Mode.TARGET);
    scenario.ticks(4, ILL, WELL, WELL);

    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(10);
  }

  @Test
  void step_emergencyOutOfRecovery_isARepetition() {
    Scenario scenario = in(Mode.RECOVERY);
    scenario.tick(WELL, WELL, ILL);

    assertThat(scenario.state().waits().repeats()).isOne();
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(20);
  }

  @Test
  void step_missingDataOutOfRecovery_isARepetition() {
    Scenario scenario = in(Mode.RECOVERY).guided(Guides.DEGRADE);

    assertThat(scenario.tick(WELL, WELL, Double.NaN)).isNotNull();
    assertThat(scenario.state().waits().repeats()).isOne();
  }

  @Test
  void step_scheduleOutOfRecovery_isNoRepetition() {
    Scenario scenario = in(Mode.RECOVERY).guided(Guides.SCHEDULED_DEGRADED);

    assertThat(scenario.tick(WELL, WELL, WELL)).isNotNull();
    assertThat(scenario.state().waits().repeats()).isZero();
  }

  @Test
  void step_overrideOutOfRecovery_isNoRepetition() {
    Scenario scenario = in(Mode.RECOVERY).guided(Guides.TO_FLOOR);

    assertThat(scenario.tick(WELL, WELL, WELL)).isNotNull();
    assertThat(scenario.state().waits().repeats()).isZero();
  }

  /** The emergency comes as many intervals after Target was reached as the window is long. */
  @Test
  void step_fallsAtTheEndOfTheWindow_isARepetition() {
    assertThat(repeatsOfAFallAfter(6)).isOne();
  }

  @Test
  void step_fallsAfterTheWindow_isNoRepetition() {
    assertThat(repeatsOfAFallAfter(7)).isZero();
  }

  @Test
  void step_timeInTarget_takesOneRepetitionOffForEachDecay() {
    Scenario scenario = in(Mode.RECOVERY);
    for (int i = 0; i < 2; i++) {
      scenario.ticksUntilMove(ILL, WELL, WELL);
      scenario.ticksUntilMove(WELL, WELL, WELL);
    }
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(6);
    assertThat(scenario.mode()).isEqualTo(Mode.TARGET);

    int[] repeats = new int[4];
    for (int i = 0; i < repeats.length; i++) {
      repeats[i] = scenario.state().waits().repeats();
      scenario.ticks(i == 0 ? 29 : i == 1 ? 1 : 30, WELL, WELL, WELL);
    }

    assertThat(repeats).containsExactly(2, 2, 1, 0);
  }

  @Test
  void step_timeOutsideTarget_takesNothingOff() {
    Scenario scenario = in(Mode.RECOVERY);
    scenario.ticks(4, ILL, WELL, WELL);
    scenario.ticks(1_000, ILL, WELL, WELL);

    assertThat(scenario.state().waits().repeats()).isOne();
  }

  /** It left at 0; falls back four intervals later, and leaves once 50 have passed, not 14. */
  @Test
  void step_cooldownOfDegraded_separatesTwoMovesOutOfIt() {
    Scenario scenario = new Scenario(Mode.DEGRADED, cooled(COOLED, Stay.NONE, Stay.NONE));
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(5);
    assertThat(scenario.ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);

    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(46);
  }

  @Test
  void step_cooldownOfDegraded_doesNotBindFloor() {
    Scenario scenario = new Scenario(Mode.DEGRADED, cooled(COOLED, Stay.NONE, Stay.NONE));
    scenario.ticksUntilMove(WELL, WELL, WELL);
    scenario.tick(WELL, WELL, ILL);

    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(5);
  }

  @Test
  void step_cooldownOfFloor_separatesTwoMovesOutOfIt() {
    Scenario scenario = new Scenario(Mode.FLOOR, cooled(Stay.NONE, COOLED, Stay.NONE));
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(5);
    scenario.tick(WELL, WELL, ILL);

    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(49);
  }

  /** It reached Target at 0; 4 samples to fall, 5 to leave, and 41 instead of 6 to climb. */
  @Test
  void step_cooldownOfRecovery_holdsOnlyItsLastStep() {
    Scenario scenario = new Scenario(Mode.RECOVERY, cooled(Stay.NONE, Stay.NONE, COOLED));
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(6);
    assertThat(scenario.ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(5);

    scenario.ticks(6, WELL, WELL, WELL);
    assertThat(scenario.state().step()).isEqualTo(2);
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(41 - 6);
    assertThat(scenario.mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void step_cooldown_bindsNoProtectiveMove() {
    Scenario scenario = new Scenario(Mode.DEGRADED, cooled(COOLED, COOLED, COOLED));
    scenario.ticksUntilMove(WELL, WELL, WELL);

    assertThat(scenario.ticksUntilMove(ILL, WELL, WELL)).isEqualTo(4);
    assertThat(scenario.tick(ILL, WELL, ILL)).isNotNull();
    assertThat(scenario.mode()).isEqualTo(Mode.FLOOR);
  }

  /** Six steps of 10 s serve the holds, and the dwell of Recovery is 100 s. */
  @Test
  void step_dwellOfRecovery_holdsOnlyItsLastStep() {
    Scenario scenario = new Scenario(Mode.RECOVERY, cooled(Stay.NONE, Stay.NONE, DWELL));
    scenario.ticks(6, WELL, WELL, WELL);

    assertThat(scenario.state().step()).isEqualTo(2);
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(4);
  }

  private static int repeatsOfAFallAfter(int intervals) {
    Scenario scenario = in(Mode.RECOVERY);
    assertThat(scenario.ticksUntilMove(WELL, WELL, WELL)).isEqualTo(6);
    assertThat(scenario.ticks(intervals - 1, WELL, WELL, WELL)).isEmpty();
    assertThat(scenario.tick(WELL, WELL, ILL)).isNotNull();
    return scenario.state().waits().repeats();
  }

  private static Scenario in(Mode mode) {
    return new Scenario(mode, Policies.full(List.of(DWELL, DWELL, Stay.NONE), BACK_OFF));
  }

  private static ModePolicy cooled(Stay degraded, Stay floor, Stay recovery) {
    return Policies.full(List.of(degraded, floor, recovery), BackOff.NONE);
  }
}
