package dev.homeostat.sim.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {

  private static final int DRAWS = 200_000;
  private static final RandomStreams RANDOM = new RandomStreams(7);

  /** The first outputs of SplitMix64 with seed 0, as in Vigna's reference code. */
  @Test
  void mix_goldenGammas_givesThePublishedSequence() {
    long gamma = 0x9e37_79b9_7f4a_7c15L;

    assertThat(RandomStreams.mix(gamma)).isEqualTo(0xe220_a839_7b1d_cdafL);
    assertThat(RandomStreams.mix(2 * gamma)).isEqualTo(0x6e78_9e6a_a1b9_65f4L);
    assertThat(RandomStreams.mix(3 * gamma)).isEqualTo(0x06c4_5d18_8009_454fL);
  }

  /** Figures of this code: they change only if every result of every scenario may. */
  @Test
  void bits_sameKeys_areTheSameOnEveryJdk() {
    assertThat(RANDOM.bits(Purpose.SERVICE, 12, 3)).isEqualTo(0x4174_b1ad_76b6_4724L);
    assertThat(RANDOM.exponential(Purpose.SERVICE, 12, 3)).isEqualTo(0.29529344552119213);
    assertThat(RANDOM.normal(Purpose.DEMAND, 12)).isEqualTo(0.583197434339398);
  }

  @Test
  void bits_otherSeedPurposeRequestOrAttempt_differ() {
    Set<Long> all = new HashSet<>();
    for (long seed = 0; seed < 8; seed++) {
      RandomStreams random = new RandomStreams(seed);
      for (Purpose purpose : Purpose.values()) {
        for (long request = 0; request < 50; request++) {
          for (int attempt = 0; attempt < 5; attempt++) {
            all.add(random.bits(purpose, request, attempt));
          }
        }
      }
    }

    assertThat(all).hasSize(8 * Purpose.values().length * 50 * 5);
  }

  /** Each tolerance is four standard errors: deviation / sqrt(200,000). */
  @Test
  void uniform_manyRequests_hasItsMeanAndVariance() {
    double[] drawn = draws(index -> RANDOM.uniform(Purpose.KEY, index, 0));

    assertThat(mean(drawn)).isCloseTo(0.5, within(4 * 0.28868 / StrictMath.sqrt(DRAWS)));
    assertThat(variance(drawn)).isCloseTo(1 / 12.0, within(4 * 0.0745 / StrictMath.sqrt(DRAWS)));
    assertThat(Arrays.stream(drawn).allMatch(value -> value >= 0 && value < 1)).isTrue();
  }

  /** Neighbours in the attempt and in the request must not be alike: correlation 0 +- 4/sqrt(n). */
  @Test
  void uniform_neighbours_areNotCorrelated() {
    double tolerance = 4 / StrictMath.sqrt(DRAWS);
    double[] first = draws(index -> RANDOM.uniform(Purpose.SERVICE, index, 0));
    double[] attempt = draws(index -> RANDOM.uniform(Purpose.SERVICE, index, 1));
    double[] request = draws(index -> RANDOM.uniform(Purpose.SERVICE, index + 1, 0));
    double[] purpose = draws(index -> RANDOM.uniform(Purpose.CALL, index, 0));

    assertThat(correlation(first, attempt)).isCloseTo(0, within(tolerance));
    assertThat(correlation(first, request)).isCloseTo(0, within(tolerance));
    assertThat(correlation(first, purpose)).isCloseTo(0, within(tolerance));
  }

  /** Mean and variance 1; the fourth central moment is 9, so the variance's deviation sqrt(8). */
  @Test
  void exponential_manyRequests_hasItsMeanAndVariance() {
    double[] drawn = draws(index -> RANDOM.exponential(Purpose.ARRIVAL, index, 0));

    assertThat(mean(drawn)).isCloseTo(1, within(4 / StrictMath.sqrt(DRAWS)));
    assertThat(variance(drawn)).isCloseTo(1, within(4 * 2.829 / StrictMath.sqrt(DRAWS)));
    assertThat(Arrays.stream(drawn).allMatch(value -> value >= 0 && value < 40)).isTrue();
  }

  @Test
  void normal_manyIndices_hasItsMeanAndVariance() {
    double[] drawn = draws(index -> RANDOM.normal(Purpose.DEMAND, index));

    assertThat(mean(drawn)).isCloseTo(0, within(4 / StrictMath.sqrt(DRAWS)));
    assertThat(variance(drawn)).isCloseTo(1, within(4 * 1.4143 / StrictMath.sqrt(DRAWS)));
    double beyond = Arrays.stream(drawn).filter(value -> Math.abs(value) > 1.96).count();
    assertThat(beyond / DRAWS).isCloseTo(0.05, within(4 * 0.218 / StrictMath.sqrt(DRAWS)));
  }

  private static double[] draws(LongToDoubleFunction draw) {
    double[] drawn = new double[DRAWS];
    for (int index = 0; index < DRAWS; index++) {
      drawn[index] = draw.applyAsDouble(index);
    }
    return drawn;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).average().orElse(0);
  }

  private static double correlation(double[] left, double[] right) {
    double leftMean = mean(left);
    double rightMean = mean(right);
    double sum = 0;
    for (int index = 0; index < left.length; index++) {
      sum += (left[index] - leftMean) * (right[index] - rightMean);
    }
    return sum / left.length / StrictMath.sqrt(variance(left) * variance(right));
  }
}
