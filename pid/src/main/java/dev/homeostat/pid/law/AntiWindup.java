package dev.homeostat.pid.law;

/**
 * What the integral does while the applied value is not what the law wanted.
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), section 3.5; there the tracking time
 * is the integral time of PI, and {@code sqrt(Ti Td)} of PID.
 *
 * <p>Regimes. Back-calculation forgets a limit within Tt: a short one is taken in by a single bad
 * sample of the derivative. Conditional integration needs no time, and sticks where the output is
 * limited on both sides in turn.
 *
 * @param method how
 * @param trackingSeconds Tt of back-calculation; NaN for the default of the gains
 */
public record AntiWindup(Method method, double trackingSeconds) {

  /** The two ways. */
  public enum Method {
    /** It is driven by the difference, {@code dI/dt = ... + (u - v) / Tt}. */
    BACK_CALCULATION,
    /** It stands still while the error would drive it further away. */
    CONDITIONAL
  }

  /** Back-calculation with the tracking time that follows from the gains. */
  public static final AntiWindup BACK_CALCULATION =
      new AntiWindup(Method.BACK_CALCULATION, Double.NaN);

  /** Conditional integration. */
  public static final AntiWindup CONDITIONAL = new AntiWindup(Method.CONDITIONAL, Double.NaN);

  public AntiWindup {
    if (!Double.isNaN(trackingSeconds)) {
      Requirements.positive("trackingSeconds", trackingSeconds);
    }
  }

  /** Back-calculation with a tracking time. */
  public static AntiWindup backCalculation(double trackingSeconds) {
    Requirements.positive("trackingSeconds", trackingSeconds);
    return new AntiWindup(Method.BACK_CALCULATION, trackingSeconds);
  }
}
