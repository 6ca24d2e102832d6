package dev.homeostat.engine.policy;

import java.time.Instant;
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

  /** What a ModeOverride says of itself once its time is over; nothing of other resources. */
  public List<Problem> expired(ResourceId resource, long nowMillis) {
    if (!resource.kind().equals("ModeOverride")) {
      return List.of();
    }
    for (Workload workload : workloads) {
      for (Directives.Order order : workload.directives().overrides()) {
        if (workload.id().namespace().equals(resource.namespace())
            && order.name().equals(resource.name())
            && order.untilMillis() <= nowMillis) {
          return List.of(
              new Problem(
                  "Expired",
                  "spec.until",
                  "it was over at %s; delete it, or give it another time"
                      .formatted(Instant.ofEpochMilli(order.untilMillis()))));
        }
      }
    }
    return List.of();
  }
}
