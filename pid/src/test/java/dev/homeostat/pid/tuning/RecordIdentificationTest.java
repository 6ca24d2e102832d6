package dev.homeostat.pid.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.FirstOrderPlant;
import dev.homeostat.pid.tuning.Identification.Identified;
import dev.homeostat.pid.tuning.Identification.NotIdentified;
import dev.homeostat.pid.tuning.Identification.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of known processes, whose models must come out again. */
class RecordIdentificationTest {

  private static final double FINE_SECONDS = 0.05;

  /** One step at 20 s. */
  private static double step(double seconds) {
    return seconds < 20 ? 50 : 60;
  }

  /** Up, further up, and back, each held for too short a time to settle. */
  private static double stairs(double seconds) {
    return seconds < 20 ? 50 : seconds < 35 ? 60 : seconds < 50 ? 70 : 50;
  }

  /** A ramp of a quarter a second between 20 and 60 s. */
  private static double ramp(double seconds) {
    return 50 + Math.min(10, Math.max(0, (Math.floor(seconds) - 20) / 4));
  }

  @ParameterizedTest
  @CsvSource({
    "1,     10,  2, 1",
    "-3,    10,  2, 1",
    "1,     10,  2, 5",
    "0.001, 10,  0, 1",
    "5,      2,  4, 1",
    "200,   15,  8, 1",
  })
  void stepOfKnownProcess_givesItWithinOneSample(
      double gain, double lag, double deadTime, int sampleSeconds) {
    Identified found =
        (Identified)
            RecordIdentification.of(
                recorded(gain, lag, deadTime, sampleSeconds, RecordIdentificationTest::step));

    assertThat(found.model().gain()).isEqualTo(gain, within(0.01 * Math.abs(gain)));
    assertThat(found.model().lagSeconds()).isEqualTo(lag, within(0.05 * lag));
    // The change is seen up to a sample after it was made; it is taken to be half a sample before.
    assertThat(found.model().deadTimeSeconds())
        .isEqualTo(deadTime, within(sampleSeconds / 2.0 + 0.1));
    assertThat(found.explainedRatio()).isGreaterThan(0.999);
  }

  @Test
  void stairsAndRamp_giveTheProcessToo() {
    for (DoubleUnaryOperator output :
        List.<DoubleUnaryOperator>of(
            RecordIdentificationTest::stairs, RecordIdentificationTest::ramp)) {
      Identified found = (Identified) RecordIdentification.of(recorded(2, 10, 3, 1, output));

      assertThat(found.model().gain()).isEqualTo(2, within(0.02));
      assertThat(found.model().lagSeconds()).isEqualTo(10, within(0.5));
      assertThat(found.model().deadTimeSeconds()).isEqualTo(3, within(0.6));
    }
  }

  /** Noise with a deviation of 5 percent of the response, a sample a second; 20 seeds. */
  @Test
  void noisyStep_givesTheProcessNearly() {
    for (long seed = 1; seed <= 20; seed++) {
      Recording clean = recorded(1, 10, 2, 1, RecordIdentificationTest::step);
      Identified found = (Identified) RecordIdentification.of(noisy(clean, 0.5, seed));

      assertThat(found.model().gain()).as("seed %d", seed).isEqualTo(1, within(0.05));
      assertThat(found.model().lagSeconds()).as("seed %d", seed).isEqualTo(10, within(1.5));
      assertThat(found.model().deadTimeSeconds()).as("seed %d", seed).isEqualTo(2, within(1.5));
    }
  }

  /** The same process by Bi's integrals, a method that shares no code. */
  @Test
  void singleStep_agreesWithTheIntegralMethod() {
    Recording recording = recorded(1, 10, 2, 1, RecordIdentificationTest::step);
    Identified found = (Identified) RecordIdentification.of(recording);
    Identified other =
        (Identified) IntegralMethod.of(new StepRecord(recording.signal(), 19_500, 50, 60));

    assertThat(found.model().gain()).isEqualTo(other.model().gain(), within(0.01));
    assertThat(found.model().lagSeconds()).isEqualTo(other.model().lagSeconds(), within(0.2));
    assertThat(found.model().deadTimeSeconds())
        .isEqualTo(other.model().deadTimeSeconds(), within(0.1));
  }

  @Test
  void recording_withoutResponse_isNamed() {
    Recording clean = recorded(1, 10, 2, 1, RecordIdentificationTest::step);
    Recording silent = new Recording(clean.output(), replaced(clean.signal(), point -> 7));
    Recording unrelated = noisy(silent, 1, 3);

    assertThat(RecordIdentification.of(silent)).isEqualTo(new NotIdentified(Reason.NO_RESPONSE));
    assertThat(RecordIdentification.of(unrelated)).isEqualTo(new NotIdentified(Reason.NO_RESPONSE));
  }

  @Test
  void responseInNoise_isAPoorFit() {
    assertThat(
            RecordIdentification.of(
                noisy(recorded(1, 10, 2, 1, RecordIdentificationTest::step), 3, 1)))
        .isEqualTo(new NotIdentified(Reason.POOR_FIT));
  }

  @Test
  void integratingProcess_isNotSettling() {
    Recording clean = recorded(1, 10, 2, 1, RecordIdentificationTest::step);
    Recording growing =
        new Recording(
            clean.output(),
            replaced(clean.signal(), point -> Math.max(0, point.atMillis() / 1e3 - 22)));

    assertThat(RecordIdentification.of(growing)).isEqualTo(new NotIdentified(Reason.NOT_SETTLING));
  }

  @Test
  void recording_unusable_isNamed() {
    Recording good = recorded(1, 10, 2, 1, RecordIdentificationTest::step);
    List<Recording.Point> output = good.output();
    List<Recording.Point> signal = good.signal();

    assertThat(reason(replaced(output, point -> 50), signal)).isEqualTo(Reason.NO_STEP);
    assertThat(reason(output.subList(0, 15), signal)).isEqualTo(Reason.NO_STEP);
    assertThat(reason(output, signal.subList(0, 25))).isEqualTo(Reason.TOO_FEW_SAMPLES);
    assertThat(reason(output, signal.subList(19, 90))).isEqualTo(Reason.TOO_FEW_SAMPLES);
    assertThat(reason(List.of(), signal)).isEqualTo(Reason.TOO_FEW_SAMPLES);
    assertThat(reason(output, List.of())).isEqualTo(Reason.TOO_FEW_SAMPLES);
    assertThat(reason(output, replaced(signal, p -> p.atMillis() == 40_000 ? Double.NaN : 1)))
        .isEqualTo(Reason.NOT_FINITE);
    assertThat(reason(replaced(output, point -> Double.POSITIVE_INFINITY), signal))
        .isEqualTo(Reason.NOT_FINITE);
    List<Recording.Point> backwards = new ArrayList<>(signal);
    backwards.set(40, new Recording.Point(1, 7));
    assertThat(reason(output, backwards)).isEqualTo(Reason.TIMESTAMPS_DISORDERED);
  }

  private static Reason reason(List<Recording.Point> output, List<Recording.Point> signal) {
    return ((NotIdentified) RecordIdentification.of(new Recording(output, signal))).reason();
  }

  private static List<Recording.Point> replaced(
      List<Recording.Point> points, ToDoubleFunction<Recording.Point> value) {
    return points.stream()
        .map(point -> new Recording.Point(point.atMillis(), value.applyAsDouble(point)))
        .toList();
  }

  private static Recording noisy(Recording clean, double deviation, long seed) {
    Random random = new Random(seed);
    return new Recording(
        clean.output(),
        replaced(clean.signal(), point -> point.value() + deviation * random.nextGaussian()));
  }

  /** 100 s and more of a process around a signal of 7, sampled from time 0 on. */
  private static Recording recorded(
      double gain, double lag, double deadTime, int sampleSeconds, DoubleUnaryOperator output) {
    FirstOrderPlant plant = new FirstOrderPlant(gain, lag, deadTime, FINE_SECONDS);
    List<Recording.Point> outputs = new ArrayList<>();
    List<Recording.Point> signals = new ArrayList<>();
    int finePerSample = (int) Math.round(sampleSeconds / FINE_SECONDS);
    double rest = output.applyAsDouble(0);
    for (int fine = 0; fine * FINE_SECONDS <= 20 + 6 * lag + deadTime + 40; fine++) {
      double seconds = fine * FINE_SECONDS;
      if (fine % finePerSample == 0) {
        long millis = Math.round(seconds * 1_000);
        outputs.add(new Recording.Point(millis, output.applyAsDouble(seconds)));
        signals.add(new Recording.Point(millis, 7 + plant.output()));
      }
      plant.advance(output.applyAsDouble(seconds) - rest, 0);
    }
    return new Recording(outputs, signals);
  }
}
