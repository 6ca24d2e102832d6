package dev.homeostat.engine.tuning;

/** The capacity that a record bears, or why it bears none. */
public sealed interface CapacityResult {

  /** It does. */
  record Found(Capacity capacity) implements CapacityResult {}

  /**
   * It does not.
   *
   * @param reason one word
   * @param message what was expected, what was found, and what to do
   */
  record Refused(String reason, String message) implements CapacityResult {}
}
