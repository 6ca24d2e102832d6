package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.alert.AlertPlan;
import dev.homeostat.slo.alert.AlertRule;
import dev.homeostat.slo.budget.BurnWindow;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The windows of a chain's rules, in milliseconds: the standard ones, those of its alerts, and the
 * period.
 *
 * @param all every window, the shortest first
 * @param covered those of which the rules must know how much is filled: the long ones of alerts,
 *     and the period
 */
record RuleWindows(SortedSet<Long> all, SortedSet<Long> covered) {

  static final long SLOT_MILLIS = 300_000;

  /** The longest that is counted from raw samples; what is longer sums up counts of 5 minutes. */
  private static final long LONGEST_RAW_MILLIS = 6 * 3_600_000L;

  static RuleWindows of(ChainPlan plan) {
    SortedSet<Long> all = new TreeSet<>(List.of(plan.periodMillis()));
    SortedSet<Long> covered = new TreeSet<>(List.of(plan.periodMillis()));
    long stepMillis = Math.max(1, plan.budget().method().sliceMillis());
    for (BurnWindow window : BurnWindow.values()) {
      if (window.millis() <= plan.periodMillis() && window.millis() % stepMillis == 0) {
        all.add(window.millis());
      }
    }
    Stream.concat(Stream.of(plan.alerts()), plan.serviceAlerts().stream())
        .map(AlertPlan::rules)
        .flatMap(List::stream)
        .forEach(rule -> add(rule, all, covered));
    return new RuleWindows(all, covered);
  }

  private static void add(AlertRule rule, SortedSet<Long> all, SortedSet<Long> covered) {
    all.add(rule.longMillis());
    all.add(rule.shortMillis());
    covered.add(rule.longMillis());
  }

  static boolean isRaw(long windowMillis) {
    return windowMillis <= LONGEST_RAW_MILLIS;
  }

  /** The raw windows, or those that sum up. */
  List<Long> raw(boolean raw) {
    return all.stream().filter(window -> isRaw(window) == raw).toList();
  }

  /** The raw windows that are covered, or the covered ones that sum up. */
  List<Long> covered(boolean raw) {
    return covered.stream().filter(window -> isRaw(window) == raw).toList();
  }

  /**
   * The range of a subquery that holds each step of the window once. A range as long as the window
   * would hold one step more where it ends on a step, in Prometheus 2.
   */
  static String steps(long windowMillis, long stepMillis) {
    long steps = Math.max(1, windowMillis / stepMillis);
    return "[" + (steps * stepMillis / 1000 - 1) + "s:" + DurationText.format(stepMillis) + "]";
  }
}
