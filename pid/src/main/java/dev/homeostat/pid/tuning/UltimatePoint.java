package dev.homeostat.pid.tuning;

/**
 * Where a process under proportional control swings without end: {@code |G(i 2 pi / Pu)| = 1 / Ku}
 * with a phase of -180 degrees.
 *
 * <p>Source: Ziegler and Nichols, Optimum Settings for Automatic Controllers (1942).
 *
 * @param gain Ku, the gain at which it does, above 0
 * @param periodSeconds Pu, above 0
 */
public record UltimatePoint(double gain, double periodSeconds) {

  public UltimatePoint {
    if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gain must be finite and above 0, found " + gain);
    }
    if (!(periodSeconds > 0 && periodSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "periodSeconds must be finite and above 0, found " + periodSeconds);
    }
  }

  /**
   * That of a model: where {@code atan(w tau) + w theta = pi}, at which {@code Ku = sqrt(1 + (w
   * tau)^2) / |K|}.
   *
   * @param model with a dead time above 0; without one there is no such point
   */
  public static UltimatePoint of(FirstOrderModel model) {
    double deadTime = model.deadTimeSeconds();
    if (deadTime == 0) {
      throw new IllegalArgumentException("deadTimeSeconds must be above 0, found 0");
    }
    // The lag turns by a quarter to a half of pi at most, so the dead time turns by the rest.
    double low = Math.PI / 2 / deadTime;
    double high = Math.PI / deadTime;
    while (high - low > 1e-12 * high) {
      double middle = (low + high) / 2;
      boolean before = Math.atan(middle * model.lagSeconds()) + middle * deadTime < Math.PI;
      if (before) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new UltimatePoint(
        Math.hypot(1, low * model.lagSeconds()) / Math.abs(model.gain()), 2 * Math.PI / low);
  }
}
