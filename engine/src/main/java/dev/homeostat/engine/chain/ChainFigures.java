package dev.homeostat.engine.chain;

import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.budget.BurnWindow;
import dev.homeostat.slo.budget.ErrorBudget;
import dev.homeostat.slo.budget.Exhaustion;
import dev.homeostat.slo.chain.BudgetShares;
import dev.homeostat.slo.chain.ChainWindow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The figures that follow of what was counted for a chain; none of them is ever NaN. */
final class ChainFigures {

  private final ChainPlan plan;
  private final long nowMillis;
  private final SortedMap<Long, ChainWindow> windows = new TreeMap<>();

  ChainFigures(ChainPlan plan, ChainCounts counts, long nowMillis) {
    this.plan = plan;
    this.nowMillis = nowMillis;
    double minEvents = (double) plan.minEvents();
    counts
        .windows()
        .forEach(
            (window, found) ->
                windows.put(
                    window,
                    plan.budget().countsSlices()
                        ? plan.chain()
                            .window(
                                found, minEvents, counts.slices().getOrDefault(window, Map.of()))
                        : plan.chain().window(found, minEvents)));
  }

  SortedMap<Long, ChainWindow> windows() {
    return windows;
  }

  /** The longest window that is counted: the period, once rules are loaded. */
  long spanMillis() {
    return windows.lastKey();
  }

  /** How much of time that is: of a calendar period what has passed of it. */
  long coveredMillis() {
    return coversPeriod() ? plan.budget().passedMillis(nowMillis) : spanMillis();
  }

  ChainWindow span() {
    return window(spanMillis());
  }

  /** Whether the span is the whole period. */
  boolean coversPeriod() {
    return spanMillis() == plan.periodMillis();
  }

  /** The last hour, in which burn rates are shown and the weakest service is found. */
  ChainWindow lastHour() {
    return lately(BurnWindow.ONE_HOUR);
  }

  /** A window of that length; where the period is shorter, all of it. */
  private ChainWindow lately(BurnWindow length) {
    return window(windows.containsKey(length.millis()) ? length.millis() : spanMillis());
  }

  private ChainWindow window(long millis) {
    return Objects.requireNonNull(windows.get(millis), "it is one of those that are counted");
  }

  /** Success ratio of the chain over the span, or null. */
  @Nullable Double actual() {
    Double burn = measured(span().burnRate());
    return burn == null ? null : 1 - burn * (1 - plan.chain().objective());
  }

  /** Success ratio of a service over the span, or null. */
  @Nullable Double actual(int service) {
    Double burn = measured(span().serviceBurnRate(service));
    return burn == null ? null : 1 - burn * (1 - plan.chain().services().get(service).objective());
  }

  /**
   * Share of the period's budget that is left, or null where the period is not counted. What is
   * allowed is meant for the whole of a calendar period, of which a part has passed.
   */
  @Nullable Double budgetLeft() {
    Double burn = coversPeriod() ? measured(span().burnRate()) : null;
    double lengthMillis = plan.budget().at(nowMillis).lengthMillis();
    return burn == null ? null : 1 - burn * plan.budget().passedMillis(nowMillis) / lengthMillis;
  }

  /** When the budget runs out at the burn rate of the last 6 hours, or of what there is. */
  @Nullable Exhaustion exhaustion() {
    Double left = budgetLeft();
    Double burn = measured(lately(BurnWindow.SIX_HOURS).burnRate());
    return left == null || burn == null
        ? null
        : new ErrorBudget(
                plan.chain().objective(),
                plan.budget().at(nowMillis),
                plan.budget().method(),
                (double) plan.minEvents())
            .exhaustion(left, burn, nowMillis);
  }

  /** How what was spent divides among the services, or null where there is nothing to divide. */
  @Nullable List<Double> spentShares() {
    BudgetShares shares = span().budgetShares();
    return shares == null ? null : shares.services();
  }

  static @Nullable Double measured(BurnRate burnRate) {
    return burnRate instanceof BurnRate.Measured measured ? measured.value() : null;
  }
}
