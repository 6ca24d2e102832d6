package dev.homeostat.slo.cost;

import dev.homeostat.slo.Guarantee;

/**
 * What a guarantee would bring and take.
 *
 * @param guarantee which one
 * @param wrongProbability that an answer is wrong, within 0 to 1
 * @param coordinationMillis by which it delays a request, finite and not negative
 */
public record GuaranteeOption(
    Guarantee guarantee, double wrongProbability, double coordinationMillis) {

  public GuaranteeOption {
    if (!(wrongProbability >= 0 && wrongProbability <= 1)
        || !(coordinationMillis >= 0 && Double.isFinite(coordinationMillis))) {
      throw new IllegalArgumentException(
          "expected a probability and a finite delay, found "
              + wrongProbability
              + " and "
              + coordinationMillis
              + " ms");
    }
  }
}
