package dev.homeostat.pid.supervision;

import dev.homeostat.pid.fit.LeastSquares;
import java.util.List;

/**
 * How near a loop comes to the least variance that its dead time allows: the variance of what the
 * errors before the dead time do not predict, over the variance of all.
 *
 * <pre>{@code
 * e(t) = sum over i < order of a(i) e(t - b - i) + rest,  index = var(rest) / var(e)
 * }</pre>
 *
 * <p>Source: Harris, Assessment of Control Loop Performance (1989), computed as in Desborough and
 * Harris (1992).
 *
 * <p>Regimes. 1: no law does better. Near 0: most of the variance could be taken out, by other
 * gains or a feed-forward.
 */
public sealed interface HarrisIndex {

  /**
   * The index.
   *
   * @param ratio within 0 to 1
   */
  record Measured(double ratio) implements HarrisIndex {}

  /**
   * No index.
   *
   * @param reason why
   */
  record NotMeasured(Reason reason) implements HarrisIndex {}

  /** Why there is no index. */
  enum Reason {
    /** There are fewer errors than ten times the order, and the dead time. */
    TOO_FEW_SAMPLES,
    /** An error is NaN or infinite. */
    NOT_FINITE,
    /** The errors do not vary. */
    NO_VARIANCE
  }

  /**
   * The index of errors that were sampled evenly.
   *
   * @param errors in the order of time
   * @param deadTimeSamples b, 1 or more
   * @param order of the prediction, 1 or more; 5 to 20 is usual
   */
  static HarrisIndex of(List<Double> errors, int deadTimeSamples, int order) {
    if (deadTimeSamples < 1 || order < 1) {
      throw new IllegalArgumentException(
          "deadTimeSamples and order must be 1 or more, found "
              + deadTimeSamples
              + " and "
              + order);
    }
    double[] values = errors.stream().mapToDouble(Double::doubleValue).toArray();
    int first = deadTimeSamples + order - 1;
    if (values.length < first + 10 * order) {
      return new NotMeasured(Reason.TOO_FEW_SAMPLES);
    }
    double mean = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return new NotMeasured(Reason.NOT_FINITE);
      }
      mean += value / values.length;
    }
    LeastSquares sums = new LeastSquares(order);
    for (int t = first; t < values.length; t++) {
      sums.add(1, values[t] - mean, before(values, mean, t - deadTimeSamples, order));
    }
    double[] weights = sums.solve().orElse(null);
    if (weights == null) {
      return new NotMeasured(Reason.NO_VARIANCE);
    }
    double rest = 0;
    double all = 0;
    for (int t = first; t < values.length; t++) {
      double[] before = before(values, mean, t - deadTimeSamples, order);
      double unexplained = values[t] - mean;
      for (int lag = 0; lag < order; lag++) {
        unexplained -= weights[lag] * before[lag];
      }
      rest += unexplained * unexplained;
      all += (values[t] - mean) * (values[t] - mean);
    }
    // The coefficients are taken from the same samples, so each explains a little of the noise.
    int rows = values.length - first;
    return new Measured(Math.min(1, rest / (rows - order) / (all / (rows - 1))));
  }

  private static double[] before(double[] values, double mean, int last, int order) {
    double[] before = new double[order];
    for (int lag = 0; lag < order; lag++) {
      before[lag] = values[last - lag] - mean;
    }
    return before;
  }
}
