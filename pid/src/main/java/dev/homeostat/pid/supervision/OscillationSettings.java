package dev.homeostat.pid.supervision;

/**
 * When a loop counts as oscillating.
 *
 * @param amplitude of the error that is still acceptable, in the signal's unit; 1 percent of its
 *     range is usual
 * @param ultimatePeriodSeconds Tu; where it is not known, the integral time
 * @param disturbances how many must come soon after one another; 10 is usual
 */
public record OscillationSettings(
    double amplitude, double ultimatePeriodSeconds, int disturbances) {

  public OscillationSettings {
    Durations.positive("amplitude", amplitude);
    Durations.positive("ultimatePeriodSeconds", ultimatePeriodSeconds);
    Durations.positive("disturbances", disturbances);
  }

  /** With the usual number of disturbances. */
  public static OscillationSettings usual(double amplitude, double ultimatePeriodSeconds) {
    return new OscillationSettings(amplitude, ultimatePeriodSeconds, 10);
  }

  /** What a half wave of the acceptable amplitude has: {@code 2 a / w = a Tu / pi}. */
  public double areaLimit() {
    return amplitude * ultimatePeriodSeconds / Math.PI;
  }

  /** How long a disturbance counts. */
  public double supervisionSeconds() {
    return 5 * disturbances * ultimatePeriodSeconds;
  }
}
