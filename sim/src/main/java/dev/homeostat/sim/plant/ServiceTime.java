package dev.homeostat.sim.plant;

/**
 * How long a server works on an attempt.
 *
 * @param meanSeconds on average
 * @param exponential whether it is drawn from an exponential distribution, or always the same
 */
public record ServiceTime(double meanSeconds, boolean exponential) {

  public ServiceTime {
    if (!(meanSeconds > 0 && meanSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a positive time of service, found " + meanSeconds + " s");
    }
  }

  /** An exponential time. */
  public static ServiceTime exponential(double meanSeconds) {
    return new ServiceTime(meanSeconds, true);
  }

  /** Always the same time. */
  public static ServiceTime fixed(double seconds) {
    return new ServiceTime(seconds, false);
  }
}
