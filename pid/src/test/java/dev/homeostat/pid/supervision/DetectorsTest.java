package dev.homeostat.pid.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {

  /** a = 0.01 and Tu = 10 s: an area of 0.0318 is too large, and counts for 500 s. */
  private static final OscillationSettings SWING = OscillationSettings.usual(0.01, 10);

  private static final IdleIndex.Settings IDLE = new IdleIndex.Settings(1, 0.001, 100, 0.7);

  /** The area of a half sine of amplitude A and period P is A P / pi. */
  @Test
  void area_ofAHalfWave_isItsIntegral() {
    double largest = 0;
    Oscillation oscillation = Oscillation.NONE;
    for (long millis = 0; millis < 20_000; millis += 10) {
      oscillation =
          oscillation.after(SWING, millis, 0.02 * Math.sin(2 * Math.PI * millis / 10_000.0));
      largest = Math.max(largest, oscillation.area());
    }

    assertThat(largest).isEqualTo(0.02 * 10 / Math.PI, within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "0.02,  10,  true",
    "0.011, 10,  true",
    "0.009, 10, false",
    "0.02,  40,  true",
    "0.02,   2, false",
    "0.02, 150, false"
  })
  void oscillation_swings_isDetectedWhereLargeAndQuickEnough(
      double amplitude, double periodSeconds, boolean detected) {
    DoubleUnaryOperator swing = t -> amplitude * Math.sin(2 * Math.PI * t / periodSeconds);

    assertThat(run(swing, 2_000).detected(SWING)).isEqualTo(detected);
  }

  /** Ten large half waves of 5 s each; the eleventh crossing has counted them all. */
  @Test
  void oscillation_begins_isDetectedAfterTenHalfWaves() {
    DoubleUnaryOperator swing = t -> 0.1 * Math.sin(2 * Math.PI * t / 10);

    assertThat(run(swing, 49).detected(SWING)).isFalse();
    assertThat(run(swing, 62).detected(SWING)).isTrue();
  }

  /** One every three minutes, each with an area of 1: 1/(1 - e^(-180/500)) = 3.3 count at most. */
  @Test
  void loadDisturbances_nowAndThen_areNoOscillation() {
    DoubleUnaryOperator loads = t -> 0.1 * Math.exp(-(t % 180) / 10) - 0.0001;

    Oscillation oscillation = run(loads, 10_000);

    assertThat(oscillation.count()).isBetween(2.0, 3.4);
  }

  /** The half wave ends where the error is gone, and what follows begins anew. */
  @Test
  void error_isGone_endsTheHalfWave() {
    Oscillation oscillation =
        Oscillation.NONE.after(SWING, 0, 1).after(SWING, 1_000, 1).after(SWING, 2_000, 0);

    assertThat(oscillation.count()).isEqualTo(1);
    assertThat(oscillation.area()).isZero();
    assertThat(oscillation.after(SWING, 3_000, 0).count()).isLessThan(1);
  }

  @Test
  void noise_isNoOscillation() {
    Random random = new Random(7);

    assertThat(run(t -> 0.03 * random.nextGaussian(), 5_000).count()).isLessThan(3);
  }

  /** A single large error after an hour without a sample is not an hour of it. */
  @Test
  void gap_countsForOnePeriodAtMost() {
    Oscillation oscillation =
        Oscillation.NONE.after(SWING, 0, 0.001).after(SWING, 3_600_000, 0.001);

    assertThat(oscillation.area()).isEqualTo(0.01, within(1e-12));
  }

  @Test
  void oscillation_unusableSample_leavesNoTrace() {
    Oscillation oscillation = run(t -> 0.1 * Math.sin(t), 100);

    assertThat(oscillation.after(SWING, 1_000_000, Double.NaN)).isSameAs(oscillation);
    assertThat(oscillation.after(SWING, 1_000_000, Double.POSITIVE_INFINITY)).isSameAs(oscillation);
    assertThat(oscillation.after(SWING, oscillation.atMillis(), 1)).isSameAs(oscillation);
    assertThat(oscillation.after(SWING, 0, 1)).isSameAs(oscillation);
  }

  /** Both rise, so s = 1 each second: 1 - e^(-150/100). */
  @Test
  void idleIndex_creepTogether_isNearOne() {
    IdleIndex index = creep(IDLE, 1, 150);

    assertThat(index.index()).isEqualTo(1 - Math.exp(-1.5), within(1e-9));
    assertThat(index.detected(IDLE)).isTrue();
  }

  @Test
  void idleIndex_moveApart_isNearMinusOne() {
    assertThat(creep(IDLE, -1, 150).index()).isEqualTo(Math.exp(-1.5) - 1, within(1e-9));
  }

  @Test
  void idleIndex_negativeProcess_isTheOtherWayRound() {
    IdleIndex.Settings negative = new IdleIndex.Settings(-1, 0.001, 100, 0.7);

    assertThat(creep(negative, -1, 150).detected(negative)).isTrue();
    assertThat(creep(negative, 1, 150).detected(negative)).isFalse();
  }

  @Test
  void idleIndex_noise_doesNotCount() {
    IdleIndex.Settings rough = new IdleIndex.Settings(1, 1000, 100, 0.7);

    assertThat(creep(rough, 1, 150).index()).isZero();
  }

  @Test
  void idleIndexAndSaturation_unusableSample_leaveNoTrace() {
    IdleIndex index = creep(IDLE, 1, 10);
    Saturation.Settings settings = new Saturation.Settings(100, 0.5);
    Saturation saturation = Saturation.NONE.after(settings, sample(9_000, 1, true));
    SupervisedSample broken = new SupervisedSample(20_000, 0, Double.NaN, 1, true);

    assertThat(index.after(IDLE, broken)).isSameAs(index);
    assertThat(index.after(IDLE, sample(9_000, 5, false))).isSameAs(index);
    assertThat(saturation.after(settings, broken)).isSameAs(saturation);
    assertThat(saturation.after(settings, sample(9_000, 5, true))).isSameAs(saturation);
  }

  /** The mean over 100 s reaches a half after 100 ln 2 = 69.3 s at the bound. */
  @ParameterizedTest
  @CsvSource({"69, false", "70, true"})
  void saturation_atTheBound_isDetectedAfterItsTime(int seconds, boolean detected) {
    Saturation.Settings settings = new Saturation.Settings(100, 0.5);
    Saturation saturation = Saturation.NONE;
    for (int second = 0; second <= seconds; second++) {
      saturation = saturation.after(settings, sample(1_000L * second, 1, true));
    }

    assertThat(saturation.detected(settings)).isEqualTo(detected);
  }

  @Test
  void saturation_free_isForgotten() {
    Saturation.Settings settings = new Saturation.Settings(100, 0.5);
    Saturation saturation = new Saturation(1, 0).after(settings, sample(100_000, 1, false));

    assertThat(saturation.ratio()).isEqualTo(Math.exp(-1), within(1e-12));
  }

  /** AR(1) with phi = 0.8: the rest after b = 2 steps has 1 - phi^4 = 0.5904 of the variance. */
  @ParameterizedTest
  @CsvSource({"1, 0.36", "2, 0.5904", "5, 0.892626"})
  void harrisIndex_autoregressive_isByHand(int deadTime, double expected) {
    Random random = new Random(11);
    List<Double> errors = new ArrayList<>();
    double error = 0;
    for (int sample = 0; sample < 20_000; sample++) {
      error = 0.8 * error + random.nextGaussian();
      errors.add(3 + error);
    }

    HarrisIndex.Measured index = (HarrisIndex.Measured) HarrisIndex.of(array(errors), deadTime, 10);

    assertThat(index.ratio()).isEqualTo(expected, within(0.02));
  }

  /** What only depends on the last b - 1 shocks is what no law can take out. */
  @Test
  void harrisIndex_movingAverageWithinTheDeadTime_isOne() {
    Random random = new Random(5);
    List<Double> errors = new ArrayList<>();
    double last = 0;
    for (int sample = 0; sample < 5_000; sample++) {
      double shock = random.nextGaussian();
      errors.add(shock + 0.5 * last);
      last = shock;
    }

    assertThat(((HarrisIndex.Measured) HarrisIndex.of(array(errors), 2, 10)).ratio())
        .isEqualTo(1, within(0.01));
  }

  @Test
  void harrisIndex_unusable_isNamed() {
    List<Double> still = new ArrayList<>();
    for (int sample = 0; sample < 200; sample++) {
      still.add(4.0);
    }
    List<Double> broken = new ArrayList<>(still);
    broken.set(7, Double.NaN);

    assertThat(HarrisIndex.of(array(still), 1, 5))
        .isEqualTo(new HarrisIndex.NotMeasured(HarrisIndex.Reason.NO_VARIANCE));
    assertThat(HarrisIndex.of(array(broken), 1, 5))
        .isEqualTo(new HarrisIndex.NotMeasured(HarrisIndex.Reason.NOT_FINITE));
    assertThat(HarrisIndex.of(array(still.subList(0, 54)), 1, 5))
        .isEqualTo(new HarrisIndex.NotMeasured(HarrisIndex.Reason.TOO_FEW_SAMPLES));
    assertThatThrownBy(() -> HarrisIndex.of(array(still), 0, 5))
        .hasMessageContaining("deadTimeSamples");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void settings_impossible_areNamed(double value) {
    assertThatThrownBy(() -> OscillationSettings.usual(value, 1)).hasMessageContaining("amplitude");
    assertThatThrownBy(() -> OscillationSettings.usual(1, value))
        .hasMessageContaining("ultimatePeriodSeconds");
    assertThatThrownBy(() -> new Saturation.Settings(value, 0.5))
        .hasMessageContaining("windowSeconds");
    assertThatThrownBy(() -> new Saturation.Settings(1, value)).hasMessageContaining("limitRatio");
    assertThatThrownBy(() -> new IdleIndex.Settings(1, 0, value, 0.7))
        .hasMessageContaining("windowSeconds");
    assertThatThrownBy(() -> new IdleIndex.Settings(1, 0, 1, value)).hasMessageContaining("limit");
  }

  @Test
  void settings_otherImpossibleOnes_areNamed() {
    assertThatThrownBy(() -> new OscillationSettings(1, 1, 0)).hasMessageContaining("disturbances");
    assertThatThrownBy(() -> new IdleIndex.Settings(0, 0, 1, 0.7))
        .hasMessageContaining("processAction");
    assertThatThrownBy(() -> new IdleIndex.Settings(1, -1, 1, 0.7)).hasMessageContaining("noise");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Oscillation run(DoubleUnaryOperator error, int seconds) {
    Oscillation oscillation = Oscillation.NONE;
    for (long millis = 0; millis <= seconds * 1_000L; millis += 100) {
      oscillation = oscillation.after(SWING, millis, error.applyAsDouble(millis * 1e-3));
    }
    return oscillation;
  }

  private static IdleIndex creep(IdleIndex.Settings settings, int way, int seconds) {
    IdleIndex index = IdleIndex.NONE;
    for (int second = 0; second <= seconds; second++) {
      index =
          index.after(
              settings,
              new SupervisedSample(1_000L * second, 0, second, way * 0.1 * second, false));
    }
    return index;
  }

  private static SupervisedSample sample(long atMillis, double value, boolean limited) {
    return new SupervisedSample(atMillis, 0, value, value, limited);
  }
}
