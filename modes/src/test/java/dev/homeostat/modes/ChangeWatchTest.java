package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors may become five times what they were and 10, goodput half of it and 80; both for 20 s. */
class ChangeWatchTest {

  private static final long TICK_MILLIS = 10_000;
  private static final RollbackPolicy POLICY =
      new RollbackPolicy(
          List.of(new Comparison(0, 5, 10, 20_000), new Comparison(1, 0.5, 80, 20_000)),
          100_000,
          600_000);
  private static final ModePolicy MODES =
      Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));

  private long nowMillis;

  private List<Sample> samples(double errors, double goodput) {
    nowMillis += TICK_MILLIS;
    return List.of(sample(errors), sample(goodput));
  }

  private Sample sample(double value) {
    return Double.isNaN(value) ? Sample.MISSING : new Sample(value, nowMillis, 30_000);
  }

  private ChangeWatch begun(double errors, double goodput) {
    return Objects.requireNonNull(ChangeWatch.begun(POLICY, samples(errors, goodput)));
  }

  private @Nullable ChangeWatch ticks(ChangeWatch watch, int count, double errors, double goodput) {
    ChangeWatch now = watch;
    for (int i = 0; i < count && now != null; i++) {
      now = now.after(POLICY, MODES, samples(errors, goodput), TICK_MILLIS);
    }
    return now;
  }

  private int fired(ChangeWatch watch, int count, double errors, double goodput) {
    return Objects.requireNonNull(ticks(watch, count, errors, goodput)).fired(POLICY);
  }

  @Test
  void after_errorsMoreThanFiveTimes_firesAfterItsTime() {
    ChangeWatch watch = begun(3, 100);

    assertThat(fired(watch, 2, 16, 100)).isEqualTo(ChangeWatch.NONE);
    assertThat(fired(watch, 3, 16, 100)).isZero();
  }

  @Test
  void after_errorsExactlyFiveTimes_doesNotFire() {
    assertThat(fired(begun(3, 100), 8, 15, 100)).isEqualTo(ChangeWatch.NONE);
  }

  /** One error instead of none is infinitely more, and no failure. */
  @Test
  void after_manyTimesMoreOfNearlyNothing_doesNotFire() {
    assertThat(fired(begun(0, 100), 8, 9, 100)).isEqualTo(ChangeWatch.NONE);
    assertThat(fired(begun(0, 100), 8, 11, 100)).isZero();
  }

  @Test
  void after_goodputLessThanHalf_fires() {
    assertThat(fired(begun(3, 100), 3, 3, 49)).isEqualTo(1);
    assertThat(fired(begun(3, 100), 8, 3, 51)).isEqualTo(ChangeWatch.NONE);
  }

  @Test
  void after_illForAMomentAgainAndAgain_doesNotFire() {
    ChangeWatch watch = begun(3, 100);
    for (int i = 0; i < 4; i++) {
      watch = Objects.requireNonNull(ticks(watch, 1, 100, 100));
      watch = Objects.requireNonNull(ticks(watch, 1, 3, 100));
      assertThat(watch.fired(POLICY)).isEqualTo(ChangeWatch.NONE);
    }
  }

  /** Flagger and Argo take a change back when Prometheus is down. */
  @Test
  void after_outageOfTheSource_neitherFiresNorEnds() {
    ChangeWatch watch = begun(3, 100);

    ChangeWatch after = ticks(watch, 1_000, Double.NaN, Double.NaN);

    assertThat(after).isNotNull();
    assertThat(after.fired(POLICY)).isEqualTo(ChangeWatch.NONE);
    assertThat(after.watchedMillis()).isZero();
    assertThat(fired(after, 3, 16, 100)).isZero();
  }

  @Test
  void after_nothingKnownOfBefore_theAbsoluteThresholdCounts() {
    ChangeWatch watch = begun(Double.NaN, Double.NaN);

    assertThat(fired(watch, 3, 11, 100)).isZero();
    assertThat(fired(watch, 3, 3, 79)).isEqualTo(1);
    assertThat(fired(watch, 3, 9, 81)).isEqualTo(ChangeWatch.NONE);
  }

  @Test
  void after_itsTimeIsOver_ends() {
    ChangeWatch watch = begun(3, 100);

    assertThat(ticks(watch, 10, 3, 100)).isNotNull();
    assertThat(ticks(watch, 11, 3, 100)).isNull();
  }

  @Test
  void after_clockLeaps_countsTwoIntervalsAtMost() {
    ChangeWatch watch = begun(3, 100);

    ChangeWatch after = watch.after(POLICY, MODES, samples(3, 100), 3_600_000);

    assertThat(after).isNotNull();
    assertThat(after.watchedMillis()).isEqualTo(2 * TICK_MILLIS);
  }

  @Test
  void begun_nothingIsCompared_thereIsNone() {
    assertThat(ChangeWatch.begun(RollbackPolicy.NONE, samples(1, 1))).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -2, Double.NaN, Double.POSITIVE_INFINITY})
  void comparison_factorThatComparesNothing_isRefused(double times) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Comparison(0, times, 1, 0));
  }
}
