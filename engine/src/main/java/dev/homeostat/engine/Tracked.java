package dev.homeostat.engine;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is remembered of one workload in memory; a restart loses it. */
final class Tracked {

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

  Tracked(Workload workload) {
    this.workload = workload;
  }

  boolean due() {
    return deleted || !suspended;
  }
}
