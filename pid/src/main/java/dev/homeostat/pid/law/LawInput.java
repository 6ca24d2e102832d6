package dev.homeostat.pid.law;

/**
 * What one evaluation of a law knows; a law reads what it needs, and refuses of that alone.
 *
 * @param atMillis the sample's own timestamp, milliseconds since the epoch
 * @param setpoint where the measurement is wanted
 * @param measurement the process variable; for a limit on concurrency the round-trip time
 * @param applied the value in force since the last sample; NaN where it is what was asked for
 * @param feedForward what is added to the output of a PID law, {@code gain (disturbance - base)};
 *     right where the disturbance is seen before its effect, and no better than its gain (Astrom
 *     and Hagglund, 2006, section 5)
 * @param inflight requests in flight, for a limit on concurrency
 * @param dropped whether a request was dropped or timed out, for a limit on concurrency
 */
public record LawInput(
    long atMillis,
    double setpoint,
    double measurement,
    double applied,
    double feedForward,
    double inflight,
    boolean dropped) {

  /** An input of a feedback loop. */
  public static LawInput of(long atMillis, double setpoint, double measurement) {
    return new LawInput(atMillis, setpoint, measurement, Double.NaN, 0, Double.NaN, false);
  }

  /** An input of a limit on concurrency. */
  public static LawInput ofRoundTrip(
      long atMillis, double roundTrip, double inflight, boolean dropped) {
    return new LawInput(atMillis, Double.NaN, roundTrip, Double.NaN, 0, inflight, dropped);
  }

  /** The same, where another value is in force than was asked for. */
  public LawInput withApplied(double value) {
    return new LawInput(atMillis, setpoint, measurement, value, feedForward, inflight, dropped);
  }

  /** The same with a feed-forward. */
  public LawInput withFeedForward(double value) {
    return new LawInput(atMillis, setpoint, measurement, applied, value, inflight, dropped);
  }
}
