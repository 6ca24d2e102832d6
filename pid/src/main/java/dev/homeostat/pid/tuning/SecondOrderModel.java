package dev.homeostat.pid.tuning;

/**
 * A process with a second lag, {@code K e^(-theta s) / ((1 + tau s) (1 + tau2 s))}.
 *
 * <p>Source: Skogestad (2003), see {@link LagChain}.
 *
 * <p>Regimes. Right where a second lag is seen beside the first, which a derivative then cancels;
 * with a second lag of less than the dead time {@link FirstOrderModel} is as good.
 *
 * @param dominant gain, larger lag and dead time
 * @param secondLagSeconds tau2, 0 or more and no larger than the other
 */
public record SecondOrderModel(FirstOrderModel dominant, double secondLagSeconds) {

  public SecondOrderModel {
    if (!(secondLagSeconds >= 0 && secondLagSeconds <= dominant.lagSeconds())) {
      throw new IllegalArgumentException(
          "secondLagSeconds must be within 0 to "
              + dominant.lagSeconds()
              + ", found "
              + secondLagSeconds);
    }
  }
}
