package dev.homeostat.engine.tuning;

/**
 * What a service can do, by the Universal Scalability Law, and how near to that it is.
 *
 * @param points pairs of a load and a throughput that were used
 * @param leftOut samples that were not: idle ones, and those without a partner of the same time
 * @param law the coefficients
 * @param explainedRatio how much of the variance of the throughput it explains, 1 is all
 * @param peakLoad load beyond which less is done
 * @param peakThroughput what is done there
 * @param largestLoad that was seen; a peak beyond it is extrapolated
 * @param today the last pair
 */
public record Capacity(
    int points,
    int leftOut,
    Law law,
    double explainedRatio,
    double peakLoad,
    double peakThroughput,
    double largestLoad,
    Today today) {

  /** Whether the record reaches up to the peak. */
  public boolean peakSeen() {
    return largestLoad >= peakLoad;
  }

  /**
   * {@code X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))}.
   *
   * @param lambda throughput of one
   * @param sigma contention, the part that is done one after the other
   * @param kappa coherency, what each pair costs
   */
  public record Law(double lambda, double sigma, double kappa) {}

  /**
   * Where the service stands.
   *
   * @param load its last load
   * @param throughput its last throughput
   * @param percentOfPeak the load as percent of the peak load
   * @param level OK, Warning from 80 percent on, Critical from 90 percent on
   */
  public record Today(double load, double throughput, double percentOfPeak, String level) {}
}
