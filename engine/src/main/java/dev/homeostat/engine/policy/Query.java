package dev.homeostat.engine.policy;

/** One question to a source of signals. Equal questions are asked once. */
public sealed interface Query {

  /** Name of the SignalSource. */
  String source();

  /** What is asked, as the resource says it. */
  String expression();

  /**
   * By how much the counters that match have risen, summed up.
   *
   * @param source name of the SignalSource
   * @param expression PromQL selector of counters
   * @param windowMillis window that ends now; where it is not yet filled, the span present
   */
  record Increase(String source, String expression, long windowMillis) implements Query {}

  /**
   * The value now of one series.
   *
   * @param source name of the SignalSource
   * @param expression PromQL that returns one series
   */
  record Instant(String source, String expression) implements Query {}
}
