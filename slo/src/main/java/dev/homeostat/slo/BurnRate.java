package dev.homeostat.slo;

import org.jspecify.annotations.Nullable;

/**
 * How fast a chain spends its error budget: 1 spends exactly the budget of a period in that period.
 *
 * <p>{@code burnRate = errorRatio / (1 - objective)}; Google SRE Workbook, chapter 5.
 */
public sealed interface BurnRate {

  /**
   * Burn rate of one service.
   *
   * @param service its index, which the result names where there is no number
   * @param counts of one window
   * @param objective its success ratio, strictly between 0 and 1
   * @param minEvents events that the window must hold
   */
  static BurnRate of(int service, EventCounts counts, double objective, double minEvents) {
    if (!(objective > 0 && objective < 1)) {
      throw new IllegalArgumentException("objective must lie in (0, 1): " + objective);
    }
    if (!(minEvents >= 1 && Double.isFinite(minEvents))) {
      throw new IllegalArgumentException("minEvents must be 1 or more: " + minEvents);
    }
    BurnRate unusable = unusable(service, counts, minEvents);
    return unusable != null ? unusable : new Measured(counts.errorRatio() / (1 - objective));
  }

  /** Why counts tell no ratio, or null where they do. */
  static @Nullable BurnRate unusable(int service, EventCounts counts, double minEvents) {
    if (!counts.present()) {
      return new Missing(service);
    }
    if (counts.anomaly() != null) {
      return new Implausible(service, counts);
    }
    if (counts.total() == 0) {
      return new NoTraffic(service);
    }
    return counts.total() < minEvents ? new LowTraffic(service, counts.total(), minEvents) : null;
  }

  /**
   * A burn rate that was measured.
   *
   * @param value ratio of the error ratio to the error budget, finite and not negative
   */
  record Measured(double value) implements BurnRate {
    public Measured {
      // A NaN is above no factor, and so would pass for health.
      if (!(value >= 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException("a burn rate is finite and not negative: " + value);
      }
    }
  }

  /**
   * Too few events to tell; silence is neither an outage nor a success.
   *
   * @param service index of the first service with too few events
   * @param events what its window held
   * @param minEvents what it must hold
   */
  record LowTraffic(int service, double events, double minEvents) implements BurnRate {}

  /**
   * No event at all, where a chain's own reading tells it apart from a few.
   *
   * @param service index of the first silent service
   */
  record NoTraffic(int service) implements BurnRate {}

  /**
   * No data: the source holds no series, or not yet.
   *
   * @param service index of the service
   */
  record Missing(int service) implements BurnRate {}

  /**
   * Counts that cannot be: more errors than events, or a number that is not finite.
   *
   * @param service index of the service
   * @param counts what was found
   */
  record Implausible(int service, EventCounts counts) implements BurnRate {}
}
