package dev.homeostat.slo.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetForecastTest {

  private static final long PERIOD_MILLIS = 30L * 86_400_000;
  private static final double PERIOD_SECONDS = 30 * 86_400.0;

  /**
   * After = remaining * period / burn rate. The first two are the Google SRE Workbook's (chapter 5,
   * table 5-4): at 1 a budget lasts its 30 days, at 1000 (a total outage of a 99.9 % service) 43.2
   * minutes; at 14.4 it is 50 hours, of which one hour is the 2 % that page.
   */
  @ParameterizedTest
  @CsvSource({
    "1,    1, 2592000",
    "1, 1000, 2592",
    "1, 14.4, 180000",
    "0.5, 14.4, 90000",
    "0.02, 14.4, 3600",
  })
  void wholePeriodSeen_seconds_isWhatIsLeftOverTheBurnRate(
      double remaining, double burnRate, double expected) {
    assertThat(new BudgetForecast(remaining, 1, burnRate).seconds(PERIOD_MILLIS))
        .isCloseTo(expected, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "0.001, 0", "1, 0.5", "0.5, 0.4"})
  void slowerThanThePeriod_seconds_isThePeriodAndNeverMore(double remaining, double burnRate) {
    BudgetForecast forecast = new BudgetForecast(remaining, 1, burnRate);

    assertThat(forecast.exhaustion(PERIOD_MILLIS)).isEqualTo(new Exhaustion.Lasts());
    assertThat(forecast.seconds(PERIOD_MILLIS)).isEqualTo(PERIOD_SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-3, 0", "0, 14.4", "-3, 14.4"})
  void spentAlready_seconds_isZeroAlsoWhereNothingBurns(double remaining, double burnRate) {
    BudgetForecast forecast = new BudgetForecast(remaining, 1, burnRate);

    assertThat(forecast.exhaustion(PERIOD_MILLIS)).isEqualTo(new Exhaustion.Exhausted());
    assertThat(forecast.seconds(PERIOD_MILLIS)).isZero();
  }

  @Test
  void tenMinutesOfOutageInTheFirstTwenty_seconds_countsWhatWasSeenAlone() {
    // Half of all events failed at an objective of 0.99: 50 times the budget of those 20 minutes,
    // which is 50 / 2160 of that of 30 days; 0.97685 of it lasts 14.07 hours at 50.
    double seen = 20.0 / (30 * 24 * 60);

    assertThat(new BudgetForecast(1 - 50, seen, 50).seconds(PERIOD_MILLIS))
        .isCloseTo((1 - 50 * seen) * PERIOD_SECONDS / 50, within(0.001))
        .isCloseTo(50_640, within(1.0));
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 1",
    "1, NaN, 1",
    "1, 1, NaN",
    "1, 1, -1",
    "1, 1, Infinity",
    "-Infinity, 1, 1",
    "1.1, 1, 1",
    "1, 1.1, 1",
    "1, -0.1, 1",
  })
  void noNumber_isRefusedAndNeverAForecast(double remaining, double seen, double burnRate) {
    assertThatThrownBy(() -> new BudgetForecast(remaining, seen, burnRate))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
