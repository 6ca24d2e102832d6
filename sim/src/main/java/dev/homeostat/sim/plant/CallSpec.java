package dev.homeostat.sim.plant;

/**
 * A dependency that some requests call while they hold their server.
 *
 * @param shareOfRequests how many call it; all attempts of a request do, or none
 * @param meanSeconds how long a call takes on average; the dial {@code callMeanSeconds} changes it
 */
public record CallSpec(double shareOfRequests, double meanSeconds) {

  public CallSpec {
    if (!(shareOfRequests >= 0 && shareOfRequests <= 1)) {
      throw new IllegalArgumentException(
          "expected a share of the requests from 0 to 1, found " + shareOfRequests);
    }
    if (!(meanSeconds > 0 && meanSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive time of a call, found " + meanSeconds + " s");
    }
  }
}
