package dev.homeostat.modes;

/**
 * The linear motion of one knob from where it was when it was last sent somewhere.
 *
 * <p>{@code speed = min(|goal - origin| / ramp, slew)}; no time is kept, so a restart needs only
 * the origin, the goal and the value that the object holds.
 *
 * @param origin value when the goal was set
 * @param goal where it moves
 * @param value where it is
 */
public record Ramp(double origin, double goal, double value) {

  /** A knob at rest. */
  public static Ramp at(double value) {
    return new Ramp(value, value, value);
  }

  /** The same knob sent elsewhere, from where it is. */
  public Ramp towards(double newGoal) {
    return newGoal == goal ? this : new Ramp(value, newGoal, value);
  }

  /**
   * The same motion, resumed at the value that the object holds: on the way it keeps its speed,
   * elsewhere it starts anew.
   */
  public Ramp resumedAt(double live) {
    return new Ramp(startOf(live, goal), goal, live);
  }

  /**
   * The motion after some time.
   *
   * @param elapsedMillis time since the last call; none is added up elsewhere
   * @param upwardAllowed whether it may move towards more risk; a protective motion always goes on
   */
  public Ramp advance(KnobLimits limits, long elapsedMillis, boolean upwardAllowed) {
    double inside = limits.clamp(goal);
    if (value == inside || (!upwardAllowed && limits.saferDirection().isRiskier(value, inside))) {
      return this;
    }
    // Elsewhere the distance from the origin can be none, and the knob would stand still there.
    double start = startOf(value, inside);
    double speed = Math.min(rampSpeed(limits, inside - start), limits.slewPerMilli());
    double next;
    if (Double.isInfinite(speed)) {
      next = inside;
    } else {
      double step = speed * Math.max(0, elapsedMillis);
      next = inside > value ? Math.min(inside, value + step) : Math.max(inside, value - step);
    }
    return new Ramp(start, goal, next);
  }

  /** Whether the knob is where it was sent. */
  public boolean arrived(KnobLimits limits) {
    return value == limits.clamp(goal);
  }

  /** The origin of a value on the way to an end; a value elsewhere is its own. */
  private double startOf(double live, double end) {
    boolean onTheWay =
        origin <= end ? live >= origin && live <= end : live >= end && live <= origin;
    return onTheWay ? origin : live;
  }

  private static double rampSpeed(KnobLimits limits, double distance) {
    return limits.rampMillis() == 0
        ? Double.POSITIVE_INFINITY
        : Math.abs(distance) / limits.rampMillis();
  }
}
