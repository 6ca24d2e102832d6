package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.VirtualTime;

/** A circuit breaker: closed, open, or half open with one attempt under way. */
final class Breaker {

  private final BreakerPolicy policy;
  private final long openNanos;
  private int failures;
  private boolean open;
  private long probeFromNanos;

  Breaker(BreakerPolicy policy) {
    this.policy = policy;
    this.openNanos = VirtualTime.nanos(policy.openSeconds());
  }

  /** Whether an attempt may be sent; the first one after the time is the probe. */
  boolean allows(long nowNanos) {
    if (!open) {
      return true;
    }
    if (nowNanos < probeFromNanos) {
      return false;
    }
    // Should the probe's answer never come, the next one is let through as late as that.
    probeFromNanos = nowNanos + openNanos;
    return true;
  }

  void succeeded() {
    open = false;
    failures = 0;
  }

  void failed(long nowNanos) {
    failures++;
    if (!open && failures >= policy.failures()) {
      open = true;
      probeFromNanos = nowNanos + openNanos;
    }
  }
}
