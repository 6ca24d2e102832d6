package dev.homeostat.modes;

import java.util.List;

/**
 * When a workload changes its mode.
 *
 * @param enterDegraded any of these clauses moves it to Degraded; at least one
 * @param dwellMillis shortest stay in Degraded
 * @param recoverySteps percent of the way to Target, rising, the last 100
 * @param stepHoldMillis how long each step is held
 * @param intervalMillis time between two evaluations
 */
public record ModePolicy(
    List<Clause> enterDegraded,
    long dwellMillis,
    List<Integer> recoverySteps,
    long stepHoldMillis,
    long intervalMillis) {

  public ModePolicy {
    enterDegraded = List.copyOf(enterDegraded);
    recoverySteps = List.copyOf(recoverySteps);
    if (enterDegraded.isEmpty() || dwellMillis < 0 || stepHoldMillis < 0 || intervalMillis <= 0) {
      throw new IllegalArgumentException("a mode policy needs a clause and times above zero");
    }
    int before = 0;
    for (int step : recoverySteps) {
      if (step <= before || step > 100) {
        throw new IllegalArgumentException("steps must rise within 1 to 100: " + recoverySteps);
      }
      before = step;
    }
    if (before != 100) {
      throw new IllegalArgumentException("the last step must be 100: " + recoverySteps);
    }
  }

  /** How many conditions there are in all clauses. */
  public int conditionCount() {
    int count = 0;
    for (Clause clause : enterDegraded) {
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
