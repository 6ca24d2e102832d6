package dev.homeostat.engine.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

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

  /**
   * What an override or an approval says of itself once it has no effect any more.
   *
   * @param decided number of the last decision of each workload, as far as it is known
   */
  public List<Problem> spent(ResourceId resource, long nowMillis, Map<ResourceId, Long> decided) {
    for (Workload workload : workloads) {
      if (!workload.id().namespace().equals(resource.namespace())) {
        continue;
      }
      Directives said = workload.directives();
      if (resource.kind().equals("ModeOverride")) {
        for (Directives.Order order : said.overrides()) {
          if (order.name().equals(resource.name())) {
            return expired(order.untilMillis(), nowMillis);
          }
        }
      } else if (resource.kind().equals("Approval")) {
        for (Directives.Approval approval : said.approvals()) {
          if (approval.name().equals(resource.name())) {
            long last = decided.getOrDefault(workload.id(), 0L);
            return approval.decision() <= last
                ? decided(approval.decision(), last)
                : expired(approval.untilMillis(), nowMillis);
          }
        }
      }
    }
    return List.of();
  }

  private static List<Problem> decided(long decision, long last) {
    return List.of(
        new Problem(
            "Decided",
            "spec.decision",
            "expected the decision that status.waitsFor names, found %d, which is no longer pending: %d was made last; delete it"
                .formatted(decision, last)));
  }

  private static List<Problem> expired(long untilMillis, long nowMillis) {
    return untilMillis > nowMillis
        ? List.of()
        : List.of(
            new Problem(
                "Expired",
                "spec.until",
                "it was over at %s; delete it, and make another one where it is still wanted"
                    .formatted(Instant.ofEpochMilli(untilMillis))));
  }
}
