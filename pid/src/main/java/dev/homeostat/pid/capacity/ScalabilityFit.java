package dev.homeostat.pid.capacity;

import dev.homeostat.pid.fit.LeastSquares;
import java.util.Arrays;
import java.util.List;

/**
 * The Universal Scalability Law that fits a history best, or why none does.
 *
 * <p>Source: the least squares of throughput itself, as the R package usl (Moeding) computes them;
 * Gauss and Newton's method with halved steps, Nocedal and Wright, Numerical Optimization (2006),
 * section 10.3.
 *
 * <p>Regimes. Right for a history in which the load alone changed. A limit on admission looks like
 * a flat peak, retries and errors that count as throughput hide it, and a history that ends before
 * the peak leaves it to be extrapolated.
 */
public sealed interface ScalabilityFit {

  /**
   * A fit.
   *
   * @param law with the least squares of throughput
   * @param explainedRatio how much of the variance of throughput it explains, 1 is all
   * @param peakSeen whether the history reaches up to the peak; where not, it is extrapolated
   */
  record Fitted(Scalability law, double explainedRatio, boolean peakSeen)
      implements ScalabilityFit {}

  /**
   * No fit.
   *
   * @param reason why
   */
  record NotFitted(Reason reason) implements ScalabilityFit {}

  /** Why there is no fit. */
  enum Reason {
    /** There are fewer than 4 different concurrencies, one more than there are coefficients. */
    TOO_FEW_POINTS,
    /** A value is not finite or not above 0. */
    IMPLAUSIBLE_POINT,
    /** The best law explains less than half of the variance. */
    POOR_FIT
  }

  /**
   * Fits a history. With {@code N/X = a + b (N - 1) + c N (N - 1)} the law is linear in {@code a =
   * 1/lambda}, {@code b = sigma/lambda} and {@code c = kappa/lambda}; solved with the errors
   * weighed as those of X, that is where the method of Gauss and Newton starts, which makes the
   * squares of X itself least. A cost that would be negative is left out.
   */
  static ScalabilityFit of(List<LoadPoint> history) {
    for (LoadPoint point : history) {
      if (!isCount(point.concurrency()) || !isCount(point.throughput())) {
        return new NotFitted(Reason.IMPLAUSIBLE_POINT);
      }
    }
    if (history.stream().mapToDouble(LoadPoint::concurrency).distinct().count() < 4) {
      return new NotFitted(Reason.TOO_FEW_POINTS);
    }
    double[] best = {};
    double least = Double.POSITIVE_INFINITY;
    for (int[] terms : new int[][] {{0, 1, 2}, {0, 1}, {0, 2}, {0}}) {
      double[] found = solve(history, terms);
      if (squares(history, found) < least) {
        least = squares(history, found);
        best = found;
      }
    }
    double explained = 1 - least / variance(history);
    if (!(explained >= 0.5)) {
      return new NotFitted(Reason.POOR_FIT);
    }
    Scalability law = new Scalability(1 / best[0], best[1] / best[0], best[2] / best[0]);
    double seen = history.stream().mapToDouble(LoadPoint::concurrency).max().orElse(0);
    return new Fitted(law, explained, seen >= law.peakConcurrency());
  }

  private static boolean isCount(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static double[] solve(List<LoadPoint> history, int[] terms) {
    LeastSquares sums = new LeastSquares(terms.length);
    for (LoadPoint point : history) {
      // An error of X is one of N/X times X^2/N.
      double share = point.throughput() * point.throughput() / point.concurrency();
      sums.add(
          share * share, point.concurrency() / point.throughput(), row(point.concurrency(), terms));
    }
    double[] found = spread(sums, terms);
    for (int round = 0;
        round < 100 && squares(history, found) < Double.POSITIVE_INFINITY;
        round++) {
      LeastSquares slopes = new LeastSquares(terms.length);
      for (LoadPoint point : history) {
        double throughput = throughput(point.concurrency(), found);
        double share = throughput * throughput / point.concurrency();
        // X falls by share times what N/X grows by.
        slopes.add(
            share * share,
            (throughput - point.throughput()) / share,
            row(point.concurrency(), terms));
      }
      double[] next = stepped(history, found, spread(slopes, terms));
      if (Arrays.equals(next, found)) {
        break;
      }
      found = next;
    }
    return found;
  }

  /** The way as far as it makes the squares less, halved until it does. */
  private static double[] stepped(List<LoadPoint> history, double[] from, double[] way) {
    double before = squares(history, from);
    for (double share = 1; share > 1e-6; share /= 2) {
      double[] next = from.clone();
      for (int term = 0; term < next.length; term++) {
        next[term] += share * way[term];
      }
      if (squares(history, next) < before) {
        return next;
      }
    }
    return from;
  }

  private static double[] row(double concurrency, int[] terms) {
    double[] all = {1, concurrency - 1, concurrency * (concurrency - 1)};
    return Arrays.stream(terms).mapToDouble(term -> all[term]).toArray();
  }

  private static double[] spread(LeastSquares sums, int[] terms) {
    double[] all = new double[3];
    double[] found = sums.solve().orElseGet(() -> new double[terms.length]);
    for (int index = 0; index < terms.length; index++) {
      all[terms[index]] = found[index];
    }
    return all;
  }

  private static double throughput(double concurrency, double[] found) {
    return concurrency
        / (found[0] + found[1] * (concurrency - 1) + found[2] * concurrency * (concurrency - 1));
  }

  /** Infinite where the coefficients are those of no law. */
  private static double squares(List<LoadPoint> history, double[] found) {
    if (!(found[0] > 0 && found[1] >= 0 && found[2] >= 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (LoadPoint point : history) {
      double error = point.throughput() - throughput(point.concurrency(), found);
      sum += error * error;
    }
    return sum;
  }

  private static double variance(List<LoadPoint> history) {
    double mean = history.stream().mapToDouble(LoadPoint::throughput).average().orElse(0);
    double sum = 0;
    for (LoadPoint point : history) {
      sum += (point.throughput() - mean) * (point.throughput() - mean);
    }
    return sum;
  }
}
