package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.modes.CanaryWatch.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors of the canary at most twice those of the rest, or 10; 100 events on each side. */
class CanaryWatchTest {

  private static final long TICK_MILLIS = 10_000;
  private static final CanaryPolicy POLICY =
      new CanaryPolicy(
          60_000, List.of(new CanaryPolicy.Pair(new Comparison(0, 2, 10, 20_000), 1, 2, 3, 100)));
  private static final ModePolicy MODES =
      Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));

  private long nowMillis;

  private CanaryWatch ticks(CanaryWatch watch, int count, double... values) {
    return ticks(watch, count, true, values);
  }

  private CanaryWatch ticks(CanaryWatch watch, int count, boolean confirmed, double... values) {
    CanaryWatch now = watch;
    for (int i = 0; i < count; i++) {
      nowMillis += TICK_MILLIS;
      List<Sample> samples =
          List.of(sample(values[0]), sample(values[1]), sample(values[2]), sample(values[3]));
      now = now.after(POLICY, MODES, samples, confirmed, TICK_MILLIS);
    }
    return now;
  }

  private Sample sample(double value) {
    return Double.isNaN(value) ? Sample.MISSING : new Sample(value, nowMillis, 30_000);
  }

  private static CanaryWatch begun() {
    return CanaryWatch.begun(POLICY, 0);
  }

  @Test
  void after_likeTheRestForTheBake_isGood() {
    assertThat(ticks(begun(), 6, 30, 20, 500, 500).verdict(POLICY)).isEqualTo(Verdict.BAKING);
    assertThat(ticks(begun(), 7, 30, 20, 500, 500).verdict(POLICY)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void after_worseThanTheRest_isWorseAfterItsTime() {
    assertThat(ticks(begun(), 2, 41, 20, 500, 500).verdict(POLICY)).isEqualTo(Verdict.BAKING);
    assertThat(ticks(begun(), 3, 41, 20, 500, 500).verdict(POLICY)).isEqualTo(Verdict.WORSE);
  }

  /** An incident of all is none of the change. */
  @Test
  void after_allAreIll_isNotWorse() {
    assertThat(ticks(begun(), 7, 900, 900, 500, 500).verdict(POLICY)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void after_manyTimesTheRestButLittle_isNotWorse() {
    assertThat(ticks(begun(), 7, 9, 1, 500, 500).verdict(POLICY)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void after_tooFewEvents_neitherFailsNorBakes() {
    assertThat(ticks(begun(), 100, 900, 1, 99, 500).verdict(POLICY)).isEqualTo(Verdict.BAKING);
    assertThat(ticks(begun(), 100, 1, 1, 500, 99).bakedMillis()).isZero();
  }

  @Test
  void after_noData_neitherFailsNorBakes() {
    CanaryWatch blind = ticks(begun(), 100, Double.NaN, 1, 500, 500);

    assertThat(blind.verdict(POLICY)).isEqualTo(Verdict.BAKING);
    assertThat(blind.bakedMillis()).isZero();
    assertThat(ticks(begun(), 100, 900, 1, Double.NaN, 500).verdict(POLICY))
        .isEqualTo(Verdict.BAKING);
  }

  @Test
  void after_notEveryObjectIsConfirmed_theBakeWaitsAndAFailureDoesNot() {
    assertThat(ticks(begun(), 100, false, 1, 1, 500, 500).verdict(POLICY))
        .isEqualTo(Verdict.BAKING);
    assertThat(ticks(begun(), 3, false, 900, 1, 500, 500).verdict(POLICY)).isEqualTo(Verdict.WORSE);
  }

  @Test
  void after_worseJustNowAtTheEndOfTheBake_isNotGoodYet() {
    CanaryWatch watch = ticks(begun(), 7, 1, 1, 500, 500);

    assertThat(ticks(watch, 1, 900, 1, 500, 500).verdict(POLICY)).isEqualTo(Verdict.BAKING);
    CanaryWatch again = ticks(ticks(watch, 1, 900, 1, 500, 500), 1, 1, 1, 500, 500);
    assertThat(again.verdict(POLICY)).isEqualTo(Verdict.GOOD);
  }

  @Test
  void constructor_nothingIsCompared_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CanaryPolicy(1, List.of()));
  }
}
