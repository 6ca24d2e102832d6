package dev.homeostat.samples.load;

import java.util.Arrays;

/** The tally of a run by second of arrival, warm-up excluded. */
final class LoadReport {
  private final int[] arrived;
  private final int[] succeeded;
  private long attempts;
  private long attemptErrors;
  private long maxLatenessMillis;

  LoadReport(int durationSeconds) {
    this.arrived = new int[durationSeconds];
    this.succeeded = new int[durationSeconds];
  }

  void requestArrived(Arrival arrival, long latenessMillis) {
    if (arrival.isCounted()) {
      arrived[arrival.second()]++;
      maxLatenessMillis = Math.max(maxLatenessMillis, latenessMillis);
    }
  }

  void attemptEnded(Attempt attempt, boolean success) {
    Arrival arrival = attempt.arrival();
    if (arrival.isCounted()) {
      attempts++;
      if (success) {
        succeeded[arrival.second()]++;
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
}
