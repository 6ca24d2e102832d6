package dev.homeostat.slo.budget;

import static dev.homeostat.slo.budget.Series.DAY_MILLIS;
import static dev.homeostat.slo.budget.Series.HOUR_MILLIS;
import static dev.homeostat.slo.budget.Series.SLOT_MILLIS;
import static dev.homeostat.slo.budget.Series.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.CountAnomaly;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets of events; {@link SlicesTest} has those of slices. */
class ErrorBudgetTest {

  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final BudgetMethod EVENTS = new BudgetMethod.Occurrences();
  private static final ErrorBudget THIRTY_DAYS = rolling(30);

  @Test
  void read_errorsAsAllowed_spendsAll() {
    BudgetState state = measured(THIRTY_DAYS, new Series().days(30, 1, 1_000).counted());

    assertThat(state.spent()).isCloseTo(1, ROUNDING);
    assertThat(state.remaining()).isCloseTo(0, ROUNDING);
    assertThat(state.bad()).isEqualTo(8_640);
    assertThat(state.counted()).isEqualTo(8_640_000);
    assertThat(state.badRatio()).isCloseTo(0.001, ROUNDING);
  }

  @Test
  void read_twiceTheErrorsAllowed_isOverspent() {
    BudgetState state = measured(THIRTY_DAYS, new Series().days(30, 2, 1_000).counted());

    assertThat(state.remaining()).isCloseTo(-1, ROUNDING);
  }

  /** Sloth 332 and 241: 96 of 192,192 events failed, and a mean of ratios would say 16.67 %. */
  @Test
  void read_busyDayAndQuietNight_weighsEventsAlike() {
    CountSeries day = new Series().slots(192, 0, 1_000).slots(96, 1, 2).counted();

    assertThat(measured(rolling(1), day).badRatio()).isCloseTo(0.0004995004995, within(1e-12));
  }

  /** Sloth 133, 231 and 531: half an hour without a request, and then some hours more. */
  @Test
  void read_halfAnHourOfSilence_leavesNoNaN() {
    CountSeries then = new Series().slots(282, 1, 1_000).slots(6, 0, 0).counted();
    CountSeries later =
        new Series().slots(210, 1, 1_000).slots(6, 0, 0).slots(72, 1, 1_000).counted();

    assertThat(measured(rolling(1), then).spent()).isCloseTo(1, ROUNDING);
    assertThat(measured(rolling(1), later).spent()).isCloseTo(1, ROUNDING);
    assertThat(rolling(1).burnRates(then).values())
        .filteredOn(BurnRate.Measured.class::isInstance)
        .hasSize(5)
        .allSatisfy(rate -> assertThat(((BurnRate.Measured) rate).value()).isCloseTo(1, ROUNDING));
    assertThat(rolling(1).burnRates(then))
        .contains(
            Map.entry(BurnWindow.FIVE_MINUTES, new BurnRate.NoTraffic(0)),
            Map.entry(BurnWindow.THIRTY_MINUTES, new BurnRate.NoTraffic(0)));
  }

  /** The issue: 7,200 requests in 30 days allow 7.2 failures; 1 / 7.2 is 13.9 %. */
  @Test
  void read_tenRequestsAnHour_oneFailureIsASeventhOfTheBudget() {
    Series hours = new Series();
    for (int hour = 0; hour < 719; hour++) {
      hours.slots(1, 0, 10).slots(11, 0, 0);
    }
    CountSeries series = hours.slots(11, 0, 0).slots(1, 1, 10).counted();

    assertThat(measured(THIRTY_DAYS, series).spent()).isCloseTo(1 / 7.2, ROUNDING);
    assertThat(THIRTY_DAYS.burnRates(series).get(BurnWindow.ONE_HOUR))
        .isInstanceOfSatisfying(
            BurnRate.Measured.class, rate -> assertThat(rate.value()).isCloseTo(100, ROUNDING));
  }

  /** A source with a retention of 15 days, in each of which the budget burned at a rate of 0.5. */
  @Test
  void read_sourceHoldsHalfThePeriod_saysWhichSpan() {
    BudgetReading reading =
        THIRTY_DAYS.read(new Series().missing(15 * 288).days(15, 1, 2_000).counted());

    assertThat(reading)
        .isInstanceOfSatisfying(
            BudgetReading.HistoryShort.class,
            history -> {
              assertThat(history.spanMillis()).isEqualTo(15 * DAY_MILLIS);
              assertThat(history.expectedMillis()).isEqualTo(30 * DAY_MILLIS);
              assertThat(history.state().spent()).isCloseTo(0.5, ROUNDING);
              assertThat(history.state().gapMillis()).isZero();
            });
  }

  @Test
  void read_oneSlotShortOfThePeriod_isHistoryShort() {
    CountSeries series = new Series().slots(287, 0, 1_000).counted();

    assertThat(rolling(1).read(series)).isInstanceOf(BudgetReading.HistoryShort.class);
  }

  @Test
  void read_gapsWithinThePeriod_areToldAndNoShortHistory() {
    CountSeries series =
        new Series().slots(100, 0, 1_000).missing(12).slots(176, 0, 1_000).counted();

    assertThat(measured(rolling(1), series).gapMillis()).isEqualTo(HOUR_MILLIS);
  }

  /** Pyrra 448: successes above the total, in one slot of many. */
  @Test
  void read_slotThatCannotBe_isNamedAndTheRestCounts() {
    CountSeries series =
        new Series().slots(100, 1, 1_000).slots(1, -5, 1_000).slots(187, 1, 1_000).counted();
    BudgetState state = measured(rolling(1), series);

    assertThat(state.spent()).isCloseTo(1, ROUNDING);
    assertThat(state.anomalies())
        .extracting(SlotAnomaly::anomaly, SlotAnomaly::startMillis)
        .containsExactly(
            tuple(CountAnomaly.MORE_SUCCESSES_THAN_EVENTS, START_MILLIS + 100 * SLOT_MILLIS));
  }

  @Test
  void read_silenceOnly_isNoTraffic() {
    assertThat(rolling(1).read(new Series().days(1, 0, 0).counted()))
        .isEqualTo(new BudgetReading.NoTraffic(DAY_MILLIS));
  }

  @Test
  void read_fewEvents_isLowTraffic() {
    assertThat(rolling(1).read(new Series().slots(287, 0, 0).slots(1, 1, 9).counted()))
        .isEqualTo(new BudgetReading.LowTraffic(9, 10));
  }

  @Test
  void read_noData_isMissing() {
    assertThat(rolling(1).read(new Series().missing(288).counted()))
        .isEqualTo(new BudgetReading.Missing(List.of()));
    assertThat(rolling(1).read(new Series().slots(1, 3, 2).counted()))
        .isInstanceOfSatisfying(
            BudgetReading.Missing.class,
            missing ->
                assertThat(missing.anomalies())
                    .extracting(SlotAnomaly::anomaly)
                    .containsExactly(CountAnomaly.MORE_ERRORS_THAN_EVENTS));
  }

  /** January 2026: after ten of 31 days at a burn rate of 1 a share of 10/31 is gone. */
  @Test
  void read_calendarPeriod_spendsTheShareThatHasPassed() {
    BudgetPeriod january = new BudgetPeriod.Calendar(START_MILLIS, START_MILLIS + 31 * DAY_MILLIS);
    ErrorBudget budget = new ErrorBudget(0.999, january, EVENTS, 10);

    assertThat(measured(budget, new Series().days(10, 1, 1_000).counted()).spent())
        .isCloseTo(10.0 / 31, ROUNDING);
  }

  @Test
  void read_calendarPeriod_forgetsTheOneBefore() {
    BudgetPeriod second =
        new BudgetPeriod.Calendar(START_MILLIS + DAY_MILLIS, START_MILLIS + 2 * DAY_MILLIS);
    ErrorBudget budget = new ErrorBudget(0.999, second, EVENTS, 10);

    assertThat(measured(budget, new Series().days(1, 500, 1_000).days(1, 0, 1_000).counted()))
        .extracting(BudgetState::spent)
        .isEqualTo(0.0);
  }

  /** A period that starts within a slot does not call its history short for that slot. */
  @Test
  void read_calendarPeriodThatStartsWithinASlot_isMeasured() {
    BudgetPeriod period =
        new BudgetPeriod.Calendar(START_MILLIS + 60_000, START_MILLIS + DAY_MILLIS);
    ErrorBudget budget = new ErrorBudget(0.999, period, EVENTS, 10);

    assertThat(budget.read(new Series().slots(100, 0, 1_000).counted()))
        .isInstanceOf(BudgetReading.Measured.class);
  }

  @Test
  void burnRates_everyWindow_endsWithTheSeries() {
    CountSeries series =
        new Series()
            .slots(576, 0, 100)
            .slots(216, 1, 100)
            .slots(48, 2, 100)
            .slots(12, 3, 100)
            .slots(6, 4, 100)
            .slots(5, 5, 100)
            .slots(1, 6, 100)
            .counted();
    Map<BurnWindow, BurnRate> rates =
        new ErrorBudget(0.99, new BudgetPeriod.Rolling(1), EVENTS, 1).burnRates(series);

    assertThat(rates.get(BurnWindow.FIVE_MINUTES)).isEqualTo(rate(6));
    assertThat(rates.get(BurnWindow.THIRTY_MINUTES)).isEqualTo(rate(31.0 / 6));
    assertThat(rates.get(BurnWindow.ONE_HOUR)).isEqualTo(rate(55.0 / 12));
    assertThat(rates.get(BurnWindow.TWO_HOURS)).isEqualTo(rate(91.0 / 24));
    assertThat(rates.get(BurnWindow.SIX_HOURS)).isEqualTo(rate(187.0 / 72));
    assertThat(rates.get(BurnWindow.ONE_DAY)).isEqualTo(rate(403.0 / 288));
    assertThat(rates.get(BurnWindow.THREE_DAYS)).isEqualTo(rate(403.0 / 864));
  }

  /** One-hour slots cannot tell the last five minutes. */
  @Test
  void burnRates_slotsLongerThanAWindow_leaveItOut() {
    assertThat(THIRTY_DAYS.burnRates(new Series().slots(72, 1, 100).slotsOf(HOUR_MILLIS)))
        .containsOnlyKeys(
            BurnWindow.ONE_HOUR,
            BurnWindow.TWO_HOURS,
            BurnWindow.SIX_HOURS,
            BurnWindow.ONE_DAY,
            BurnWindow.THREE_DAYS);
  }

  /** The issue: 1.44 % errors at 99.9 % burn at 14.4, and 720 h / 14.4 are 50 h. */
  @Test
  void exhaustion_14_4TimesWithAFullBudget_isAfter50Hours() {
    assertThat(THIRTY_DAYS.exhaustion(1, 14.4, 0))
        .isEqualTo(new Exhaustion.After(50 * HOUR_MILLIS));
  }

  @Test
  void exhaustion_aQuarterLeft_isAfterAQuarterOfTheTime() {
    assertThat(THIRTY_DAYS.exhaustion(0.25, 14.4, 0))
        .isEqualTo(new Exhaustion.After(50 * HOUR_MILLIS / 4));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 0.99", "0.5, 0.49", "0.000001, 0"})
  void exhaustion_slowBurn_lasts(double remaining, double burnRate) {
    assertThat(THIRTY_DAYS.exhaustion(remaining, burnRate, 0)).isEqualTo(new Exhaustion.Lasts());
  }

  /** A burn rate of 1 spends exactly the budget of a period in that period. */
  @Test
  void exhaustion_rateOfOneWithAFullBudget_isAtTheEnd() {
    assertThat(THIRTY_DAYS.exhaustion(1, 1, 0)).isEqualTo(new Exhaustion.After(30 * DAY_MILLIS));
  }

  @Test
  void exhaustion_nothingLeft_isExhausted() {
    assertThat(THIRTY_DAYS.exhaustion(0, 0, 0)).isEqualTo(new Exhaustion.Exhausted());
    assertThat(THIRTY_DAYS.exhaustion(-0.1, 5, 0)).isEqualTo(new Exhaustion.Exhausted());
  }

  /** Half a budget at twice the rate would need 7.5 days, and the period has seven or eight. */
  @Test
  void exhaustion_calendarPeriodEndsBefore_lasts() {
    ErrorBudget budget =
        new ErrorBudget(0.999, new BudgetPeriod.Calendar(0, 30 * DAY_MILLIS), EVENTS, 10);

    assertThat(budget.exhaustion(0.5, 2, 23 * DAY_MILLIS)).isEqualTo(new Exhaustion.Lasts());
    assertThat(budget.exhaustion(0.5, 2, 22 * DAY_MILLIS))
        .isEqualTo(new Exhaustion.After(15 * DAY_MILLIS / 2));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 1", "1, NaN", "1, -1", "1, Infinity", "Infinity, 1"})
  void exhaustion_noNumber_isRefused(double remaining, double burnRate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> THIRTY_DAYS.exhaustion(remaining, burnRate, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "NaN, 1", "0.9, 0", "0.9, NaN", "0.9, Infinity"})
  void constructor_outOfRange_isRefused(double objective, double minEvents) {
    BudgetPeriod period = new BudgetPeriod.Rolling(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ErrorBudget(objective, period, EVENTS, minEvents));
  }

  @Test
  void period_withoutTime_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPeriod.Rolling(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetPeriod.Calendar(5, 5));
  }

  private static ErrorBudget rolling(int days) {
    return new ErrorBudget(0.999, new BudgetPeriod.Rolling(days * DAY_MILLIS), EVENTS, 10);
  }

  private static BudgetState measured(ErrorBudget budget, CountSeries series) {
    BudgetReading reading = budget.read(series);
    assertThat(reading).isInstanceOf(BudgetReading.Measured.class);
    return ((BudgetReading.Measured) reading).state();
  }

  /** Percent of errors over a budget of one percent. */
  private static BurnRate rate(double percent) {
    return new BurnRate.Measured(percent / 100 / (1 - 0.99));
  }
}
