package dev.homeostat.pid.law;

/**
 * The gains that every form comes down to: {@code u = P e + I integral(e) + D de/dt / (1 + s Tf)}.
 *
 * @param proportional output unit per signal unit
 * @param integralPerSecond output unit per signal unit and second; 0 without integral action
 * @param derivativeSeconds output unit per signal unit, times seconds; 0 without derivative action
 * @param filterSeconds time constant of the filter on the derivative; 0 without one
 */
public record PidTerms(
    double proportional, double integralPerSecond, double derivativeSeconds, double filterSeconds) {

  /**
   * Time in which the integral follows the applied value: the integral time of a PI law, the
   * geometric mean of integral and derivative time of a PID law (Astrom and Hagglund, Advanced PID
   * Control, 2006, section 3.5), and 0, which is at once, where there is no proportional action.
   */
  double defaultTrackingSeconds() {
    if (integralPerSecond == 0 || proportional == 0) {
      return 0;
    }
    double integralSeconds = proportional / integralPerSecond;
    return derivativeSeconds == 0
        ? integralSeconds
        : Math.sqrt(integralSeconds * (derivativeSeconds / proportional));
  }
}
