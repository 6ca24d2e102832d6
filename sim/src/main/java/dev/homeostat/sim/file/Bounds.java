package dev.homeostat.sim.file;

import java.math.BigDecimal;

/**
 * The values that a field can have.
 *
 * @param least the smallest
 * @param included whether the smallest is one of them
 * @param most the largest
 */
record Bounds(double least, boolean included, double most) {

  private static final double WEEK_SECONDS = 604_800;

  static final Bounds SHARE = from(0, 1);
  static final Bounds TIME = from(0, WEEK_SECONDS);
  static final Bounds POSITIVE_TIME = above(0, WEEK_SECONDS);

  static Bounds from(double least, double most) {
    return new Bounds(least, true, most);
  }

  static Bounds above(double least, double most) {
    return new Bounds(least, false, most);
  }

  boolean hold(double value) {
    return (included ? value >= least : value > least) && value <= most;
  }

  /** The bounds in words, each with the unit after it. */
  String words(String unit) {
    return included
        ? "from " + text(least) + unit + " to " + text(most) + unit
        : "above " + text(least) + unit + " and at most " + text(most) + unit;
  }

  /** A value in plain digits. */
  static String text(double value) {
    return new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
