package dev.homeostat.slo.alert;

import java.util.OptionalDouble;

/**
 * An alert that fires while the burn rate is above a factor in both windows.
 *
 * @param severity whom it wakes
 * @param factor {@code budgetShare * period / longWindow}
 * @param longMillis window that tells that enough was spent
 * @param shortMillis window that tells that it is still being spent
 */
public record AlertRule(Severity severity, double factor, long longMillis, long shortMillis) {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** The error ratio above which it fires. */
  public double errorRatio(double objective) {
    return factor * (1 - objective);
  }

  /**
   * How long a steady failure that starts in a clean window takes until the long window reaches the
   * factor; the short one does so before. Empty where it never does.
   *
   * @param objective success ratio, strictly between 0 and 1
   * @param errorRatio share of the events that fail, within 0 to 1
   */
  public OptionalDouble detectionSeconds(double objective, double errorRatio) {
    if (!(objective > 0 && objective < 1) || !(errorRatio >= 0 && errorRatio <= 1)) {
      throw new IllegalArgumentException(
          "no detection at an objective of " + objective + " and an error ratio of " + errorRatio);
    }
    double share = errorRatio(objective) / errorRatio;
    return share <= 1
        ? OptionalDouble.of(share * longMillis / MILLIS_PER_SECOND)
        : OptionalDouble.empty();
  }
}
