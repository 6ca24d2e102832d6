package dev.homeostat.pid.supervision;

/** Requirements on declared values, and the time between two samples. */
final class Durations {

  private static final double SECONDS_PER_MILLI = 1e-3;

  /** Finite and above 0. */
  static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and above 0, found " + value);
    }
  }

  /** Above 0 and at most 1. */
  static void share(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be above 0 and at most 1, found " + value);
    }
  }

  /** The time between two timestamps. */
  static double secondsBetween(long fromMillis, long toMillis) {
    return (toMillis - fromMillis) * SECONDS_PER_MILLI;
  }

  private Durations() {}
}
