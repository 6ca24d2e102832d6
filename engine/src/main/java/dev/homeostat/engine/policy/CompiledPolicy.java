package dev.homeostat.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a set of resources means.
 *
 * @param workloads every OperatingMode that has no problem
 * @param chains every SLOChain that has no problem
 * @param problems of every resource that has one; its subjects are paths such as {@code
 *     spec.knobs[0].min}
 */
public record CompiledPolicy(
    List<Workload> workloads, List<ChainPolicy> chains, Map<ResourceId, List<Problem>> problems) {

  /** What no resources mean. */
  public static final CompiledPolicy NOTHING = new CompiledPolicy(List.of(), List.of(), Map.of());

  public CompiledPolicy {
    workloads = List.copyOf(workloads);
    chains = List.copyOf(chains);
  }

  /** What an override or an approval says of itself once its time is over. */
  public List<Problem> expired(ResourceId resource, long nowMillis) {
    boolean override = resource.kind().equals("ModeOverride");
    if (!override && !resource.kind().equals("Approval")) {
      return List.of();
    }
    for (Workload workload : workloads) {
      if (!workload.id().namespace().equals(resource.namespace())) {
        continue;
      }
      Long untilMillis =
          override ? overriddenUntil(workload, resource) : approvedUntil(workload, resource);
      if (untilMillis != null && untilMillis <= nowMillis) {
        return List.of(
            new Problem(
                "Expired",
                "spec.until",
                "it was over at %s; delete it, and make another one where it is still wanted"
                    .formatted(Instant.ofEpochMilli(untilMillis))));
      }
    }
    return List.of();
  }

  private static @Nullable Long overriddenUntil(Workload workload, ResourceId resource) {
    return workload.directives().overrides().stream()
        .filter(order -> order.name().equals(resource.name()))
        .map(Directives.Order::untilMillis)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Long approvedUntil(Workload workload, ResourceId resource) {
    return workload.directives().approvals().stream()
        .filter(approval -> approval.name().equals(resource.name()))
        .map(Directives.Approval::untilMillis)
        .findFirst()
        .orElse(null);
  }
}
