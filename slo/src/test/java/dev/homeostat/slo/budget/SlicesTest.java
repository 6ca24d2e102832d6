package dev.homeostat.slo.budget;

import static dev.homeostat.slo.budget.Series.DAY_MILLIS;
import static dev.homeostat.slo.budget.Series.HOUR_MILLIS;
import static dev.homeostat.slo.budget.Series.MINUTE_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Budgets of slices, as OpenSLO v1 defines them: "a ratio of good time slices to total time slices"
 * and "an average of all time slices' success ratios".
 */
class SlicesTest {

  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final BudgetMethod MINUTES = new BudgetMethod.Timeslices(0.95, MINUTE_MILLIS);

  /** A published comparison of the three methods: 11 slices of 1/2 and one of 1000/1000. */
  private static final Series UNEVEN = new Series().slots(11, 1, 2).slots(1, 0, 1_000);

  @Test
  void read_timeslices_countsGoodSlices() {
    BudgetMethod hourly = new BudgetMethod.Timeslices(0.99, HOUR_MILLIS / 12);

    assertThat(1 - state(hourly, UNEVEN.counted()).badRatio()).isCloseTo(1.0 / 12, ROUNDING);
  }

  @Test
  void read_ratioTimeslices_averagesTheRatios() {
    BudgetMethod ratios = new BudgetMethod.RatioTimeslices(HOUR_MILLIS / 12);

    assertThat(1 - state(ratios, UNEVEN.counted()).badRatio()).isCloseTo(6.5 / 12, ROUNDING);
  }

  @Test
  void read_occurrences_weighsEvents() {
    assertThat(1 - state(new BudgetMethod.Occurrences(), UNEVEN.counted()).badRatio())
        .isCloseTo(1_011.0 / 1_022, ROUNDING);
  }

  /**
   * OpenSLO, examples/treat-low-traffic-as-equally-important: 10,080 minutes a week at 99.95 %
   * allow 5 minutes and 2.4 seconds, which are 5.04 bad minutes, however few requests they had.
   */
  @Test
  void read_aWeekOfMinutes_allowsFiveBadOnes() {
    Series week = new Series().slots(5, 6, 100).slots(10_075, 0, 1_000);
    ErrorBudget budget =
        new ErrorBudget(0.9995, new BudgetPeriod.Rolling(7 * DAY_MILLIS), MINUTES, 10);

    assertThat(measured(budget, week.slotsOf(MINUTE_MILLIS)).spent()).isCloseTo(5 / 5.04, ROUNDING);
  }

  /** The same example: a minute is bad below the target, and 95 of 100 are not below 95 %. */
  @Test
  void read_sliceThatMeetsItsTarget_isGood() {
    Series series = new Series().slots(1, 5, 100).slots(1, 6, 100).slots(1, 1, 10);

    assertThat(state(MINUTES, series.slotsOf(MINUTE_MILLIS)).bad()).isEqualTo(2);
  }

  /** OpenSLO, examples/budgeting-method: an attack burns two weeks' 5 % in 16 hours 48 minutes. */
  @Test
  void read_attackForTheTimeOfTheExample_spendsTheTimeslices() {
    int attacked = 16 * 60 + 48;
    ErrorBudget budget =
        new ErrorBudget(0.95, new BudgetPeriod.Rolling(14 * DAY_MILLIS), MINUTES, 10);

    assertThat(measured(budget, attack(attacked)).spent()).isCloseTo(1, ROUNDING);
  }

  /** The same: "about 13 hours and 45 minutes"; (x 0.01 + (20160 - x) 0.99) / 20160 = 0.95. */
  @Test
  void read_attackForTheTimeOfTheExample_spendsTheRatioTimeslices() {
    ErrorBudget budget =
        new ErrorBudget(
            0.95,
            new BudgetPeriod.Rolling(14 * DAY_MILLIS),
            new BudgetMethod.RatioTimeslices(MINUTE_MILLIS),
            10);

    assertThat(measured(budget, attack(822)).remaining()).isBetween(0.0, 0.002);
    assertThat(measured(budget, attack(823)).remaining()).isBetween(-0.002, 0.0);
  }

  /** Silence is neither an outage nor a success. */
  @Test
  void read_slicesWithoutEvents_areNotCounted() {
    Series series = new Series().slots(5, 0, 0).slots(1, 1, 2).missing(3).slots(3, 0, 10);

    assertThat(state(MINUTES, series.slotsOf(MINUTE_MILLIS)).counted()).isEqualTo(4);
    assertThat(
            state(new BudgetMethod.RatioTimeslices(MINUTE_MILLIS), series.slotsOf(MINUTE_MILLIS))
                .bad())
        .isEqualTo(0.5);
  }

  /** Ten of hundred fail in one minute: bad alone, and one of five in a slice with four others. */
  @Test
  void read_sliceOfSeveralSlots_sumsThem() {
    Series series = new Series().slots(1, 10, 100).slots(4, 0, 100).slots(5, 6, 100);

    assertThat(
            state(
                new BudgetMethod.Timeslices(0.95, 5 * MINUTE_MILLIS),
                series.slotsOf(MINUTE_MILLIS)))
        .extracting(BudgetState::bad, BudgetState::counted)
        .containsExactly(1.0, 2.0);
  }

  /** The slot that cannot be is in the first slice, whose others decide. */
  @Test
  void read_slotThatCannotBe_isNoPartOfItsSlice() {
    Series series = new Series().slots(1, 9, 3).slots(4, 0, 10).slots(5, 0, 10);

    assertThat(
            state(
                new BudgetMethod.Timeslices(0.95, 5 * MINUTE_MILLIS),
                series.slotsOf(MINUTE_MILLIS)))
        .extracting(BudgetState::bad, BudgetState::counted)
        .containsExactly(0.0, 2.0);
  }

  @Test
  void read_slicesThatSlotsDoNotMakeUp_isRefused() {
    CountSeries series = new Series().days(1, 0, 100).counted();

    assertThatIllegalArgumentException().isThrownBy(() -> state(MINUTES, series));
  }

  @Test
  void method_outOfRange_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetMethod.Timeslices(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetMethod.Timeslices(1.01, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BudgetMethod.Timeslices(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetMethod.Timeslices(0.5, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new BudgetMethod.RatioTimeslices(0));
  }

  private static CountSeries attack(int minutes) {
    return new Series()
        .slots(minutes, 9_900, 10_000)
        .slots(20_160 - minutes, 1, 100)
        .slotsOf(MINUTE_MILLIS);
  }

  private static BudgetState state(BudgetMethod method, CountSeries series) {
    long lengthMillis = series.slots().size() * series.slotMillis();
    return measured(
        new ErrorBudget(0.99, new BudgetPeriod.Rolling(lengthMillis), method, 1), series);
  }

  private static BudgetState measured(ErrorBudget budget, CountSeries series) {
    BudgetReading reading = budget.read(series);
    assertThat(reading).isInstanceOf(BudgetReading.Measured.class);
    return ((BudgetReading.Measured) reading).state();
  }
}
