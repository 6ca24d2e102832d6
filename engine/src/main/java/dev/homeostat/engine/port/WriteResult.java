package dev.homeostat.engine.port;

/** What became of a write. */
public sealed interface WriteResult {

  /** It was done. */
  record Written() implements WriteResult {}

  /**
   * It was not done.
   *
   * @param reason UpperCamel word for programs
   * @param message what was expected, what was found, where, and what to do
   */
  record Failed(String reason, String message) implements WriteResult {}
}
