package dev.homeostat.pid.fit;

import java.util.Optional;

/**
 * The coefficients that make {@code sum w (y - c x)^2} least, from rows that come one by one.
 *
 * <p>Solved by the normal equations, scaled to a unit diagonal, and Cholesky's method: Golub and
 * Van Loan, Matrix Computations (2013), section 5.3.
 */
public final class LeastSquares {

  /** Columns whose angle has a smaller squared sine than this are taken for one. */
  private static final double SINGULAR = 1e-12;

  private final int size;
  private final double[][] products;
  private final double[] targets;

  /** Sums of no rows yet. */
  public LeastSquares(int size) {
    this.size = size;
    products = new double[size][size];
    targets = new double[size];
  }

  /** Adds a row. */
  public void add(double weight, double target, double... row) {
    for (int i = 0; i < size; i++) {
      targets[i] += weight * row[i] * target;
      for (int j = 0; j <= i; j++) {
        products[i][j] += weight * row[i] * row[j];
      }
    }
  }

  /** The coefficients; empty where the rows do not determine them. */
  public Optional<double[]> solve() {
    double[] scale = new double[size];
    for (int i = 0; i < size; i++) {
      scale[i] = Math.sqrt(products[i][i]);
      if (!(scale[i] > 0 && scale[i] < Double.POSITIVE_INFINITY)) {
        return Optional.empty();
      }
    }
    double[][] lower = new double[size][size];
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = products[i][j] / (scale[i] * scale[j]);
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        if (i == j && !(rest > SINGULAR)) {
          return Optional.empty();
        }
        lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
      }
      double rest = targets[i] / scale[i];
      for (int k = 0; k < i; k++) {
        rest -= lower[i][k] * solution[k];
      }
      solution[i] = rest / lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        solution[i] -= lower[k][i] * solution[k];
      }
      solution[i] /= lower[i][i];
    }
    for (int i = 0; i < size; i++) {
      solution[i] /= scale[i];
    }
    return Optional.of(solution);
  }
}
