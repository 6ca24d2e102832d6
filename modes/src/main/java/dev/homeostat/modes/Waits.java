package dev.homeostat.modes;

/**
 * What the machine remembers of earlier moves, for the waits before the next ones.
 *
 * @param repeats how often it came back too soon: n of the {@link BackOff}
 * @param leftDegradedMillis time since Degraded was last left upwards; {@link #NEVER} before
 * @param leftFloorMillis time since Floor was last left upwards; likewise
 * @param reachedTargetMillis time since Target was last reached by climbing; likewise
 */
public record Waits(
    int repeats, long leftDegradedMillis, long leftFloorMillis, long reachedTargetMillis) {

  /** The time since something that has not happened. */
  public static final long NEVER = -1;

  /** A workload that has never moved. */
  public static final Waits NEW = new Waits(0, NEVER, NEVER, NEVER);

  public Waits {
    if (repeats < 0) {
      throw new IllegalArgumentException("repeats must not be negative");
    }
  }

  Waits after(long passedMillis) {
    return this.equals(NEW)
        ? this
        : new Waits(
            repeats,
            later(leftDegradedMillis, passedMillis),
            later(leftFloorMillis, passedMillis),
            later(reachedTargetMillis, passedMillis));
  }

  private static long later(long sinceMillis, long passedMillis) {
    return sinceMillis == NEVER ? NEVER : sinceMillis + passedMillis;
  }

  Waits withRepeats(int count) {
    return count == repeats
        ? this
        : new Waits(count, leftDegradedMillis, leftFloorMillis, reachedTargetMillis);
  }

  /** The same, once the mode has been left upwards. */
  Waits left(Mode mode) {
    return new Waits(
        repeats,
        mode == Mode.DEGRADED ? 0 : leftDegradedMillis,
        mode == Mode.FLOOR ? 0 : leftFloorMillis,
        mode == Mode.RECOVERY ? 0 : reachedTargetMillis);
  }

  /** The protective mode that was last left upwards; Floor where neither was. */
  public Mode lastLeft() {
    boolean degraded =
        leftDegradedMillis != NEVER
            && (leftFloorMillis == NEVER || leftDegradedMillis < leftFloorMillis);
    return degraded ? Mode.DEGRADED : Mode.FLOOR;
  }

  /** Whether the cooldown of the upward move out of a mode has passed. */
  boolean cooled(Mode mode, Stay stay) {
    long since =
        switch (mode) {
          case DEGRADED -> leftDegradedMillis;
          case FLOOR -> leftFloorMillis;
          case RECOVERY, TARGET -> reachedTargetMillis;
        };
    return since == NEVER || since >= stay.cooldownMillis();
  }
}
