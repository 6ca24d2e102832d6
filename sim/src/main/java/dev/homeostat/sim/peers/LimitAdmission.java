package dev.homeostat.sim.peers;

import com.netflix.concurrency.limits.Limit;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.plant.Admission;

/**
 * A limit of Netflix's concurrency-limits at the door, used as its own {@code SimpleLimiter} uses
 * it: in while less is inside than the limit, and a sample for whatever leaves. An answer that is
 * an error, or that took longer than a time-out, counts as dropped.
 */
final class LimitAdmission implements Admission {

  private final Limit limit;
  private final long timeoutNanos;

  LimitAdmission(Limit limit, double timeoutSeconds) {
    this.limit = limit;
    timeoutNanos = VirtualTime.nanos(timeoutSeconds);
  }

  @Override
  public boolean admits(long nowNanos, long request, int held) {
    return held < limit.getLimit();
  }

  @Override
  public void left(long nowNanos, Stay stay) {
    boolean dropped = !stay.well() || stay.tookNanos() > timeoutNanos;
    limit.onSample(nowNanos - stay.tookNanos(), stay.tookNanos(), stay.heldAtEntry(), dropped);
  }
}
