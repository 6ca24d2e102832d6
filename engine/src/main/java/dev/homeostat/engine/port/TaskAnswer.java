package dev.homeostat.engine.port;

/**
 * What is known of a task.
 *
 * @param key of the task
 * @param state how it stands
 * @param atMillis when that was found, milliseconds since the epoch; 0 where nothing is known
 * @param message why it failed: what was expected, what was found, where, and what to do
 */
public record TaskAnswer(String key, State state, long atMillis, String message) {

  /** How a task stands. */
  public enum State {
    /** Nobody here has begun it. */
    UNKNOWN,
    /** It was begun, and has not ended before. */
    UNDER_WAY,
    /** It has succeeded. */
    DONE,
    /** It has failed. */
    FAILED
  }

  /** Nothing is known of it. */
  public static TaskAnswer unknown(String key) {
    return new TaskAnswer(key, State.UNKNOWN, 0, "");
  }
}
