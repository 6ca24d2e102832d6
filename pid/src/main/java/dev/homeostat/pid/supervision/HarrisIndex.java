package dev.homeostat.pid.supervision;

import dev.homeostat.pid.fit.LeastSquares;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
 * gains or a feed-forward. The bound is that of any law, so that a PI law which answers well to a
 * load that wanders is far below it: 0.16 with SIMC's gains where the dead time is a fifth of the
 * lag. It misleads over a change of the set point, which no noise explains, on a saturated loop,
 * and where the dead time is wrong.
 */
public sealed interface HarrisIndex {

  /**
   * The index.
   *
   * @param ratio within 0 to 1
   * @param deviation of the errors from their mean, in the signal's unit
   */
  record Measured(double ratio, double deviation) implements HarrisIndex {}

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
  static HarrisIndex of(double[] errors, int deadTimeSamples, int order) {
    int first = deadTimeSamples + order - 1;
    if (errors.length < leastSamples(deadTimeSamples, order)) {
      return new NotMeasured(Reason.TOO_FEW_SAMPLES);
    }
    double[] values = errors.clone();
    double mean = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        return new NotMeasured(Reason.NOT_FINITE);
      }
      mean += value / values.length;
    }
    double all = 0;
    for (int t = 0; t < values.length; t++) {
      values[t] -= mean;
      all += t < first ? 0 : values[t] * values[t];
    }
    int rows = values.length - first;
    // The same value over and over is not exactly its mean.
    double rounding = 1e-12 * mean;
    if (all <= rows * rounding * rounding) {
      return new NotMeasured(Reason.NO_VARIANCE);
    }
    double[] weights = weights(values, deadTimeSamples, order, all);
    if (weights == null) {
      return new NotMeasured(Reason.NO_VARIANCE);
    }
    double rest = 0;
    for (int t = first; t < values.length; t++) {
      double unexplained = values[t];
      for (int lag = 0; lag < order; lag++) {
        unexplained -= weights[lag] * values[t - deadTimeSamples - lag];
      }
      rest += unexplained * unexplained;
    }
    // The coefficients are taken from the same samples, so each explains a little of the noise.
    double variance = all / (rows - 1);
    return new Measured(Math.min(1, rest / (rows - order) / variance), Math.sqrt(variance));
  }

  /** How many errors an index needs: ten for each coefficient, and those before the first. */
  static int leastSamples(int deadTimeSamples, int order) {
    if (deadTimeSamples < 1 || order < 1) {
      throw new IllegalArgumentException(
          "deadTimeSamples and order must be 1 or more, found "
              + deadTimeSamples
              + " and "
              + order);
    }
    return deadTimeSamples + order - 1 + 10 * order;
  }

  private static double @Nullable [] weights(
      double[] values, int deadTimeSamples, int order, double all) {
    LeastSquares sums = new LeastSquares(order);
    double[] row = new double[order];
    for (int t = deadTimeSamples + order - 1; t < values.length; t++) {
      for (int lag = 0; lag < order; lag++) {
        row[lag] = values[t - deadTimeSamples - lag];
      }
      sums.add(1, values[t], row);
    }
    // A swing without noise has fewer dimensions than coefficients: a little noise decides.
    Arrays.fill(row, 0);
    for (int lag = 0; lag < order; lag++) {
      row[lag] = 1;
      sums.add(1e-9 * all, 0, row);
      row[lag] = 0;
    }
    return sums.solve().orElse(null);
  }
}
