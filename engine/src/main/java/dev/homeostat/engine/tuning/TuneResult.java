package dev.homeostat.engine.tuning;

/** Gains that a record bears, or why it bears none. */
public sealed interface TuneResult {

  /** It does. */
  record Proposed(Proposal proposal) implements TuneResult {}

  /**
   * It does not.
   *
   * @param reason one word
   * @param message what was expected, what was found, and what to do
   */
  record Refused(String reason, String message) implements TuneResult {}
}
