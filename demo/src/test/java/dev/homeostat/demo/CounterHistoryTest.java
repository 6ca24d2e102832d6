package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterHistoryTest {

  private final CounterHistory history = new CounterHistory(60_000);

  private void add(double... values) {
    long atMillis = 1_000;
    for (double value : values) {
      history.add(atMillis, value);
      atMillis += 1_000;
    }
  }

  @Test
  void increase_empty_isEmpty() {
    assertThat(history.increase(5_000)).isEmpty();
  }

  @Test
  void increase_singleSample_isEmpty() {
    add(7);

    assertThat(history.increase(5_000)).isEmpty();
  }

  @Test
  void increase_windowNotYetFilled_usesTheSpanPresent() {
    add(10, 13, 17);

    assertThat(history.increase(60_000)).hasValue(7);
  }

  @Test
  void increase_sampleAtTheEdge_isInTheWindow() {
    add(0, 1, 10, 100);

    assertThat(history.increase(2_000)).hasValue(99);
    assertThat(history.increase(1_999)).hasValue(90);
    assertThat(history.increase(999)).isEmpty();
  }

  @Test
  void increase_reset_countsFromZeroAgain() {
    add(100, 105, 2, 3);

    assertThat(history.increase(60_000)).hasValue(5 + 2 + 1);
    assertThat(history.lastValue()).isEqualTo(3);
  }

  @Test
  void increase_gap_countsWhatHappenedMeanwhile() {
    history.add(1_000, 10);
    history.add(31_000, 40);

    assertThat(history.increase(60_000)).hasValue(30);
    assertThat(history.increase(5_000)).isEmpty();
  }

  @Test
  void add_timestampNotNewer_isNoInput() {
    add(1, 2);

    history.add(2_000, 50);
    history.add(1_500, 60);

    assertThat(history.lastValue()).isEqualTo(2);
    assertThat(history.lastMillis()).isEqualTo(2_000);
    assertThat(history.increase(60_000)).hasValue(1);
  }

  @Test
  void add_notFinite_isTheLastValueAndSpoilsNoSum() {
    add(1, 4, Double.NaN);

    assertThat(history.lastValue()).isNaN();
    assertThat(history.lastMillis()).isEqualTo(3_000);

    history.add(4_000, Double.POSITIVE_INFINITY);
    history.add(5_000, 9);

    assertThat(history.lastValue()).isEqualTo(9);
    assertThat(history.increase(60_000)).hasValue(8);
  }

  @Test
  void add_negative_neverLowersTheSum() {
    add(5, -3, -1);

    assertThat(history.increase(60_000)).hasValue(2);
  }

  @Test
  void add_beyondTheSpan_forgetsTheOldest() {
    for (int second = 0; second <= 100; second++) {
      history.add(second * 1_000L, second);
    }

    assertThat(history.increase(Long.MAX_VALUE / 2)).hasValue(60);
  }
}
