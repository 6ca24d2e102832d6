package dev.homeostat.sim.peers;

import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.plant.Admission;

/**
 * CoDel for requests, as Facebook uses it: where the queue was empty within the last interval an
 * attempt may have waited that interval, else the target alone; who waited longer is turned away
 * when a server would begin with it.
 *
 * <p>B. Maurer, Fail at Scale, ACM Queue 13(8), 2015; after K. Nichols and V. Jacobson, Controlling
 * Queue Delay, ACM Queue 10(5), 2012. It acts on a queue alone: without one it does nothing.
 */
final class ControlledDelay implements Admission {

  private final long targetNanos;
  private final long intervalNanos;
  private long emptyNanos;

  ControlledDelay(double targetSeconds, double intervalSeconds) {
    targetNanos = VirtualTime.nanos(targetSeconds);
    intervalNanos = VirtualTime.nanos(intervalSeconds);
  }

  @Override
  public boolean admits(long nowNanos, long request, int held) {
    return true;
  }

  @Override
  public boolean serves(long nowNanos, long waitedNanos, int leftBehind) {
    boolean standing = nowNanos - emptyNanos > intervalNanos;
    if (leftBehind == 0) {
      emptyNanos = nowNanos;
    }
    return waitedNanos <= (standing ? targetNanos : intervalNanos);
  }

  @Override
  public void left(long nowNanos, Stay stay) {
    if (stay.waitedNanos() == 0) {
      emptyNanos = Math.max(emptyNanos, nowNanos - stay.tookNanos());
    }
  }
}
