package dev.homeostat.slo;

import org.jspecify.annotations.Nullable;

/**
 * Events of one service in one window.
 *
 * @param errors events that were bad
 * @param total all events
 */
public record EventCounts(double errors, double total) {

  /** No data, which is neither silence nor health. */
  public static final EventCounts MISSING = new EventCounts(Double.NaN, Double.NaN);

  /** No events. */
  public static final EventCounts NONE = new EventCounts(0, 0);

  /** Counts of an indicator that counts successes. */
  public static EventCounts ofSuccesses(double successes, double total) {
    return new EventCounts(total - successes, total);
  }

  /** Whether there is data, plausible or not. */
  public boolean present() {
    return !(Double.isNaN(errors) && Double.isNaN(total));
  }

  /** What is wrong with these counts, or null where they can be. */
  public @Nullable CountAnomaly anomaly() {
    if (!Double.isFinite(errors) || !Double.isFinite(total)) {
      return CountAnomaly.NOT_FINITE;
    }
    if (total < 0) {
      return CountAnomaly.NEGATIVE;
    }
    if (errors > total) {
      return CountAnomaly.MORE_ERRORS_THAN_EVENTS;
    }
    return errors < 0 ? CountAnomaly.MORE_SUCCESSES_THAN_EVENTS : null;
  }

  /** These events and others. */
  public EventCounts plus(EventCounts other) {
    return new EventCounts(errors + other.errors, total + other.total);
  }

  /** Share of the events that were bad; only for plausible counts of at least one event. */
  public double errorRatio() {
    // A negative zero would be written as -0 wherever it ends up.
    return errors == 0 ? 0 : errors / total;
  }
}
