package dev.homeostat.slo.budget;

/** When an error budget runs out if it goes on burning as it does. */
public sealed interface Exhaustion {

  /** It has run out. */
  record Exhausted() implements Exhaustion {}

  /**
   * It will.
   *
   * @param afterMillis from now
   */
  record After(long afterMillis) implements Exhaustion {}

  /** It lasts for the period. */
  record Lasts() implements Exhaustion {}
}
