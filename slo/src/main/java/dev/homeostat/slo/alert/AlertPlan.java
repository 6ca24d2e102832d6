package dev.homeostat.slo.alert;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.alert.AlertState.Outcome;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The alerts of one objective.
 *
 * @param rules those that can fire
 * @param unreachable those that cannot, and are left out
 */
public record AlertPlan(List<AlertRule> rules, List<AlertUnreachable> unreachable) {

  public AlertPlan {
    rules = List.copyOf(rules);
    unreachable = List.copyOf(unreachable);
  }

  /**
   * Evaluates every rule.
   *
   * @param windows what a window of so many milliseconds says
   * @param guard how many events an alert needs
   */
  public List<AlertState> evaluate(LongFunction<WindowBurn> windows, AlertGuard guard) {
    return rules.stream()
        .map(
            rule ->
                new AlertState(
                    rule,
                    outcome(
                        rule,
                        windows.apply(rule.longMillis()),
                        windows.apply(rule.shortMillis()),
                        guard.minEvents(rule.severity()))))
        .toList();
  }

  private static Outcome outcome(
      AlertRule rule, WindowBurn longBurn, WindowBurn shortBurn, double minEvents) {
    Outcome inLong = outcome(rule, longBurn.burnRate());
    Outcome inShort = outcome(rule, shortBurn.burnRate());
    if (inLong == Outcome.QUIET || inShort == Outcome.QUIET) {
      return Outcome.QUIET;
    }
    if (inLong != Outcome.FIRING) {
      return inLong;
    }
    return inShort == Outcome.FIRING && !(longBurn.events() >= minEvents)
        ? Outcome.LOW_TRAFFIC
        : inShort;
  }

  private static Outcome outcome(AlertRule rule, BurnRate burnRate) {
    if (burnRate instanceof BurnRate.Measured measured) {
      return measured.value() > rule.factor() ? Outcome.FIRING : Outcome.QUIET;
    }
    if (burnRate instanceof BurnRate.Missing) {
      return Outcome.NO_DATA;
    }
    return burnRate instanceof BurnRate.Implausible ? Outcome.IMPLAUSIBLE : Outcome.LOW_TRAFFIC;
  }
}
