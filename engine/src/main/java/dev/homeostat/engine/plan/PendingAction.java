package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.ActionPolicy;
import dev.homeostat.modes.Mode;

/**
 * An action that a move asked for and that is not done yet.
 *
 * @param name of the action
 * @param mode whose action it is
 * @param phase whether the mode was entered or left
 * @param number of the decision that moved
 * @param attempts how often it has failed
 * @param failedMillis when it failed last, milliseconds since the epoch; 0 before
 */
public record PendingAction(
    String name,
    Mode mode,
    ActionPolicy.Phase phase,
    long number,
    int attempts,
    long failedMillis) {

  private static final long FIRST_WAIT_MILLIS = 10_000;
  private static final int MOST_DOUBLINGS = 5;

  /** The same for every attempt, also of another process. */
  String key(String uid) {
    return uid + "/" + number + "/" + mode.word() + "." + phase.word() + "/" + name;
  }

  PendingAction failed(long atMillis) {
    return new PendingAction(name, mode, phase, number, attempts + 1, atMillis);
  }

  /** Whether it may be tried: at once, and after each failure twice as late, up to five minutes. */
  boolean isDue(long nowMillis) {
    long waitMillis = FIRST_WAIT_MILLIS << Math.min(MOST_DOUBLINGS, Math.max(0, attempts - 1));
    return attempts == 0 || nowMillis - failedMillis >= waitMillis || nowMillis < failedMillis;
  }
}
