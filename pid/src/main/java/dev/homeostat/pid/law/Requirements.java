package dev.homeostat.pid.law;

/** What declared values must fulfil; the message names the value, what was expected and found. */
final class Requirements {

  /** Finite and above 0. */
  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, "finite and above 0", value);
  }

  /** Above 0, and perhaps infinite. */
  static void time(String name, double value) {
    check(value > 0, name, "above 0", value);
  }

  /** Finite and 0 or more. */
  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, "finite and 0 or more", value);
  }

  /** Finite. */
  static void finite(String name, double value) {
    check(Double.isFinite(value), name, "finite", value);
  }

  /** Finite and above a bound. */
  static void above(String name, double value, double bound) {
    check(value > bound && value < Double.POSITIVE_INFINITY, name, "finite, above " + bound, value);
  }

  /** Within two bounds. */
  static void within(String name, double value, double least, double most) {
    check(value >= least && value <= most, name, "within " + least + " to " + most, value);
  }

  private static void check(boolean met, String name, String expected, double found) {
    if (!met) {
      throw new IllegalArgumentException(name + " must be " + expected + ", found " + found);
    }
  }

  private Requirements() {}
}
