package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 2.2 of the design, <i>Back-off</i>. */
class BackOffTest {

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void constructor_negativeTime_isRefused(long window, long cap, long decay) {
    assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(window, cap, decay));
  }

  @Test
  void constructor_noTimes_areAccepted() {
    assertThatCode(() -> new BackOff(0, 0, 0)).doesNotThrowAnyException();
  }

  /** min(1000, 300 x 2^n) = 300, 600, 1000 (of 1200), 1000. */
  @ParameterizedTest
  @CsvSource({"0, 300", "1, 600", "2, 1000", "3, 1000", "30, 1000"})
  void waitMillis_growsByTwoUpToTheCap(int repeats, long wait) {
    assertThat(new BackOff(0, 1_000, 0).waitMillis(300, repeats)).isEqualTo(wait);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "30"})
  void waitMillis_capBelowTheDwell_isTheDwell(int repeats) {
    assertThat(new BackOff(0, 299, 0).waitMillis(300, repeats)).isEqualTo(300);
  }

  @Test
  void waitMillis_powerBeyondALong_isTheCap() {
    long day = 86_400_000_000L;
    assertThat(new BackOff(0, 2 * day, 0).waitMillis(day, 30)).isEqualTo(2 * day);
    assertThat(new BackOff(0, Long.MAX_VALUE, 0).waitMillis(Long.MAX_VALUE - 1, 1))
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void waitMillis_exactlyTheCap_isReached() {
    assertThat(new BackOff(0, 600, 0).waitMillis(300, 1)).isEqualTo(600);
  }

  @Test
  void waitMillis_noDwell_isNone() {
    assertThat(new BackOff(0, 600, 0).waitMillis(0, 30)).isZero();
  }

  @Test
  void more_countsToThirty() {
    assertThat(BackOff.more(0)).isOne();
    assertThat(BackOff.more(29)).isEqualTo(30);
    assertThat(BackOff.more(30)).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"0, 99, 5", "99, 100, 4", "100, 199, 5", "150, 350, 3", "0, 10000, 0"})
  void decayed_fallsByOneForEachWholeDecay(long before, long after, int left) {
    assertThat(new BackOff(0, 0, 100).decayed(5, before, after)).isEqualTo(left);
  }

  @Test
  void decayed_noDecay_neverFalls() {
    assertThat(new BackOff(0, 0, 0).decayed(5, 0, Long.MAX_VALUE)).isEqualTo(5);
  }
}
