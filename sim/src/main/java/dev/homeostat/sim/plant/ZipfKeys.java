package dev.homeostat.sim.plant;

import java.util.Arrays;

/** Keys of which the k-th most popular is asked for in proportion to {@code k^-skew}. */
final class ZipfKeys {

  private final double[] cumulative;

  ZipfKeys(int keys, double skew) {
    cumulative = new double[keys];
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      sum += StrictMath.pow(key + 1.0, -skew);
      cumulative[key] = sum;
    }
  }

  /** The key of a number that is drawn evenly from 0 to 1; 0 is the most popular one. */
  int key(double uniform) {
    double sought = uniform * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, sought);
    return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found + 1);
  }
}
