package dev.homeostat.slo.alert;

import static dev.homeostat.slo.alert.AlertProblem.Kind.BUDGET_SHARE_OUT_OF_RANGE;
import static dev.homeostat.slo.alert.AlertProblem.Kind.DUPLICATE;
import static dev.homeostat.slo.alert.AlertProblem.Kind.SHORT_WINDOW_NOT_SHORTER;
import static dev.homeostat.slo.alert.AlertProblem.Kind.WINDOW_EMPTY;
import static dev.homeostat.slo.alert.AlertProblem.Kind.WINDOW_LONGER_THAN_PERIOD;
import static dev.homeostat.slo.alert.AlertProblem.Kind.WINDOW_NOT_OF_SLICES;

import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of one objective and period.
 *
 * <p>{@code factor = budgetShare * period / longWindow}; Google SRE Workbook, chapter 5, where the
 * standard shares and windows are for 30 days. For a period so short that a standard factor falls
 * below 0.9, which would alert while the budget is safe, the standard windows shrink with the
 * period and the factors stay. Declared shares are taken as they are. Where a budget counts slices,
 * windows are of whole slices.
 *
 * @param objective success ratio, strictly between 0 and 1
 * @param periodMillis length of the period; of a calendar month its actual one
 * @param stepMillis of which windows are multiples, such as the length of a slice
 */
public record AlertPolicy(double objective, long periodMillis, long stepMillis) {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long SECOND_MILLIS = 1_000;
  private static final long STANDARD_PERIOD_MILLIS = 30 * DAY_MILLIS;
  private static final double LEAST_FACTOR = 0.9;

  /** Fewer samples than a minute usually has would make a ratio of one event. */
  private static final long LEAST_WINDOW_MILLIS = MINUTE_MILLIS;

  /** A factor that needs every event to fail, but for rounding. */
  private static final double EVERY_EVENT = 1 - 1e-9;

  private static final List<AlertDeclaration> STANDARD =
      List.of(
          new AlertDeclaration(Severity.PAGE, 0.02, HOUR_MILLIS, 5 * MINUTE_MILLIS),
          new AlertDeclaration(Severity.PAGE, 0.05, 6 * HOUR_MILLIS, 30 * MINUTE_MILLIS),
          new AlertDeclaration(Severity.TICKET, 0.1, DAY_MILLIS, 2 * HOUR_MILLIS),
          new AlertDeclaration(Severity.TICKET, 0.1, 3 * DAY_MILLIS, 6 * HOUR_MILLIS));

  public AlertPolicy {
    if (!(objective > 0 && objective < 1) || periodMillis <= 0 || stepMillis <= 0) {
      throw new IllegalArgumentException("objective must lie in (0, 1) and the period take time");
    }
  }

  /** Of a budget that counts events: its windows are of whole seconds, as they are written. */
  public AlertPolicy(double objective, long periodMillis) {
    this(objective, periodMillis, SECOND_MILLIS);
  }

  /** The standard alerts; refused where the period is too short for their windows. */
  public AlertCompilation standard() {
    boolean safe = STANDARD.stream().allMatch(alert -> factor(alert) >= LEAST_FACTOR);
    double scale = safe ? 1 : (double) periodMillis / STANDARD_PERIOD_MILLIS;
    return declared(STANDARD.stream().map(alert -> scaled(alert, scale)).toList());
  }

  /** Declared alerts, each with its share of the budget. */
  public AlertCompilation declared(List<AlertDeclaration> alerts) {
    List<AlertProblem> problems = new ArrayList<>();
    for (int i = 0; i < alerts.size(); i++) {
      check(alerts, i, problems);
    }
    return problems.isEmpty()
        ? new AlertCompilation.Compiled(plan(alerts))
        : new AlertCompilation.Refused(problems);
  }

  private AlertPlan plan(List<AlertDeclaration> alerts) {
    List<AlertRule> rules = new ArrayList<>();
    List<AlertUnreachable> unreachable = new ArrayList<>();
    for (AlertDeclaration alert : alerts) {
      AlertRule rule =
          new AlertRule(alert.severity(), factor(alert), alert.longMillis(), alert.shortMillis());
      if (rule.errorRatio(objective) >= EVERY_EVENT) {
        unreachable.add(new AlertUnreachable(rule, objective));
      } else {
        rules.add(rule);
      }
    }
    return new AlertPlan(rules, unreachable);
  }

  private double factor(AlertDeclaration alert) {
    return alert.budgetShare() * periodMillis / alert.longMillis();
  }

  private AlertDeclaration scaled(AlertDeclaration alert, double scale) {
    return new AlertDeclaration(
        alert.severity(),
        alert.budgetShare(),
        scaled(alert.longMillis(), scale),
        Math.max(LEAST_WINDOW_MILLIS, scaled(alert.shortMillis(), scale)));
  }

  /** In whole steps, one at least. */
  private long scaled(long windowMillis, double scale) {
    return Math.max(1, Math.round(windowMillis * scale / stepMillis)) * stepMillis;
  }

  private void check(List<AlertDeclaration> alerts, int index, List<AlertProblem> problems) {
    AlertDeclaration alert = alerts.get(index);
    String place = "alerts[" + index + "]";
    if (!(alert.budgetShare() > 0 && alert.budgetShare() <= 1)) {
      problems.add(
          new AlertProblem(
              BUDGET_SHARE_OUT_OF_RANGE,
              place + ".budgetShare",
              "found " + alert.budgetShare(),
              "declare a share above 0 and at most 1"));
    }
    if (alert.shortMillis() <= 0) {
      problems.add(
          new AlertProblem(
              WINDOW_EMPTY,
              place + ".shortMillis",
              "found " + alert.shortMillis() + " ms",
              "declare a window above 0"));
    }
    if (alert.longMillis() > periodMillis) {
      problems.add(
          new AlertProblem(
              WINDOW_LONGER_THAN_PERIOD,
              place + ".longMillis",
              alert.longMillis() + " ms are longer than the period of " + periodMillis + " ms",
              "declare a shorter window or a longer period"));
    }
    checkSteps(place + ".longMillis", alert.longMillis(), problems);
    checkSteps(place + ".shortMillis", alert.shortMillis(), problems);
    if (alert.shortMillis() >= alert.longMillis()) {
      problems.add(
          new AlertProblem(
              SHORT_WINDOW_NOT_SHORTER,
              place + ".shortMillis",
              alert.shortMillis() + " ms are no shorter than the long window",
              "declare a short window below " + alert.longMillis() + " ms, or a longer period"));
    }
    for (int earlier = 0; earlier < index; earlier++) {
      AlertDeclaration other = alerts.get(earlier);
      if (other.severity() == alert.severity()
          && other.longMillis() == alert.longMillis()
          && other.shortMillis() == alert.shortMillis()) {
        problems.add(
            new AlertProblem(
                DUPLICATE,
                place,
                "it has the severity and the windows of alerts[" + earlier + "]",
                "remove one of them"));
      }
    }
  }

  private void checkSteps(String place, long windowMillis, List<AlertProblem> problems) {
    if (windowMillis % stepMillis != 0) {
      problems.add(
          new AlertProblem(
              WINDOW_NOT_OF_SLICES,
              place,
              windowMillis + " ms are no multiple of " + stepMillis + " ms",
              "declare a window of whole seconds, and of whole slices where slices are counted"));
    }
  }
}
