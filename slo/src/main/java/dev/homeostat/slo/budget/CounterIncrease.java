package dev.homeostat.slo.budget;

import dev.homeostat.slo.CountAnomaly;
import dev.homeostat.slo.EventCounts;
import org.jspecify.annotations.Nullable;

/**
 * What two counters counted between two looks at them.
 *
 * @param counts the events since the first look; {@link EventCounts#MISSING} where a look is
 * @param anomaly that a counter was reset, or what else is wrong; null where nothing is
 */
public record CounterIncrease(EventCounts counts, @Nullable CountAnomaly anomaly) {

  /**
   * The increase between two looks. A counter that fell started anew: as in Prometheus, what it
   * shows then is its increase.
   */
  public static CounterIncrease between(EventCounts before, EventCounts after) {
    if (!before.present() || !after.present()) {
      return new CounterIncrease(EventCounts.MISSING, null);
    }
    boolean reset = after.errors() < before.errors() || after.total() < before.total();
    EventCounts counts =
        new EventCounts(
            increase(before.errors(), after.errors()), increase(before.total(), after.total()));
    CountAnomaly impossible = counts.anomaly();
    return new CounterIncrease(
        counts, impossible == null && reset ? CountAnomaly.COUNTER_RESET : impossible);
  }

  private static double increase(double before, double after) {
    return after < before ? after : after - before;
  }
}
