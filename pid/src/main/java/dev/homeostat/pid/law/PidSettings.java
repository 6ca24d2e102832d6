package dev.homeostat.pid.law;

/**
 * All that a PID law is declared with.
 *
 * @param gains in one of the three forms
 * @param action which way the output moves
 * @param setpoint range, weights and ramp of the set point
 * @param output what the output keeps to
 * @param antiWindup what the integral does while the output is limited
 * @param deadband errors up to this one count as none, and larger ones as that much smaller; 0
 *     where every error counts
 * @param maxGapSeconds how much of the time between two samples counts at most for the integral,
 *     the slew and the ramp of the set point, so that a late sample brings no leap
 */
public record PidSettings(
    PidGains gains,
    Action action,
    SetpointLimits setpoint,
    OutputLimits output,
    AntiWindup antiWindup,
    double deadband,
    double maxGapSeconds) {

  public PidSettings {
    Requirements.notNegative("deadband", deadband);
    Requirements.time("maxGapSeconds", maxGapSeconds);
  }

  /** A law with the defaults: any set point, back-calculation, no deadband, every gap counts. */
  public static PidSettings of(PidGains gains, Action action, OutputLimits output) {
    return new PidSettings(
        gains,
        action,
        SetpointLimits.ANY,
        output,
        AntiWindup.BACK_CALCULATION,
        0,
        Double.POSITIVE_INFINITY);
  }

  /** The same with other gains. */
  public PidSettings withGains(PidGains other) {
    return new PidSettings(other, action, setpoint, output, antiWindup, deadband, maxGapSeconds);
  }

  /** The same with another treatment of the set point. */
  public PidSettings withSetpoint(SetpointLimits other) {
    return new PidSettings(gains, action, other, output, antiWindup, deadband, maxGapSeconds);
  }

  /** The same with another output. */
  public PidSettings withOutput(OutputLimits other) {
    return new PidSettings(gains, action, setpoint, other, antiWindup, deadband, maxGapSeconds);
  }

  /** The same with another protection against windup. */
  public PidSettings withAntiWindup(AntiWindup other) {
    return new PidSettings(gains, action, setpoint, output, other, deadband, maxGapSeconds);
  }

  /** The same with a deadband. */
  public PidSettings withDeadband(double band) {
    return new PidSettings(gains, action, setpoint, output, antiWindup, band, maxGapSeconds);
  }

  /** The same with a bound on the time that counts. */
  public PidSettings withMaxGap(double seconds) {
    return new PidSettings(gains, action, setpoint, output, antiWindup, deadband, seconds);
  }
}
