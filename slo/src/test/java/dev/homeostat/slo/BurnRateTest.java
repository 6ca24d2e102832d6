package dev.homeostat.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BurnRateTest {

  /** Google SRE Workbook, chapter 5, table 5-8. */
  @Test
  void of_1_44PercentErrorsAtThreeNines_is14_4() {
    assertThat(measured(new EventCounts(144, 10_000))).isCloseTo(14.4, within(1e-9));
  }

  /** One failure of the ten requests of an hour is a tenth, over a budget of a thousandth. */
  @Test
  void of_oneOfTenAtThreeNines_is100() {
    assertThat(measured(new EventCounts(1, 10))).isCloseTo(100, within(1e-9));
  }

  @Test
  void of_noEvents_isNoTraffic() {
    assertThat(BurnRate.of(3, EventCounts.NONE, 0.999, 20)).isEqualTo(new BurnRate.NoTraffic(3));
  }

  @Test
  void of_tooFewEvents_isLowTraffic() {
    assertThat(BurnRate.of(3, new EventCounts(1, 19), 0.999, 20))
        .isEqualTo(new BurnRate.LowTraffic(3, 19, 20));
  }

  @Test
  void of_noData_isMissing() {
    assertThat(BurnRate.of(3, EventCounts.MISSING, 0.999, 20)).isEqualTo(new BurnRate.Missing(3));
  }

  @Test
  void of_countsThatCannotBe_isImplausible() {
    EventCounts impossible = new EventCounts(2, 1);

    assertThat(BurnRate.of(3, impossible, 0.999, 20))
        .isEqualTo(new BurnRate.Implausible(3, impossible));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.1, Double.NaN})
  void of_objectiveOutOfRange_isRefused(double objective) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BurnRate.of(0, new EventCounts(1, 10), objective, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void of_minEventsOutOfRange_isRefused(double minEvents) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BurnRate.of(0, new EventCounts(1, 10), 0.9, minEvents));
  }

  /** A recorded NaN must not get as far as an alert, where it would be below every factor. */
  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void measured_noNumber_isRefused(double value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new BurnRate.Measured(value));
  }

  private static double measured(EventCounts counts) {
    BurnRate burnRate = BurnRate.of(0, counts, 0.999, 1);
    assertThat(burnRate).isInstanceOf(BurnRate.Measured.class);
    return ((BurnRate.Measured) burnRate).value();
  }
}
