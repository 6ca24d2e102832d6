package dev.homeostat.sim.metrics;

import java.util.List;

/**
 * How a plant's series reach a controller.
 *
 * @param intervalSeconds time from one scrape to the next
 * @param delaySeconds time from a scrape until its samples can be seen; their stamps are the
 *     scrape's
 * @param lossRatio share of the scrapes that fail at random
 * @param outages times at which every scrape fails
 */
public record ScrapePolicy(
    double intervalSeconds, double delaySeconds, double lossRatio, List<TimeWindow> outages) {

  public ScrapePolicy {
    if (!(intervalSeconds > 0 && intervalSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive scrape interval, found " + intervalSeconds + " s");
    }
    if (!(delaySeconds >= 0 && delaySeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a scrape delay that is not negative, found " + delaySeconds + " s");
    }
    if (!(lossRatio >= 0 && lossRatio <= 1)) {
      throw new IllegalArgumentException(
          "expected a share of lost scrapes from 0 to 1, found " + lossRatio);
    }
    outages = List.copyOf(outages);
  }

  /** One scrape a second, seen one second later, none lost. */
  public static ScrapePolicy everySecond() {
    return new ScrapePolicy(1, 1, 0, List.of());
  }

  /** The same, with an outage. */
  public ScrapePolicy withOutage(double fromSeconds, double toSeconds) {
    return new ScrapePolicy(
        intervalSeconds, delaySeconds, lossRatio, List.of(new TimeWindow(fromSeconds, toSeconds)));
  }

  boolean isOut(double seconds) {
    return outages.stream().anyMatch(outage -> outage.holds(seconds));
  }
}
