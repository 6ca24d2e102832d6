package dev.homeostat.slo.budget;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import java.util.EnumMap;
import java.util.Map;

/**
 * The errors that an objective allows in a period.
 *
 * <p>{@code spent = bad / ((1 - objective) * counted)}, times the share of a calendar period that
 * has passed: what is allowed is meant for the whole of it, at the traffic seen so far. So a burn
 * rate of 1 has spent a third after ten days of thirty, and all at the end.
 *
 * @param objective success ratio, strictly between 0 and 1
 * @param period what it is for
 * @param method what is counted
 * @param minEvents events below which there is no telling; 1 or more
 */
public record ErrorBudget(
    double objective, BudgetPeriod period, BudgetMethod method, double minEvents) {

  public ErrorBudget {
    if (!(objective > 0 && objective < 1) || !(minEvents >= 1 && Double.isFinite(minEvents))) {
      throw new IllegalArgumentException("objective must lie in (0, 1) and minEvents be 1 or more");
    }
  }

  /** The budget at the end of a series. */
  public BudgetReading read(CountSeries series) {
    long startMillis = period.startMillis(series.endMillis());
    WindowCounts window = series.since(startMillis);
    EventCounts counts = window.counts();
    if (!counts.present()) {
      return new BudgetReading.Missing(window.anomalies());
    }
    if (counts.total() == 0) {
      return new BudgetReading.NoTraffic(window.spanMillis());
    }
    if (counts.total() < minEvents) {
      return new BudgetReading.LowTraffic(counts.total(), minEvents);
    }
    EventCounts units =
        method instanceof BudgetMethod.Occurrences
            ? counts
            : new Slices(series, startMillis).count(method);
    long passedMillis = Math.min(series.endMillis() - startMillis, period.lengthMillis());
    double passed = (double) passedMillis / period.lengthMillis();
    BudgetState state =
        new BudgetState(
            passed * units.errorRatio() / (1 - objective),
            units.errors(),
            units.total(),
            window.gapMillis(),
            window.anomalies());
    // A slot that only its end has in the period is not counted, and not missed.
    return window.spanMillis() <= passedMillis - series.slotMillis()
        ? new BudgetReading.HistoryShort(state, window.spanMillis(), passedMillis)
        : new BudgetReading.Measured(state);
  }

  /** Burn rates of a service, in events, in all windows that are multiples of its slots. */
  public Map<BurnWindow, BurnRate> burnRates(CountSeries series) {
    Map<BurnWindow, BurnRate> burnRates = new EnumMap<>(BurnWindow.class);
    for (BurnWindow window : BurnWindow.values()) {
      if (window.millis() % series.slotMillis() == 0) {
        EventCounts counts = series.last(window.millis()).counts();
        burnRates.put(window, BurnRate.of(0, counts, objective, minEvents));
      }
    }
    return burnRates;
  }

  /**
   * When the budget runs out.
   *
   * @param remaining share of the budget that is left
   * @param burnRate how fast it burns, finite and not negative
   * @param nowMillis the time, milliseconds since the epoch
   */
  public Exhaustion exhaustion(double remaining, double burnRate, long nowMillis) {
    return Exhaustion.of(
        remaining, burnRate, period.lengthMillis(), period.endMillis(nowMillis) - nowMillis);
  }
}
