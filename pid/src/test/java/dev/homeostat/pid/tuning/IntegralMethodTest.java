package dev.homeostat.pid.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.tuning.Identification.Identified;
import dev.homeostat.pid.tuning.Identification.NotIdentified;
import dev.homeostat.pid.tuning.Identification.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records made from a known process, whose model must come out again. */
class IntegralMethodTest {

  @ParameterizedTest
  @CsvSource({
    "1,  10, 2,   1,  100",
    "-3, 10, 2,   1,  100",
    "1,  10, 2,  -4,  100",
    "5,  2,  4,   1,  100",
    "1,  10, 0,   1,  100",
    "1,  10, 2,   1, 1000",
    "0.001, 300, 45, 20, 5000"
  })
  void exactRecord_givesTheProcess(
      double gain, double lag, double deadTime, double height, int periodMillis) {
    Identified found =
        (Identified)
            IntegralMethod.of(
                record(
                    response(gain, lag, deadTime, height),
                    height,
                    periodMillis,
                    deadTime + 5 * lag));

    assertThat(found.model().gain()).isEqualTo(gain, within(0.01 * Math.abs(gain)));
    assertThat(found.model().lagSeconds()).isEqualTo(lag, within(0.02 * lag));
    assertThat(found.model().deadTimeSeconds())
        .isEqualTo(deadTime, within(0.01 * lag + 0.02 * deadTime));
    assertThat(found.explainedRatio()).isGreaterThan(0.999);
  }

  /** Noise with a deviation of 2 percent of the response; 20 seeds. */
  @Test
  void noisyRecord_givesTheProcessWithinATenth() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      DoubleUnaryOperator clean = response(1, 10, 2, 1);
      StepRecord step =
          record(
              seconds -> clean.applyAsDouble(seconds) + 0.02 * random.nextGaussian(), 1, 100, 60);

      Identified found = (Identified) IntegralMethod.of(step);

      assertThat(found.model().gain()).as("seed %d", seed).isEqualTo(1, within(0.05));
      assertThat(found.model().lagSeconds()).as("seed %d", seed).isEqualTo(10, within(1.0));
      assertThat(found.model().deadTimeSeconds()).as("seed %d", seed).isEqualTo(2, within(0.5));
    }
  }

  /** Two lags, 10 and 2: the half rule gives 11 and 1; the fit is near that. */
  @Test
  void secondOrderRecord_givesAModelNearTheHalfRules() {
    DoubleUnaryOperator twoLags =
        t -> t <= 0 ? 0 : 1 - (10 * Math.exp(-t / 10) - 2 * Math.exp(-t / 2)) / 8;

    Identified found = (Identified) IntegralMethod.of(record(twoLags, 1, 100, 60));

    assertThat(found.model().gain()).isEqualTo(1, within(0.02));
    assertThat(found.model().lagSeconds()).isBetween(10.0, 12.0);
    assertThat(found.model().deadTimeSeconds()).isBetween(0.7, 2.0);
  }

  @Test
  void ramp_isNotSettling() {
    StepRecord step = record(seconds -> Math.max(0, seconds) * Math.max(0, seconds), 1, 100, 60);

    assertThat(IntegralMethod.of(step)).isEqualTo(new NotIdentified(Reason.NOT_SETTLING));
  }

  @Test
  void swingingRecord_isAPoorFit() {
    StepRecord step = record(seconds -> seconds <= 0 ? 0 : 1 + Math.sin(seconds), 1, 100, 60);

    assertThat(IntegralMethod.of(step)).isInstanceOf(NotIdentified.class);
  }

  @Test
  void onlyNoise_isNoResponse() {
    Random random = new Random(1);
    StepRecord step = record(seconds -> random.nextGaussian(), 1, 100, 60);

    assertThat(IntegralMethod.of(step)).isEqualTo(new NotIdentified(Reason.NO_RESPONSE));
  }

  @Test
  void record_unusable_isNamed() {
    StepRecord good = record(response(1, 10, 2, 1), 1, 100, 60);
    List<Recording.Point> broken = new ArrayList<>(good.points());
    broken.set(40, new Recording.Point(broken.get(40).atMillis(), Double.NaN));
    List<Recording.Point> swapped = new ArrayList<>(good.points());
    swapped.set(40, swapped.get(39));

    assertThat(identify(broken, 0, 1)).isEqualTo(new NotIdentified(Reason.NOT_FINITE));
    assertThat(identify(good.points(), 0, Double.POSITIVE_INFINITY))
        .isEqualTo(new NotIdentified(Reason.NOT_FINITE));
    assertThat(identify(swapped, 0, 1)).isEqualTo(new NotIdentified(Reason.TIMESTAMPS_DISORDERED));
    assertThat(identify(good.points(), 1, 1)).isEqualTo(new NotIdentified(Reason.NO_STEP));
    assertThat(identify(good.points().subList(0, 30), 0, 1))
        .isEqualTo(new NotIdentified(Reason.TOO_FEW_SAMPLES));
    assertThat(identify(good.points().subList(29, 100), 0, 1))
        .isEqualTo(new NotIdentified(Reason.TOO_FEW_SAMPLES));
  }

  private static Identification identify(
      List<Recording.Point> points, double before, double after) {
    return IntegralMethod.of(new StepRecord(points, 0, before, after));
  }

  private static DoubleUnaryOperator response(
      double gain, double lag, double deadTime, double height) {
    return seconds -> gain * height * -Math.expm1(-Math.max(0, seconds - deadTime) / lag);
  }

  /** 30 samples before the step at 0, the rest after it, around a signal of 7. */
  private static StepRecord record(
      DoubleUnaryOperator signal, double height, int periodMillis, double lastSeconds) {
    List<Recording.Point> points = new ArrayList<>();
    for (long millis = -30L * periodMillis; millis <= lastSeconds * 1_000; millis += periodMillis) {
      points.add(new Recording.Point(millis, 7 + signal.applyAsDouble(millis * 1e-3)));
    }
    return new StepRecord(points, 0, 3, 3 + height);
  }
}
