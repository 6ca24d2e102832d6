package dev.homeostat.sim.plant;

/**
 * The values that a knob can have.
 *
 * @param min smallest
 * @param max largest
 * @param initial what it is at the start
 * @param whole whether it has whole numbers only
 */
public record Range(double min, double max, double initial, boolean whole) {

  public Range {
    if (!(Double.NEGATIVE_INFINITY < min && min <= max && max < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected finite bounds in order, found " + min + " and " + max);
    }
    if (!isValue(min, max, initial, whole)) {
      throw new IllegalArgumentException(
          "expected an initial value from " + min + " to " + max + ", found " + initial);
    }
  }

  /** Refuses what is no value of it. */
  void require(String what, double value) {
    if (!isValue(min, max, value, whole)) {
      throw new IllegalArgumentException(
          "expected a "
              + (whole ? "whole number" : "number")
              + " from "
              + min
              + " to "
              + max
              + " for the "
              + what
              + ", found "
              + value);
    }
  }

  private static boolean isValue(double min, double max, double value, boolean whole) {
    return value >= min && value <= max && (!whole || value == StrictMath.rint(value));
  }
}
