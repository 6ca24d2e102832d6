package dev.homeostat.pid.law;

/**
 * What a PID law remembers. A restart needs none of it but the value in force, since {@link
 * Pid#track} makes the rest anew.
 *
 * @param integral in output units, up to the sample before the next
 * @param derivative the filtered derivative action, in output units
 * @param setpoint the set point that the law saw, after its ramp; NaN before the first sample
 * @param measurement the last one; NaN before the first sample
 * @param unlimited what the law wanted
 * @param slewed what the bounds and the slew rate left of that
 * @param output what was asked for, which is that in whole quanta
 * @param atMillis timestamp of the last sample; {@link #NO_SAMPLE} before the first
 */
public record PidState(
    double integral,
    double derivative,
    double setpoint,
    double measurement,
    double unlimited,
    double slewed,
    double output,
    long atMillis) {

  /** The timestamp of a law that has seen no sample. */
  public static final long NO_SAMPLE = Long.MIN_VALUE;

  /** A law that has seen no sample, whose integral is the value in force. */
  static PidState at(double applied) {
    return new PidState(applied, 0, Double.NaN, Double.NaN, applied, applied, applied, NO_SAMPLE);
  }

  /** Whether there was a sample. */
  boolean started() {
    return atMillis != NO_SAMPLE;
  }
}
