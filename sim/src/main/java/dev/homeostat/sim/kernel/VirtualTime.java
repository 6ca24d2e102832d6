package dev.homeostat.sim.kernel;

/** Seconds, as people write them, and nanoseconds, as the clock counts them. */
public final class VirtualTime {

  /** Nanoseconds of a second. */
  public static final long SECOND_NANOS = 1_000_000_000L;

  /** The time in nanoseconds, to the nearest. */
  public static long nanos(double seconds) {
    if (!(seconds >= 0 && seconds <= EventLoop.LONGEST_NANOS / (double) SECOND_NANOS)) {
      throw new IllegalArgumentException(
          "expected a time that is finite and not negative, found " + seconds + " s");
    }
    return Math.round(seconds * SECOND_NANOS);
  }

  /** The time in seconds. */
  public static double seconds(long nanos) {
    return nanos / (double) SECOND_NANOS;
  }

  private VirtualTime() {}
}
