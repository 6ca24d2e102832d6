package dev.homeostat.modes;

import java.util.List;

/**
 * When a workload changes its mode.
 *
 * @param clauses any of these moves it to the mode that it names; at least one to Degraded
 * @param degraded the waits of Degraded
 * @param floor the waits of Floor
 * @param recovery the waits of Recovery
 * @param climb the steps of Recovery
 * @param backOff how waits grow with repeated moves
 * @param intervalMillis time between two evaluations
 */
public record ModePolicy(
    List<Clause> clauses,
    Stay degraded,
    Stay floor,
    Stay recovery,
    Climb climb,
    BackOff backOff,
    long intervalMillis) {

  /**
   * The steps of Recovery.
   *
   * @param steps percent of the way to Target, rising, the last 100
   * @param holdMillis how long each is held
   */
  public record Climb(List<Integer> steps, long holdMillis) {

    public Climb {
      steps = List.copyOf(steps);
      if (holdMillis < 0) {
        throw new IllegalArgumentException("a hold must not be negative");
      }
      int before = 0;
      for (int step : steps) {
        if (step <= before || step > 100) {
          throw new IllegalArgumentException("steps must rise within 1 to 100: " + steps);
        }
        before = step;
      }
      if (before != 100) {
        throw new IllegalArgumentException("the last step must be 100: " + steps);
      }
    }
  }

  public ModePolicy {
    clauses = List.copyOf(clauses);
    if (intervalMillis <= 0 || clauses.stream().noneMatch(c -> c.enters() == Mode.DEGRADED)) {
      throw new IllegalArgumentException("a mode policy needs a way to Degraded and an interval");
    }
  }

  /** The waits of a mode; none in Target. */
  public Stay stay(Mode mode) {
    return switch (mode) {
      case TARGET -> Stay.NONE;
      case DEGRADED -> degraded;
      case FLOOR -> floor;
      case RECOVERY -> recovery;
    };
  }

  /** How many conditions there are in all clauses. */
  public int conditionCount() {
    int count = 0;
    for (Clause clause : clauses) {
      count += clause.conditions().size();
    }
    return count;
  }

  /**
   * How much of the time between two evaluations, or two samples, counts: two intervals at most, so
   * that a clock that jumps neither shortens a wait nor lets a knob leap.
   */
  public long countedMillis(long passedMillis) {
    return Math.min(Math.max(passedMillis, 0), 2 * intervalMillis);
  }
}
