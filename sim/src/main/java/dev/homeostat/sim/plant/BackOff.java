package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;

/**
 * How long a client waits before it sends again: {@code wait = min(cap, base factor^(n-1))} before
 * the n-th resend, of which a share is random. A rejection is sent again at once: the wait is for
 * those who have already waited for an answer that did not come.
 *
 * @param baseSeconds wait before the first resend; 0 sends at once
 * @param factor growth from one wait to the next
 * @param capSeconds longest wait
 * @param jitterRatio share of the wait that is drawn evenly from nothing to all; 1 is full jitter
 */
public record BackOff(double baseSeconds, double factor, double capSeconds, double jitterRatio) {

  /** Sends again at once. */
  public static final BackOff NONE = new BackOff(0, 1, 0, 0);

  public BackOff {
    if (!(baseSeconds >= 0
        && capSeconds >= baseSeconds
        && capSeconds < Double.POSITIVE_INFINITY
        && factor >= 1
        && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected 0 <= base <= cap and a factor of at least 1, all finite, found "
              + baseSeconds
              + " s, "
              + capSeconds
              + " s and "
              + factor);
    }
    if (!(jitterRatio >= 0 && jitterRatio <= 1)) {
      throw new IllegalArgumentException("expected a jitter from 0 to 1, found " + jitterRatio);
    }
  }

  /** Waits that are drawn evenly from 0 to a bound that doubles each time. */
  public static BackOff fullJitter(double baseSeconds, double capSeconds) {
    return new BackOff(baseSeconds, 2, capSeconds, 1);
  }

  /** The wait before an attempt, whose number is at least 1. */
  long waitNanos(RandomStreams random, long request, int number) {
    if (baseSeconds == 0) {
      return 0;
    }
    double longest = Math.min(capSeconds, baseSeconds * StrictMath.pow(factor, number - 1));
    double drawn = random.uniform(Purpose.BACK_OFF, request, number);
    return VirtualTime.nanos(longest * (1 - jitterRatio + jitterRatio * drawn));
  }
}
