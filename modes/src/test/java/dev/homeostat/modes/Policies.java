package dev.homeostat.modes;

import java.util.List;

/** Policies of two modes and nothing else, and of all four. */
final class Policies {

  /** Conditions that lead to Degraded. */
  static Clause degrading(List<Condition> conditions) {
    return new Clause(Mode.DEGRADED, false, conditions);
  }

  /** Conditions that lead to Floor after a wait, or in an emergency. */
  static Clause flooring(boolean emergency, Condition condition) {
    return new Clause(Mode.FLOOR, emergency, List.of(condition));
  }

  /**
   * Signal 0 leads to Degraded and signal 1 to Floor as {@link Scenario#above} says, and signal 2
   * to Floor at once; three steps of Recovery.
   *
   * @param stays of Degraded, Floor and Recovery
   */
  static ModePolicy full(List<Stay> stays, BackOff backOff) {
    Condition atOnce = new Condition(2, Condition.NONE, Condition.Side.ABOVE, 10, 5, 0, 0);
    return new ModePolicy(
        List.of(
            degrading(List.of(Scenario.above(0))),
            flooring(false, Scenario.above(1)),
            flooring(true, atOnce)),
        stays.get(0),
        stays.get(1),
        stays.get(2),
        new ModePolicy.Climb(List.of(10, 50, 100), Scenario.HOLD_MILLIS),
        backOff,
        Scenario.INTERVAL_MILLIS);
  }

  /** A dwell of 100 s in Degraded and of 200 s in Floor, and nothing else to wait for. */
  static ModePolicy full() {
    return full(
        List.of(
            new Stay(Scenario.DWELL_MILLIS, 0, 0),
            new Stay(2 * Scenario.DWELL_MILLIS, 0, 0),
            Stay.NONE),
        BackOff.NONE);
  }

  /** Clauses, the dwell of Degraded, and the steps of Recovery. */
  static ModePolicy simple(
      List<Clause> clauses,
      long dwellMillis,
      List<Integer> steps,
      long holdMillis,
      long intervalMillis) {
    return new ModePolicy(
        clauses,
        new Stay(dwellMillis, 0, 0),
        Stay.NONE,
        Stay.NONE,
        new ModePolicy.Climb(steps, holdMillis),
        BackOff.NONE,
        intervalMillis);
  }

  private Policies() {}
}
