package dev.homeostat.slo.alert;

import static dev.homeostat.slo.alert.Severity.PAGE;
import static dev.homeostat.slo.alert.Severity.TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.alert.AlertProblem.Kind;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The factors are those of the issue, and of the Google SRE Workbook, table 5-8. */
class AlertPolicyTest {

  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;

  @Test
  void standard_30Days_hasTheFactorsOfTheWorkbook() {
    AlertPlan plan = standard(0.999, 30 * DAY_MILLIS);

    assertThat(plan.rules())
        .extracting(AlertRule::severity, AlertRule::longMillis, AlertRule::shortMillis)
        .containsExactly(
            tuple(PAGE, HOUR_MILLIS, 5 * MINUTE_MILLIS),
            tuple(PAGE, 6 * HOUR_MILLIS, 30 * MINUTE_MILLIS),
            tuple(TICKET, DAY_MILLIS, 2 * HOUR_MILLIS),
            tuple(TICKET, 3 * DAY_MILLIS, 6 * HOUR_MILLIS));
    assertFactors(plan, 14.4, 6, 3, 1);
    assertThat(plan.unreachable()).isEmpty();
  }

  @Test
  void standard_28Days_keepsTheWindows() {
    AlertPlan plan = standard(0.999, 28 * DAY_MILLIS);

    assertThat(plan.rules().get(0).longMillis()).isEqualTo(HOUR_MILLIS);
    assertFactors(plan, 13.44, 5.6, 2.8, 28.0 / 30);
  }

  /** February and a month of 31 days, at their actual lengths: 0.02 * 672 and 0.02 * 744. */
  @Test
  void standard_calendarMonth_usesItsActualLength() {
    assertFactors(standard(0.999, 28 * DAY_MILLIS), 13.44, 5.6, 2.8, 28.0 / 30);
    assertFactors(standard(0.999, 31 * DAY_MILLIS), 14.88, 6.2, 3.1, 31.0 / 30);
  }

  /** Default shares would give 3.36, 1.4, 0.7 and 0.2333, and ticket while the budget is safe. */
  @Test
  void standard_7Days_scalesTheWindowsAndKeepsTheFactors() {
    AlertPlan plan = standard(0.999, 7 * DAY_MILLIS);

    assertFactors(plan, 14.4, 6, 3, 1);
    assertThat(plan.rules())
        .extracting(AlertRule::longMillis, AlertRule::shortMillis)
        .containsExactly(
            tuple(14 * MINUTE_MILLIS, 70_000L),
            tuple(84 * MINUTE_MILLIS, 7 * MINUTE_MILLIS),
            tuple(336 * MINUTE_MILLIS, 28 * MINUTE_MILLIS),
            tuple(1_008 * MINUTE_MILLIS, 84 * MINUTE_MILLIS));
  }

  /** 14 days: 1 h becomes 28 min and 5 min 140 s, which are no whole slices of five minutes. */
  @Test
  void standard_ofSlices_hasWindowsOfWholeSlices() {
    AlertPlan plan = compiled(new AlertPolicy(0.99, 14 * DAY_MILLIS, 5 * MINUTE_MILLIS).standard());

    assertThat(plan.rules())
        .extracting(AlertRule::longMillis, AlertRule::shortMillis)
        .startsWith(
            tuple(30 * MINUTE_MILLIS, 5 * MINUTE_MILLIS),
            tuple(170 * MINUTE_MILLIS, 15 * MINUTE_MILLIS));
    // 0.02 * 14 d / 30 min
    assertThat(plan.rules().get(0).factor()).isCloseTo(13.44, ROUNDING);
  }

  @Test
  void declared_windowThatIsNoWholeSlice_isRefused() {
    AlertDeclaration alert = new AlertDeclaration(PAGE, 0.1, HOUR_MILLIS, 5 * MINUTE_MILLIS);

    assertThatProblems(
            new AlertPolicy(0.99, 30 * DAY_MILLIS, 10 * MINUTE_MILLIS).declared(List.of(alert)))
        .extracting(AlertProblem::kind, AlertProblem::place)
        .containsExactly(tuple(Kind.WINDOW_NOT_OF_SLICES, "alerts[0].shortMillis"));
  }

  /** 0.1 * 27 days / 3 days is just 0.9, and an hour less is below it. */
  @Test
  void standard_factorAtAndBelow0_9_changesTheWindows() {
    assertFactors(standard(0.999, 27 * DAY_MILLIS), 12.96, 5.4, 2.7, 0.9);
    assertFactors(standard(0.999, 27 * DAY_MILLIS - HOUR_MILLIS), 14.4, 6, 3, 1);
  }

  /** A thirtieth of five minutes would be ten seconds. */
  @Test
  void standard_oneDay_hasNoWindowBelowAMinute() {
    assertThat(standard(0.999, DAY_MILLIS).rules())
        .extracting(AlertRule::longMillis, AlertRule::shortMillis)
        .startsWith(tuple(120_000L, 60_000L), tuple(720_000L, 60_000L));
  }

  @Test
  void standard_periodTooShortForAnyWindow_isRefused() {
    assertThatProblems(new AlertPolicy(0.999, 12 * HOUR_MILLIS).standard())
        .extracting(AlertProblem::kind, AlertProblem::place)
        .containsExactly(tuple(Kind.SHORT_WINDOW_NOT_SHORTER, "alerts[0].shortMillis"));
  }

  @Test
  void declared_7DaysWithItsOwnShares_hasTheirFactors() {
    AlertPlan plan =
        compiled(
            new AlertPolicy(0.999, 7 * DAY_MILLIS)
                .declared(
                    List.of(
                        new AlertDeclaration(PAGE, 0.08, HOUR_MILLIS, 5 * MINUTE_MILLIS),
                        new AlertDeclaration(PAGE, 0.125, 6 * HOUR_MILLIS, 30 * MINUTE_MILLIS),
                        new AlertDeclaration(TICKET, 0.2, DAY_MILLIS, 2 * HOUR_MILLIS),
                        new AlertDeclaration(TICKET, 0.42, 3 * DAY_MILLIS, 6 * HOUR_MILLIS))));

    assertFactors(plan, 13.44, 3.5, 1.4, 0.98);
  }

  @Test
  void declared_factorBelow0_9_isTakenAsDeclared() {
    AlertPolicy week = new AlertPolicy(0.999, 7 * DAY_MILLIS);

    assertFactors(
        compiled(
            week.declared(
                List.of(new AlertDeclaration(TICKET, 0.1, 3 * DAY_MILLIS, 6 * HOUR_MILLIS)))),
        0.7 / 3);
  }

  /** 14.4 * 0.1 is 1.44, so even a total outage burns at 10 only; 6 * 0.1 is 0.6. */
  @Test
  void standard_factorAboveATotalOutage_isLeftOutAndNamed() {
    AlertPlan plan = standard(0.9, 30 * DAY_MILLIS);

    assertFactors(plan, 6, 3, 1);
    assertThat(plan.unreachable())
        .extracting(left -> left.rule().severity(), AlertUnreachable::objective)
        .containsExactly(tuple(PAGE, 0.9));
    assertThat(plan.unreachable().get(0).rule().factor()).isCloseTo(14.4, ROUNDING);
  }

  /** 10 * (1 - 0.9) is 0.9999999999999998 in binary, and 1 on paper: a burn is never above it. */
  @Test
  void declared_factorOfATotalOutage_isLeftOutDespiteRounding() {
    AlertPlan plan =
        compiled(
            new AlertPolicy(0.9, 30 * DAY_MILLIS)
                .declared(List.of(new AlertDeclaration(PAGE, 1, 3 * DAY_MILLIS, HOUR_MILLIS))));

    assertThat(plan.rules()).isEmpty();
    assertThat(plan.unreachable()).hasSize(1);
  }

  @Test
  void declared_windowLongerThanThePeriod_isRefused() {
    AlertDeclaration alert = new AlertDeclaration(PAGE, 0.1, 2 * DAY_MILLIS, HOUR_MILLIS);

    assertThatProblems(new AlertPolicy(0.999, DAY_MILLIS).declared(List.of(alert)))
        .containsExactly(
            new AlertProblem(
                Kind.WINDOW_LONGER_THAN_PERIOD,
                "alerts[0].longMillis",
                "172800000 ms are longer than the period of 86400000 ms",
                "declare a shorter window or a longer period"));
    assertThat(new AlertPolicy(0.999, 2 * DAY_MILLIS).declared(List.of(alert)))
        .isInstanceOf(AlertCompilation.Compiled.class);
  }

  @Test
  void declared_manyMistakes_areAllTold() {
    assertThatProblems(
            new AlertPolicy(0.999, 30 * DAY_MILLIS)
                .declared(
                    List.of(
                        new AlertDeclaration(PAGE, 0, HOUR_MILLIS, 0),
                        new AlertDeclaration(TICKET, 1.1, HOUR_MILLIS, HOUR_MILLIS),
                        new AlertDeclaration(PAGE, Double.NaN, DAY_MILLIS, HOUR_MILLIS),
                        new AlertDeclaration(PAGE, 0.02, DAY_MILLIS, HOUR_MILLIS))))
        .extracting(AlertProblem::kind, AlertProblem::place)
        .containsExactly(
            tuple(Kind.BUDGET_SHARE_OUT_OF_RANGE, "alerts[0].budgetShare"),
            tuple(Kind.WINDOW_EMPTY, "alerts[0].shortMillis"),
            tuple(Kind.BUDGET_SHARE_OUT_OF_RANGE, "alerts[1].budgetShare"),
            tuple(Kind.SHORT_WINDOW_NOT_SHORTER, "alerts[1].shortMillis"),
            tuple(Kind.BUDGET_SHARE_OUT_OF_RANGE, "alerts[2].budgetShare"),
            tuple(Kind.DUPLICATE, "alerts[3]"));
  }

  @Test
  void declared_sameWindowsOfAnotherSeverity_areNoDuplicate() {
    assertThat(
            new AlertPolicy(0.999, 30 * DAY_MILLIS)
                .declared(
                    List.of(
                        new AlertDeclaration(PAGE, 0.02, DAY_MILLIS, HOUR_MILLIS),
                        new AlertDeclaration(TICKET, 0.01, DAY_MILLIS, HOUR_MILLIS))))
        .isInstanceOf(AlertCompilation.Compiled.class);
  }

  /** The issue: a total outage at 99.9 % brings the 1h window to 14.4 after 51.84 s. */
  @Test
  void detectionSeconds_totalOutage_is51_84() {
    assertThat(page().detectionSeconds(0.999, 1).getAsDouble()).isCloseTo(51.84, ROUNDING);
  }

  @Test
  void detectionSeconds_tenthOfTheRequests_takesTenTimesAsLong() {
    assertThat(page().detectionSeconds(0.999, 0.1).getAsDouble()).isCloseTo(518.4, ROUNDING);
  }

  @Test
  void detectionSeconds_belowTheFactor_isNever() {
    assertThat(page().detectionSeconds(0.999, 0.0143)).isEmpty();
    assertThat(page().detectionSeconds(0.999, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0.1", "1, 0.1", "NaN, 0.1", "0.9, -0.1", "0.9, 1.1", "0.9, NaN"})
  void detectionSeconds_outOfRange_isRefused(double objective, double errorRatio) {
    AlertRule page = page();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> page.detectionSeconds(objective, errorRatio));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, Double.NaN})
  void constructor_objectiveOutOfRange_isRefused(double objective) {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlertPolicy(objective, DAY_MILLIS));
  }

  @Test
  void constructor_periodWithoutTime_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new AlertPolicy(0.9, 0));
  }

  private static AlertRule page() {
    return standard(0.999, 30 * DAY_MILLIS).rules().get(0);
  }

  private static AlertPlan standard(double objective, long periodMillis) {
    return compiled(new AlertPolicy(objective, periodMillis).standard());
  }

  private static AlertPlan compiled(AlertCompilation compilation) {
    assertThat(compilation).isInstanceOf(AlertCompilation.Compiled.class);
    return ((AlertCompilation.Compiled) compilation).plan();
  }

  private static void assertFactors(AlertPlan plan, double... factors) {
    assertThat(plan.rules().stream().mapToDouble(AlertRule::factor).toArray())
        .containsExactly(factors, ROUNDING);
  }

  private static ListAssert<AlertProblem> assertThatProblems(AlertCompilation compilation) {
    assertThat(compilation).isInstanceOf(AlertCompilation.Refused.class);
    return assertThat(((AlertCompilation.Refused) compilation).problems());
  }
}
