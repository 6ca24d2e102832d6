package dev.homeostat.engine;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one workload in memory; a restart loses it. */
final class Tracked {

  /** How much too early a tick may come that is meant for the interval. */
  private static final long EARLIEST_MILLIS = 500;

  /** As it was declared last without a problem. */
  Workload workload;

  /** Whether its resource is gone, and what it holds is to be given back. */
  boolean deleted;

  /** Whether its resource has a problem, and it is left as it is until that is mended. */
  boolean suspended;

  /** Null until its objects were read. */
  @Nullable WorkloadState state;

  /** The status saved last. */
  @Nullable OperatingModeStatus saved;

  /** What could not be read, saved or written the last time. */
  List<Problem> failures = List.of();

  /** The time that the last evaluation was meant for, from which the next one is counted. */
  private long meantMillis;

  Tracked(Workload workload) {
    this.workload = workload;
  }

  /** Whether it is to be evaluated; at once where the clock was set back. */
  boolean due(long nowMillis) {
    if (deleted || state == null) {
      return deleted || !suspended;
    }
    long lateMillis = lateMillis(nowMillis);
    return !suspended
        && (lateMillis >= -earliestMillis() || nowMillis < meantMillis - EARLIEST_MILLIS);
  }

  /** Takes note of an evaluation. Intervals that were missed are not caught up. */
  void evaluated(long nowMillis) {
    long lateMillis = lateMillis(nowMillis);
    // A tick that comes early or late must not shift those after it, but a clock that runs
    // otherwise than the one that ticks must, before a whole tick is gained or lost.
    meantMillis =
        Math.abs(lateMillis) <= earliestMillis()
            ? nowMillis - lateMillis + lateMillis / 32
            : nowMillis;
  }

  private long lateMillis(long nowMillis) {
    return nowMillis - meantMillis - workload.modes().intervalMillis();
  }

  private long earliestMillis() {
    return Math.min(workload.modes().intervalMillis() / 2, EARLIEST_MILLIS);
  }
}
