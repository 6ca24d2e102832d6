package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.Loop.stepped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours beside the real ones of concurrency-limits 0.5.4, sample by sample. */
class LimitLawsTest {

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** VegasLimitTest: the first sample of 10 ms sets the round trip without load. */
  @ParameterizedTest
  @CsvSource({"10,11,16", "50,11,9", "14,14,10"})
  void vegas_secondSample_movesAsTheRealOne(int millis, int inflight, int expected) {
    VegasLimit real = VegasLimit.newBuilder().initialLimit(10).maxConcurrency(20).build();
    Vegas law = Vegas.published(20);
    real.onSample(0, 10 * NANOS_PER_MILLI, 10, false);
    Vegas.State first = stepped(law.step(law.start(10), trip(1, 10, 10, false)));

    real.onSample(0, millis * NANOS_PER_MILLI, inflight, false);
    LawResult<Vegas.State> second = law.step(first, trip(2, millis, inflight, false));

    assertThat(output(second)).isEqualTo(expected);
    assertThat(real.getLimit()).isEqualTo(expected);
  }

  /** VegasLimitTest, largeLimitIncrease: 10,000 + 6 log10(10,000). */
  @Test
  void vegas_largeLimit_growsByTheLogarithm() {
    Vegas law = Vegas.published(20_000);
    Vegas.State first = stepped(law.step(law.start(10_000), trip(1, 10_000, 5_000, false)));

    assertThat(output(law.step(first, trip(2, 10_000, 6_000, false)))).isEqualTo(10_024);
  }

  /** Below 0.5 x 30 x limit samples neither probes, so no random factor is involved. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void vegas_anySamplesBeforeTheFirstProbe_isTheRealOne(long seed) {
    VegasLimit real = VegasLimit.newBuilder().initialLimit(50).maxConcurrency(400).build();
    Vegas law = Vegas.published(400);
    Vegas.State state = law.start(50);
    Random random = new Random(seed);
    for (int sample = 1; sample < 140; sample++) {
      int millis = 10 + random.nextInt(8);
      int inflight = random.nextInt(120);
      boolean dropped = random.nextInt(20) == 0;
      real.onSample(0, millis * NANOS_PER_MILLI, inflight, dropped);
      state = stepped(law.step(state, trip(sample, millis, inflight, dropped)));

      assertThat(Math.floor(state.estimate())).as("sample %d", sample).isEqualTo(real.getLimit());
    }
  }

  /** The real one probes after (0.5 to 1) x 30 x limit samples; ours within the same bounds. */
  @Test
  void vegas_manySamples_probesAsOftenAsTheRealOneMay() {
    Vegas law = Vegas.published(10);
    Vegas.State state = law.start(10);
    int lastProbe = 0;
    for (int sample = 1; sample < 3_000; sample++) {
      int before = state.probes();
      state = stepped(law.step(state, trip(sample, 10, 0, false)));
      if (state.probes() > before) {
        assertThat(sample - lastProbe).isBetween(150, 300);
        lastProbe = sample;
      }
    }

    assertThat(state.probes()).isBetween(10, 20);
  }

  /** A slower service is only seen by a probe, since the best round trip never rises by itself. */
  @Test
  void vegas_serviceIsSlowerForGood_probeFindsTheNewBest() {
    Vegas law = Vegas.published(100);
    Vegas.State state = stepped(law.step(law.start(10), trip(0, 10, 10, false)));
    for (int sample = 1; sample < 2_000; sample++) {
      state = stepped(law.step(state, trip(sample, 50, 100, false)));
    }

    assertThat(state.noLoad()).isEqualTo(50);
  }

  /** AIMDLimitTest. */
  @Test
  void aimd_success_addsOne() {
    AIMDLimit real = AIMDLimit.newBuilder().initialLimit(20).build();
    Aimd law = new Aimd(20, 200, 0.9, 5_000);

    real.onSample(0, NANOS_PER_MILLI, 10, false);

    assertThat(output(law.step(law.start(20), trip(1, 1, 10, false)))).isEqualTo(21);
    assertThat(real.getLimit()).isEqualTo(21);
  }

  /** AIMDLimitTest, with a round trip of 0 as there: of a drop it says nothing. */
  @Test
  void aimd_drop_takesATenth() {
    AIMDLimit real = AIMDLimit.newBuilder().initialLimit(30).build();
    Aimd law = new Aimd(20, 200, 0.9, 5_000);

    real.onSample(0, 0, 0, true);

    assertThat(output(law.step(law.start(30), trip(1, 0, 0, true)))).isEqualTo(27);
    assertThat(real.getLimit()).isEqualTo(27);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aimd_anySamples_isTheRealOne(long seed) {
    AIMDLimit real =
        AIMDLimit.newBuilder()
            .initialLimit(20)
            .minLimit(10)
            .maxLimit(60)
            .timeout(15, TimeUnit.MILLISECONDS)
            .build();
    Aimd law = new Aimd(10, 60, 0.9, 15);
    Aimd.State state = law.start(20);
    Random random = new Random(seed);
    for (int sample = 1; sample < 2_000; sample++) {
      int millis = random.nextInt(40) == 0 ? 16 : 10;
      int inflight = random.nextInt(60);
      boolean dropped = random.nextInt(50) == 0;
      real.onSample(0, millis * NANOS_PER_MILLI, inflight, dropped);
      state = stepped(law.step(state, trip(sample, millis, inflight, dropped)));

      assertThat(state.limit()).isEqualTo(real.getLimit());
    }
  }

  /** Two idle samples of 5 make the mean of three 10: 100 x 0.8 + (100 x 0.75 + 4) x 0.2 = 95.8. */
  @Test
  void gradient2_slowSample_fallsByItsSmoothedShare() {
    Gradient2Limit real =
        Gradient2Limit.newBuilder().initialLimit(100).minLimit(20).maxConcurrency(200).build();
    Gradient2 law = Gradient2.published(20, 200);
    Gradient2.State state = law.start(100);
    for (int sample = 1; sample <= 2; sample++) {
      real.onSample(0, 5 * NANOS_PER_MILLI, 0, false);
      state = stepped(law.step(state, trip(sample, 5, 0, false)));
    }

    real.onSample(0, 20 * NANOS_PER_MILLI, 50, false);
    LawResult<Gradient2.State> result = law.step(state, trip(3, 20, 50, false));

    assertThat(stepped(result).longRoundTrip()).isEqualTo(10, within(1e-12));
    assertThat(stepped(result).estimate()).isEqualTo(95.8, within(1e-9));
    assertThat(output(result)).isEqualTo(95);
    assertThat(real.getLimit()).isEqualTo(95);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gradient2_anySamples_isTheRealOne(long seed) {
    Gradient2Limit real =
        Gradient2Limit.newBuilder()
            .initialLimit(100)
            .minLimit(10)
            .maxConcurrency(300)
            .longWindow(50)
            .build();
    Gradient2 law = new Gradient2(10, 300, 4, 0.2, 1.5, 50);
    Gradient2.State state = law.start(100);
    Random random = new Random(seed);
    for (int sample = 1; sample < 2_000; sample++) {
      // A third of the time ten times slower, so that the average falls from above twice, too.
      int millis = (sample / 100 % 3 == 1 ? 200 : 10) + random.nextInt(20);
      int inflight = random.nextInt(200);
      real.onSample(0, millis * NANOS_PER_MILLI, inflight, false);
      state =
          stepped(
              law.step(state, trip(sample, (double) millis * NANOS_PER_MILLI, inflight, false)));

      assertThat(Math.floor(state.estimate())).as("sample %d", sample).isEqualTo(real.getLimit());
    }
  }

  /**
   * The defect: 0/0 makes the real one 0 for ever. Ours holds, and goes on with the next sample.
   */
  @Test
  void gradient2_firstRoundTripIsZero_realOneIsPinnedAndOursHolds() {
    Gradient2Limit real = Gradient2Limit.newBuilder().initialLimit(100).minLimit(20).build();
    Gradient2 law = Gradient2.published(20, 200);
    real.onSample(0, 0, 100, false);
    LawResult<Gradient2.State> held = law.step(law.start(100), trip(1, 0, 100, false));
    Gradient2.State state = law.start(100);
    for (int sample = 2; sample < 1_000; sample++) {
      real.onSample(0, 10 * NANOS_PER_MILLI, 100, false);
      state = stepped(law.step(state, trip(sample, 10, 100, false)));
    }

    assertThat(real.getLimit()).isZero();
    assertThat(held).isEqualTo(new LawResult.Hold<>(HoldReason.MEASUREMENT_NOT_POSITIVE, 0));
    assertThat(state.estimate()).isEqualTo(200, within(1.0));
  }

  @Test
  void gradient2_otherValueInForce_goesOnFromThere() {
    Gradient2 law = Gradient2.published(20, 200);
    Gradient2.State state = stepped(law.step(law.start(100), trip(1, 10, 0, false)));

    LawResult<Gradient2.State> result = law.step(state, trip(2, 10, 0, false).withApplied(60));

    assertThat(output(result)).isEqualTo(60);
  }

  @Test
  void gradient2_askedValueInForce_keepsItsFraction() {
    Gradient2 law = Gradient2.published(20, 200);
    Gradient2.State state = new Gradient2.State(95.8, 10, 50, 10, 0);

    LawResult<Gradient2.State> result = law.step(state, trip(2, 10, 0, false).withApplied(95));

    assertThat(stepped(result).estimate()).isEqualTo(95.8);
  }

  @Test
  void vegas_otherValueInForce_goesOnFromThere() {
    Vegas law = Vegas.published(200);

    assertThat(output(law.step(law.start(100), trip(1, 10, 0, false).withApplied(60))))
        .isEqualTo(60);
  }

  @Test
  void aimd_otherValueInForce_goesOnFromThere() {
    Aimd law = new Aimd(20, 200, 0.9, 5_000);

    assertThat(output(law.step(law.start(100), trip(1, 10, 60, false).withApplied(60))))
        .isEqualTo(61);
  }

  private static LawInput trip(long atMillis, double roundTrip, double inflight, boolean dropped) {
    return LawInput.ofRoundTrip(atMillis, roundTrip, inflight, dropped);
  }

  private static double output(LawResult<?> result) {
    return ((LawResult.Stepped<?>) result).output();
  }
}
