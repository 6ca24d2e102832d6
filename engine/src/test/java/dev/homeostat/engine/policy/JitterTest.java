package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JitterTest {

  @Test
  void uid_isAlwaysTheSameWaitWithinTheSpread() {
    long first = Jitter.millis("4f1c9b2a-0000-4000-8000-000000000001", 60_000);

    assertThat(first).isBetween(0L, 60_000L);
    assertThat(Jitter.millis("4f1c9b2a-0000-4000-8000-000000000001", 60_000)).isEqualTo(first);
    assertThat(Jitter.millis("x", 0)).isZero();
  }

  /**
   * Of 1,000 UIDs that differ in one digit 100 fall into each tenth; five standard deviations of a
   * fair coin, sqrt(1000 * 0.1 * 0.9) = 9.5, are 47.
   */
  @Test
  void uids_thatAreAlike_areSpreadEvenly() {
    long[] tenths = new long[10];
    IntStream.range(0, 1_000)
        .mapToObj("4f1c9b2a-0000-4000-8000-%012d"::formatted)
        .forEach(uid -> tenths[(int) (Jitter.millis(uid, 59_999) / 6_000)]++);

    for (long count : tenths) {
      assertThat(count).isBetween(53L, 147L);
    }
  }
}
