package dev.homeostat.pid.supervision;

/**
 * How an index is found.
 *
 * @param deadTimeSeconds of the process, 0 or more
 * @param samples of a window
 * @param order of the prediction, 1 or more
 * @param poorBelow an index below this is poor, 0 to 1
 */
public record PerformanceSettings(
    double deadTimeSeconds, int samples, int order, double poorBelow) {

  public PerformanceSettings {
    if (!(deadTimeSeconds >= 0 && deadTimeSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "deadTimeSeconds must be finite and 0 or more, found " + deadTimeSeconds);
    }
    int least = HarrisIndex.leastSamples(1, order);
    if (samples < least) {
      throw new IllegalArgumentException(
          "samples must be %d or more with order %d, found %d".formatted(least, order, samples));
    }
    if (!(poorBelow >= 0 && poorBelow <= 1)) {
      throw new IllegalArgumentException("poorBelow must be 0 to 1, found " + poorBelow);
    }
  }

  /** Whether the window holds what an index needs. */
  public boolean measures(double sampleSeconds) {
    return samples >= HarrisIndex.leastSamples(deadTimeSamples(sampleSeconds), order);
  }

  /**
   * After how many samples an output can first be seen in the signal: those within the dead time,
   * and the one until which the output waits.
   */
  int deadTimeSamples(double sampleSeconds) {
    return (int) Math.min(samples, Math.floor(deadTimeSeconds / sampleSeconds)) + 1;
  }
}
