package dev.homeostat.controllers.election;

import java.util.function.LongSupplier;

/**
 * Whether a write may begin now; asked directly before each.
 *
 * <p>It is open while we lead and the sending of the last successful renewal lies less than the
 * lease's duration minus the margin back. It compares two readings of the monotonic clock and waits
 * for no thread, so that a process that was stopped (SIGSTOP) past its Lease finds it closed with
 * its first instruction: the monotonic clock runs on meanwhile. That clock stands still while the
 * whole machine is suspended, and a stop between this question and the write is not seen either:
 * there the fence refuses what comes late.
 */
public final class WriteGate {

  private final ElectionTiming timing;
  private final LongSupplier monotonicMillis;

  private volatile ElectionState state = ElectionState.START;
  private volatile boolean shut;

  WriteGate(ElectionTiming timing, LongSupplier monotonicMillis) {
    this.timing = timing;
    this.monotonicMillis = monotonicMillis;
  }

  /** True only while no other operator can hold the Lease before a write begun now has ended. */
  public boolean mayWrite() {
    return !shut && Election.mayWrite(state, timing, monotonicMillis.getAsLong());
  }

  void follow(ElectionState next) {
    state = next;
  }

  /** For good. */
  void shut() {
    shut = true;
  }
}
