package dev.homeostat.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.samples.KeyedRandom.Purpose;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedRandomTest {
  /** The first outputs of SplitMix64 for seed 1234567, as in the reference code by Vigna. */
  @Test
  void splitMix64_referenceSeed_givesReferenceOutputs() {
    long gamma = 0x9E3779B97F4A7C15L;

    assertThat(KeyedRandom.splitMix64(1234567L)).isEqualTo(6457827717110365317L);
    assertThat(KeyedRandom.splitMix64(1234567L + gamma)).isEqualTo(3203168211198807973L);
  }

  @Test
  void uniform_sameKey_isSameInAnyOrder() {
    KeyedRandom one = new KeyedRandom(7, Purpose.SERVICE);
    KeyedRandom other = new KeyedRandom(7, Purpose.SERVICE);
    double first = one.uniform(1, 0);
    double second = one.uniform(2, 3);

    assertThat(other.uniform(2, 3)).isEqualTo(second);
    assertThat(other.uniform(1, 0)).isEqualTo(first);
  }

  @Test
  void uniform_anyPartOfKeyDiffers_drawsAnotherNumber() {
    double drawn = new KeyedRandom(7, Purpose.SERVICE).uniform(1, 2);

    assertThat(new KeyedRandom(8, Purpose.SERVICE).uniform(1, 2)).isNotEqualTo(drawn);
    assertThat(new KeyedRandom(7, Purpose.ARRIVAL).uniform(1, 2)).isNotEqualTo(drawn);
    assertThat(new KeyedRandom(7, Purpose.SERVICE).uniform(2, 2)).isNotEqualTo(drawn);
    assertThat(new KeyedRandom(7, Purpose.SERVICE).uniform(1, 3)).isNotEqualTo(drawn);
    assertThat(new KeyedRandom(7, Purpose.SERVICE).uniform(2, 1)).isNotEqualTo(drawn);
  }

  /** The mean of 40,000 draws has a standard deviation of 0.005. */
  @Test
  void exponential_manyKeys_hasMeanAndVarianceOne() {
    KeyedRandom random = new KeyedRandom(3, Purpose.SERVICE);
    double[] draws =
        IntStream.range(0, 40_000).mapToDouble(i -> random.exponential(i, 0)).toArray();
    double mean = IntStream.range(0, draws.length).mapToDouble(i -> draws[i]).average().orElse(0);
    double squares =
        IntStream.range(0, draws.length).mapToDouble(i -> draws[i] * draws[i]).average().orElse(0);

    assertThat(mean).isCloseTo(1, within(0.025));
    assertThat(squares - mean * mean).isCloseTo(1, within(0.1));
  }
}
