package dev.homeostat.pid.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LeastSquaresTest {

  /** Anscombe's first data set (1973): intercept 3.0001, slope 0.5001. */
  @Test
  void solve_anscombe_isHisLine() {
    double[] x = {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    double[] y = {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
    LeastSquares sums = new LeastSquares(2);
    for (int row = 0; row < x.length; row++) {
      sums.add(1, y[row], 1, x[row]);
    }

    assertThat(sums.solve().orElseThrow()[0]).isEqualTo(3.0001, within(5e-5));
    assertThat(sums.solve().orElseThrow()[1]).isEqualTo(0.5001, within(5e-5));
  }

  /** Columns of very different size: exact data give their coefficients back. */
  @Test
  void solve_exactRows_givesTheirCoefficients() {
    LeastSquares sums = new LeastSquares(3);
    for (int n = 1; n < 12; n++) {
      double value = 3 - 2e-4 * n * n + 5e-9 * n * n * n * 1e3;
      sums.add(n, value, 1, n * n, n * n * n * 1e3);
    }

    double[] found = sums.solve().orElseThrow();
    assertThat(found[0]).isEqualTo(3, within(1e-9));
    assertThat(found[1]).isEqualTo(-2e-4, within(1e-12));
    assertThat(found[2]).isEqualTo(5e-9, within(1e-14));
  }

  /** Weights as counts: a row of weight 3 is three rows. */
  @Test
  void solve_weight_countsAsThatManyRows() {
    LeastSquares sums = new LeastSquares(1);
    sums.add(3, 1, 1);
    sums.add(1, 5, 1);

    assertThat(sums.solve().orElseThrow()).containsExactly(2);
  }

  @Test
  void solve_notDetermined_isEmpty() {
    LeastSquares same = new LeastSquares(2);
    LeastSquares zero = new LeastSquares(2);
    LeastSquares broken = new LeastSquares(1);
    for (int row = 1; row < 5; row++) {
      same.add(1, row, row, 2 * row);
      zero.add(1, row, row, 0);
    }
    broken.add(1, 1, Double.NaN);

    assertThat(same.solve()).isEmpty();
    assertThat(zero.solve()).isEmpty();
    assertThat(broken.solve()).isEmpty();
    assertThat(new LeastSquares(1).solve()).isEmpty();
  }
}
