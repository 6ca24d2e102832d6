package dev.homeostat.pid.law;

/**
 * What the integral does while the applied value is not what the law wanted.
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
