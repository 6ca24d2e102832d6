package dev.homeostat.slo;

import java.util.List;

/**
 * Services that a request passes one after the other; it succeeds when each of them does.
 *
 * <p>{@code availability = product(A_i)}, so {@code errorRatio = 1 - product(1 - e_i)}.
 *
 * @param objective end-to-end success ratio, strictly between 0 and 1
 * @param minEvents events that each service's window must hold
 */
public record SerialChain(double objective, double minEvents) {

  public SerialChain {
    if (!(objective > 0 && objective < 1) || !(minEvents >= 1)) {
      throw new IllegalArgumentException("objective must lie in (0, 1) and minEvents be 1 or more");
    }
  }

  /**
   * Success ratio of services in series.
   *
   * @param availabilities of each service, within 0 to 1
   */
  public static double availability(List<Double> availabilities) {
    double product = 1;
    for (double availability : availabilities) {
      product *= availability;
    }
    return product;
  }

  /**
   * Burn rate of the chain.
   *
   * @param counts of one window, one a service; at least one
   */
  public BurnRate burnRate(List<EventCounts> counts) {
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("a chain without services has no burn rate");
    }
    double success = 1;
    for (int service = 0; service < counts.size(); service++) {
      EventCounts window = counts.get(service);
      if (window.anomaly() != null) {
        return new BurnRate.Implausible(service, window);
      }
      if (window.total() < minEvents) {
        return new BurnRate.LowTraffic(service, window.total(), minEvents);
      }
      success *= 1 - window.errorRatio();
    }
    return new BurnRate.Measured((1 - success) / (1 - objective));
  }
}
