package dev.homeostat.engine.rules;

import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.alert.AlertPlan;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.Stage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SLOChain, decoded and checked, ready to be made into rules or explained; {@link
 * ChainPlanCompiler} makes it.
 *
 * @param namespace where it lives
 * @param name its name
 * @param chain its services and how they compose
 * @param root service or stage that is the chain
 * @param stages those of the chain, each after its members
 * @param indicators one a service of the chain
 * @param periodMillis length of the budget period
 * @param minEvents events that a window of a service must hold to count
 * @param latencyMillis end-to-end latency; null where none is declared
 * @param requiredGuarantee weakest that is acceptable; null where none is declared
 * @param alerts of the chain
 * @param serviceAlerts one a service of the chain, for its own objective
 * @param texts what the alerts carry
 */
public record ChainPlan(
    String namespace,
    String name,
    Chain chain,
    String root,
    List<Stage> stages,
    List<Indicator> indicators,
    long periodMillis,
    long minEvents,
    @Nullable Long latencyMillis,
    @Nullable Guarantee requiredGuarantee,
    AlertPlan alerts,
    List<AlertPlan> serviceAlerts,
    AlertTexts texts) {

  public ChainPlan {
    stages = List.copyOf(stages);
    indicators = List.copyOf(indicators);
    serviceAlerts = List.copyOf(serviceAlerts);
  }

  /** Such as {@code SLOChain shop/checkout}. */
  public String title() {
    return "SLOChain " + namespace + "/" + name;
  }
}
