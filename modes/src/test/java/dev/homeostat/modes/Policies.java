package dev.homeostat.modes;

import java.util.List;

/** Policies of two modes and nothing else. */
final class Policies {

  /** Conditions that lead to Degraded. */
  static Clause degrading(List<Condition> conditions) {
    return new Clause(Mode.DEGRADED, false, conditions);
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
