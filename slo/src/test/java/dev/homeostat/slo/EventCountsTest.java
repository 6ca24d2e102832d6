package dev.homeostat.slo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCountsTest {

  @ParameterizedTest
  @CsvSource({
    "101, 100, MORE_ERRORS_THAN_EVENTS",
    "1, 0, MORE_ERRORS_THAN_EVENTS",
    "-1, 100, MORE_SUCCESSES_THAN_EVENTS",
    "-2, -1, NEGATIVE",
    "0, -1, NEGATIVE",
    "NaN, 100, NOT_FINITE",
    "0, NaN, NOT_FINITE",
    "0, Infinity, NOT_FINITE",
    "-Infinity, 1, NOT_FINITE",
  })
  void anomaly_countsThatCannotBe_isNamed(double errors, double total, CountAnomaly expected) {
    assertThat(new EventCounts(errors, total).anomaly()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 1", "0.5, 7"})
  void anomaly_countsThatCanBe_isNone(double errors, double total) {
    assertThat(new EventCounts(errors, total).anomaly()).isNull();
  }

  /** Pyrra, issue 448: more successes than events made its budget grow. */
  @Test
  void ofSuccesses_moreThanEvents_isNamed() {
    assertThat(EventCounts.ofSuccesses(101, 100).anomaly())
        .isEqualTo(CountAnomaly.MORE_SUCCESSES_THAN_EVENTS);
  }

  @Test
  void ofSuccesses_someFail_countsTheOthersAsErrors() {
    assertThat(EventCounts.ofSuccesses(97, 100)).isEqualTo(new EventCounts(3, 100));
  }

  @Test
  void errorRatio_negativeZero_isZero() {
    assertThat(new EventCounts(-0.0, 5).errorRatio()).isEqualTo(0.0);
  }

  @Test
  void present_onlyWithoutBothNumbers_isFalse() {
    assertThat(EventCounts.MISSING.present()).isFalse();
    assertThat(new EventCounts(Double.NaN, 3).present()).isTrue();
    assertThat(EventCounts.NONE.present()).isTrue();
  }
}
