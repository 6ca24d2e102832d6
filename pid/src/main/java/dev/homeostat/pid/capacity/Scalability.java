package dev.homeostat.pid.capacity;

/**
 * How much a service can do, by the Universal Scalability Law.
 *
 * <pre>{@code
 * X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1))
 * peak at N* = sqrt((1 - sigma) / kappa)
 * }</pre>
 *
 * <p>Source: Gunther, Guerrilla Capacity Planning (2007), chapter 4; the scale as in Schwarz and
 * others' third coefficient.
 *
 * <p>Regimes. {@code sigma = kappa = 0}: linear. {@code kappa = 0}: levels off at {@code
 * lambda/sigma}, without a peak. Else it falls beyond its peak: more concurrency is then less work.
 * It fails where a queue in front of the service is counted as its load, and where requests differ
 * in what they cost.
 *
 * @param scale lambda, throughput of one
 * @param contention sigma, the part that is done one after the other
 * @param coherency kappa, what each pair costs
 */
public record Scalability(double scale, double contention, double coherency) {

  private static final double WARNING_RATIO = 0.8;
  private static final double CRITICAL_RATIO = 0.9;

  /** How near to the peak a service is. */
  public enum Level {
    /** Below 80 percent of the peak. */
    NORMAL,
    /** At 80 percent or more. */
    WARNING,
    /** At 90 percent or more, or beyond the peak. */
    CRITICAL
  }

  public Scalability {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale must be finite and above 0, found " + scale);
    }
    if (!(contention >= 0 && contention < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "contention must be finite and 0 or more, found " + contention);
    }
    if (!(coherency >= 0 && coherency < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "coherency must be finite and 0 or more, found " + coherency);
    }
  }

  /** Throughput at a concurrency. */
  public double throughput(double concurrency) {
    return scale
        * concurrency
        / (1 + contention * (concurrency - 1) + coherency * concurrency * (concurrency - 1));
  }

  /** Concurrency at which throughput is highest; infinite where it only levels off. */
  public double peakConcurrency() {
    if (coherency == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return contention >= 1 ? 1 : Math.max(1, Math.sqrt((1 - contention) / coherency));
  }

  /** The highest throughput; the one it levels off at where there is no peak. */
  public double peakThroughput() {
    if (coherency > 0) {
      return throughput(peakConcurrency());
    }
    return contention == 0 ? Double.POSITIVE_INFINITY : scale / contention;
  }

  /** How near a concurrency is to the one beyond which less is done. */
  public Level levelOfConcurrency(double concurrency) {
    return level(concurrency / peakConcurrency());
  }

  /** The level of a part of the peak. */
  static Level level(double ratio) {
    // What is not a number is no reason to be at ease.
    if (!(ratio < CRITICAL_RATIO)) {
      return Level.CRITICAL;
    }
    return ratio >= WARNING_RATIO ? Level.WARNING : Level.NORMAL;
  }
}
