package dev.homeostat.pid.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A process of several lags in series, {@code K e^(-theta s) product(1 - Ti s) / product(1 + tau
 * s)}, and its reduction by the half rule: half of the largest lag that is neglected goes to the
 * lag that is kept, the other half, and all that follows, to the dead time.
 *
 * <p>Source: Skogestad, Simple analytic rules for model reduction and PID controller tuning,
 * Journal of Process Control 13 (2003), section 2.
 *
 * @param gain K, not 0
 * @param lagSeconds at least one
 * @param inverseResponseSeconds of zeros in the right half plane, each counts as dead time
 * @param deadTimeSeconds theta, 0 or more
 */
public record LagChain(
    double gain,
    List<Double> lagSeconds,
    List<Double> inverseResponseSeconds,
    double deadTimeSeconds) {

  public LagChain {
    List<Double> falling = new ArrayList<>(lagSeconds);
    falling.sort(Comparator.reverseOrder());
    lagSeconds = List.copyOf(falling);
    inverseResponseSeconds = List.copyOf(inverseResponseSeconds);
    if (lagSeconds.isEmpty()) {
      throw new IllegalArgumentException("lagSeconds must hold one at least, found none");
    }
    requireDurations("lagSeconds", lagSeconds);
    requireDurations("inverseResponseSeconds", inverseResponseSeconds);
  }

  private static void requireDurations(String name, List<Double> seconds) {
    for (double value : seconds) {
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(name + " must be finite and above 0, found " + value);
      }
    }
  }

  /** The model of first order, which a PI law is tuned from. */
  public FirstOrderModel firstOrder() {
    return new FirstOrderModel(gain, lag(0) + lag(1) / 2, deadTimeAfter(1));
  }

  /** The model of second order, which a PID law is tuned from. */
  public SecondOrderModel secondOrder() {
    return new SecondOrderModel(
        new FirstOrderModel(gain, lag(0), deadTimeAfter(2)), lag(1) + lag(2) / 2);
  }

  private double deadTimeAfter(int half) {
    double deadTime = deadTimeSeconds + lag(half) / 2;
    for (int index = half + 1; index < lagSeconds.size(); index++) {
      deadTime += lag(index);
    }
    for (double inverse : inverseResponseSeconds) {
      deadTime += inverse;
    }
    return deadTime;
  }

  private double lag(int index) {
    return index < lagSeconds.size() ? lagSeconds.get(index) : 0;
  }
}
