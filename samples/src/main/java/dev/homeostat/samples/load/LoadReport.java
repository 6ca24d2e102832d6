package dev.homeostat.samples.load;

import java.util.Arrays;

/** The tally of a run by second of arrival, warm-up excluded. */
final class LoadReport {
  private final int[] arrived;
  private final int[] succeeded;

  /** Of the requests that succeeded, from arrival to answer, summed up. */
  private final long[] latencyMicros;

  private long attempts;
  private long attemptErrors;
  private long maxLatenessMillis;

  LoadReport(int durationSeconds) {
    this.arrived = new int[durationSeconds];
    this.succeeded = new int[durationSeconds];
    this.latencyMicros = new long[durationSeconds];
  }

  void requestArrived(Arrival arrival, long latenessMillis) {
    if (arrival.isCounted()) {
      arrived[arrival.second()]++;
      maxLatenessMillis = Math.max(maxLatenessMillis, latenessMillis);
    }
  }

  /**
   * An attempt was answered, or it failed.
   *
   * @param sinceArrivalMicros from the arrival of its request on
   */
  void attemptEnded(Attempt attempt, boolean success, long sinceArrivalMicros) {
    Arrival arrival = attempt.arrival();
    if (arrival.isCounted()) {
      attempts++;
      if (success) {
        succeeded[arrival.second()]++;
        latencyMicros[arrival.second()] += sinceArrivalMicros;
      } else {
        attemptErrors++;
      }
    }
  }

  String json() {
    return "{\"arrived\":"
        + array(arrived)
        + ",\"succeeded\":"
        + array(succeeded)
        + ",\"latencyMicros\":"
        + array(latencyMicros)
        + ",\"attempts\":"
        + attempts
        + ",\"attemptErrors\":"
        + attemptErrors
        + ",\"maxLatenessMillis\":"
        + maxLatenessMillis
        + "}";
  }

  private static String array(int[] counts) {
    return Arrays.toString(counts).replace(" ", "");
  }

  private static String array(long[] sums) {
    return Arrays.toString(sums).replace(" ", "");
  }
}
