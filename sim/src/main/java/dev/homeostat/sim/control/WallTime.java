package dev.homeostat.sim.control;

import dev.homeostat.sim.kernel.VirtualTime;

/** The wall clock of a run, which always begins at the same time. */
final class WallTime {

  /** The start of 2026, UTC. */
  static final long START_MILLIS = 1_767_225_600_000L;

  private static final long MILLI_NANOS = VirtualTime.SECOND_NANOS / 1_000;

  /** Milliseconds since the epoch at a time of the run. */
  static long millis(long nanos) {
    return START_MILLIS + nanos / MILLI_NANOS;
  }

  /** A time since the start of the run, such as {@code 65 s}. */
  static String secondsText(long epochMillis) {
    return (epochMillis - START_MILLIS) / 1_000 + " s";
  }

  private WallTime() {}
}
