package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.budget.BudgetPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What rules say of the calendar period in which they are evaluated. They hold for the one in which
 * they are made and for the next, so that there is time to make them anew; after that they have no
 * value.
 */
final class CalendarRules {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final ChainBudget budget;
  private final List<BudgetPeriod> periods = new ArrayList<>();

  CalendarRules(ChainBudget budget, long nowMillis) {
    this.budget = budget;
    BudgetPeriod now = budget.at(nowMillis);
    periods.add(now);
    periods.add(budget.at(now.endMillis(nowMillis)));
  }

  /** Which part of the period has passed. */
  String passed() {
    return each(
        period -> "(vector(time()) - %s) / %s".formatted(start(period), seconds(length(period))));
  }

  /** Its length by the usual one. */
  String length() {
    return each(
        period ->
            "vector(" + Figures.number((double) length(period) / budget.nominalMillis()) + ")");
  }

  /** True where the rules are too old to say anything. */
  String over() {
    return "vector(time()) >= " + seconds(last().endMillis(0));
  }

  /**
   * Something over the slots that lie in the period so far: those that begin in it.
   *
   * @param function such as {@code sum_over_time}
   * @param slots selector of counts of the slot that ends then
   */
  String soFar(String function, String slots) {
    return each(period -> overSlots(function, slots, period));
  }

  /** Something over the slices of the period so far: those that end in it, each once. */
  String slicesSoFar(String function, String slices) {
    long sliceMillis = budget.method().sliceMillis();
    String last = "last_over_time(%s[%s])".formatted(slices, DurationText.format(sliceMillis));
    return each(period -> over(function, last, sliceMillis, period, 1));
  }

  /** Which share of the steps of the period so far has a value; the newest may be still to come. */
  String coverage(String slots) {
    return each(
        period ->
            "clamp_max((%s + 1) / scalar(clamp_min(floor((vector(time()) - %s) / %d), 1)), 1)"
                .formatted(
                    overSlots("count_over_time", slots, period),
                    start(period),
                    RuleWindows.SLOT_MILLIS / 1_000));
  }

  private String overSlots(String function, String slots, BudgetPeriod period) {
    return over(function, slots, RuleWindows.SLOT_MILLIS, period, RuleWindows.SLOT_MILLIS);
  }

  private static String over(
      String function, String steps, long stepMillis, BudgetPeriod period, long fromMillis) {
    long wholeMillis = (length(period) + stepMillis - 1) / stepMillis * stepMillis;
    return "%s((%s and (timestamp(%s) >= %s))%s)"
        .formatted(
            function,
            steps,
            steps,
            seconds(period.startMillis(0) + fromMillis),
            RuleWindows.steps(wholeMillis, stepMillis));
  }

  private String each(Function<BudgetPeriod, String> expression) {
    return periods.stream()
        .map(
            period ->
                "((%s) and on() (vector(time()) >= %s < %s))"
                    .formatted(
                        expression.apply(period), start(period), seconds(period.endMillis(0))))
        .collect(Collectors.joining("\nor\n"));
  }

  private BudgetPeriod last() {
    return periods.get(periods.size() - 1);
  }

  private static long length(BudgetPeriod period) {
    return period.lengthMillis();
  }

  private static String start(BudgetPeriod period) {
    return seconds(period.startMillis(0));
  }

  private static String seconds(long millis) {
    return Figures.number(millis / MILLIS_PER_SECOND);
  }
}
