package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.Action;

/**
 * A process of first order with dead time, {@code G(s) = K e^(-theta s) / (1 + tau s)}.
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), section 2.4.
 *
 * <p>Regimes. Right for a process that settles without a swing of its own, near the point at which
 * it was measured; several lags become one and a longer dead time. It fails for a process that
 * integrates or resonates, and where the gain depends on the load.
 *
 * @param gain K, signal unit per output unit, not 0; negative where the signal falls when the
 *     output rises
 * @param lagSeconds tau, above 0
 * @param deadTimeSeconds theta, 0 or more
 */
public record FirstOrderModel(double gain, double lagSeconds, double deadTimeSeconds) {

  public FirstOrderModel {
    if (!Double.isFinite(gain) || gain == 0) {
      throw new IllegalArgumentException("gain must be finite and not 0, found " + gain);
    }
    if (!(lagSeconds > 0 && lagSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "lagSeconds must be finite and above 0, found " + lagSeconds);
    }
    if (!(deadTimeSeconds >= 0 && deadTimeSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "deadTimeSeconds must be finite and 0 or more, found " + deadTimeSeconds);
    }
  }

  /** The action that makes the loop one of negative feedback. */
  public Action action() {
    return gain > 0 ? Action.REVERSE : Action.DIRECT;
  }

  /**
   * The same seen through a controller that samples: its value is held for a period, which delays
   * by half of one.
   */
  public FirstOrderModel sampledEvery(double periodSeconds) {
    return new FirstOrderModel(gain, lagSeconds, deadTimeSeconds + periodSeconds / 2);
  }
}
