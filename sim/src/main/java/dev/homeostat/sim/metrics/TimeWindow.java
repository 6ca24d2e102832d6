package dev.homeostat.sim.metrics;

/**
 * A span of virtual time.
 *
 * @param fromSeconds its start, included
 * @param toSeconds its end, excluded
 */
public record TimeWindow(double fromSeconds, double toSeconds) {

  public TimeWindow {
    if (!(fromSeconds >= 0 && fromSeconds < toSeconds && toSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected 0 <= from < to, found " + fromSeconds + " and " + toSeconds);
    }
  }

  /** Whether a time lies in it. */
  public boolean holds(double seconds) {
    return seconds >= fromSeconds && seconds < toSeconds;
  }
}
