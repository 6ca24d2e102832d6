package dev.homeostat.modes;

import static dev.homeostat.modes.ConditionTimer.NEW;
import static dev.homeostat.modes.ConditionTimer.NOT_HOLDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTimerTest {

  private static final ModePolicy POLICY =
      Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));
  private static final long LONGEST_STEP_MILLIS = 2 * Scenario.INTERVAL_MILLIS;
  private static final long STALE_AFTER_MILLIS = 5_000;

  @Test
  void count_firstSample_startsAtZero() {
    assertThat(count(NEW, Scenario.ILL, 1_000))
        .isEqualTo(new ConditionTimer(1_000, false, 0, NOT_HOLDING));
    assertThat(count(NEW, Scenario.WELL, 1_000))
        .isEqualTo(new ConditionTimer(1_000, false, NOT_HOLDING, 0));
  }

  @Test
  void count_firstSampleBeforeTheEpoch_startsAtZero() {
    assertThat(count(NEW, Scenario.ILL, -5).heldMillis()).isZero();
  }

  @Test
  void count_nextSample_addsTheTimeBetweenTheirStamps() {
    ConditionTimer timer = count(count(NEW, Scenario.ILL, 1_000), Scenario.ILL, 8_500);

    assertThat(timer).isEqualTo(new ConditionTimer(8_500, false, 7_500, NOT_HOLDING));
  }

  @Test
  void count_insideTheBand_zeroesBoth() {
    ConditionTimer held = new ConditionTimer(1_000, false, 500, NOT_HOLDING);
    ConditionTimer over = new ConditionTimer(1_000, false, NOT_HOLDING, 500);
    ConditionTimer neither = new ConditionTimer(2_000, false, NOT_HOLDING, NOT_HOLDING);

    assertThat(count(held, Scenario.BAND, 2_000)).isEqualTo(neither);
    assertThat(count(over, Scenario.BAND, 2_000)).isEqualTo(neither);
  }

  @Test
  void count_conditionHoldsAgain_startsOver() {
    ConditionTimer held = new ConditionTimer(1_000, false, 500, NOT_HOLDING);

    ConditionTimer again = count(count(held, Scenario.BAND, 2_000), Scenario.ILL, 3_000);

    assertThat(again.heldMillis()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 999, 0, Long.MIN_VALUE})
  void count_stampThatIsNotNewer_isNoInput(long stampMillis) {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING);

    assertThat(count(timer, Scenario.ILL, stampMillis)).isEqualTo(timer);
    assertThat(count(timer, Scenario.WELL, stampMillis)).isEqualTo(timer);
  }

  @Test
  void count_stampOlderThanASampleMayBe_startsAnew() {
    ConditionTimer timer = new ConditionTimer(10_000, true, 500, NOT_HOLDING);

    assertThat(count(timer, Scenario.ILL, 5_000)).isEqualTo(timer);
    assertThat(count(timer, Scenario.ILL, 4_999))
        .isEqualTo(new ConditionTimer(4_999, false, 0, NOT_HOLDING));
    assertThat(count(timer, Scenario.WELL, -5))
        .isEqualTo(new ConditionTimer(-5, false, NOT_HOLDING, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {20_000, 20_001, 3_600_000, 31_536_000_000L})
  void count_clockJumps_addsTheLongestStep(long jumpMillis) {
    ConditionTimer timer = count(count(NEW, Scenario.ILL, 0), Scenario.ILL, jumpMillis);

    assertThat(timer.heldMillis()).isEqualTo(LONGEST_STEP_MILLIS);
  }

  @Test
  void count_clockJumpsWhileOver_addsTheLongestStep() {
    ConditionTimer timer = count(count(NEW, Scenario.WELL, 0), Scenario.WELL, 3_600_000);

    assertThat(timer.overMillis()).isEqualTo(LONGEST_STEP_MILLIS);
  }

  @Test
  void count_noExit_isNeverOver() {
    ConditionTimer timer =
        NEW.count(
            Scenario.aboveWithoutExit(0),
            new Sample(Scenario.WELL, 1_000, STALE_AFTER_MILLIS),
            POLICY);

    assertThat(timer.overMillis()).isEqualTo(NOT_HOLDING);
  }

  @Test
  void withGap_protectiveTimer_isFrozen() {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING);

    assertThat(timer.withGap()).isEqualTo(new ConditionTimer(1_000, true, 500, NOT_HOLDING));
  }

  @Test
  void withGap_upwardTimer_isZeroed() {
    ConditionTimer timer = new ConditionTimer(1_000, false, NOT_HOLDING, 500);

    assertThat(timer.withGap())
        .isEqualTo(new ConditionTimer(1_000, true, NOT_HOLDING, NOT_HOLDING));
  }

  @Test
  void withGap_gapGoesOn_staysAsItIs() {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING).withGap();

    assertThat(timer.withGap()).isEqualTo(timer);
  }

  @Test
  void count_firstSampleAfterAGap_addsNothing() {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING).withGap();

    assertThat(count(timer, Scenario.ILL, 9_000))
        .isEqualTo(new ConditionTimer(9_000, false, 500, NOT_HOLDING));
  }

  @Test
  void count_secondSampleAfterAGap_goesOn() {
    ConditionTimer gone = new ConditionTimer(1_000, false, 500, NOT_HOLDING).withGap();

    ConditionTimer timer = count(count(gone, Scenario.ILL, 9_000), Scenario.ILL, 9_250);

    assertThat(timer.heldMillis()).isEqualTo(750);
  }

  @Test
  void count_repeatedStampAfterAGap_doesNotEndIt() {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING).withGap();

    assertThat(count(timer, Scenario.ILL, 1_000).gap()).isTrue();
  }

  @Test
  void count_noLongerHoldsAfterAGap_isZeroed() {
    ConditionTimer timer = new ConditionTimer(1_000, false, 500, NOT_HOLDING).withGap();

    assertThat(count(timer, Scenario.BAND, 2_000).heldMillis()).isEqualTo(NOT_HOLDING);
  }

  @Test
  void zeroed_anyTimer_keepsOnlyWhichSampleWasLast() {
    assertThat(new ConditionTimer(1_000, true, 500, NOT_HOLDING).zeroed())
        .isEqualTo(new ConditionTimer(1_000, true, NOT_HOLDING, NOT_HOLDING));
    assertThat(new ConditionTimer(1_000, false, NOT_HOLDING, 500).zeroed())
        .isEqualTo(new ConditionTimer(1_000, false, NOT_HOLDING, NOT_HOLDING));
  }

  @Test
  void withoutOver_anotherSignalIsMissing_keepsTheProtectiveTimer() {
    assertThat(new ConditionTimer(1_000, false, 500, NOT_HOLDING).withoutOver().heldMillis())
        .isEqualTo(500);
    assertThat(new ConditionTimer(1_000, false, NOT_HOLDING, 500).withoutOver())
        .isEqualTo(new ConditionTimer(1_000, false, NOT_HOLDING, NOT_HOLDING));
  }

  private static ConditionTimer count(ConditionTimer timer, double value, long stampMillis) {
    return timer.count(
        Scenario.ABOVE_10, new Sample(value, stampMillis, STALE_AFTER_MILLIS), POLICY);
  }
}
