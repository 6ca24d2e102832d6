package dev.homeostat.pid.supervision;

/** What a supervisor wants of a loop, as long as it wants it. */
public sealed interface Verdict {

  /** Go on as declared. */
  record Proceed() implements Verdict {}

  /**
   * Go on with slower gains.
   *
   * @param factor by which, above 1
   */
  record Detune(double factor) implements Verdict {}

  /** Keep the output where it is. */
  record Hold() implements Verdict {}

  /**
   * Keep the output where it is, and ask the machine for a lower mode: the swing is not the loop's.
   */
  record AskLowerMode() implements Verdict {}
}
