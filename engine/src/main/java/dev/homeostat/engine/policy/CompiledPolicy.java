package dev.homeostat.engine.policy;

import java.util.List;
import java.util.Map;

/**
 * What a set of resources means.
 *
 * @param workloads every OperatingMode that has no problem
 * @param problems of every resource that has one; its subjects are paths such as {@code
 *     spec.knobs[0].min}
 */
public record CompiledPolicy(List<Workload> workloads, Map<ResourceId, List<Problem>> problems) {

  public CompiledPolicy {
    workloads = List.copyOf(workloads);
  }
}
