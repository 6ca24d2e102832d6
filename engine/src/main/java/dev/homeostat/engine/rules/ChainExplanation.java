package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.GuaranteeReport;
import dev.homeostat.slo.chain.LatencyComposition;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows of an SLOChain as it is declared, before anything is measured.
 *
 * @param availability end-to-end success ratio where every service just keeps its objective
 * @param objective that is asked for
 * @param reachable whether the one is at least the other
 * @param requiredPerService the one objective that every service would need, as if in series
 * @param weakest service with the lowest objective
 * @param guarantee that the services leave; one that declares none gives the weakest
 * @param weakenedBy services that keep it below what is required, or below the strongest of them
 * @param latencyBudget what the budgets add up to; null where one of them is missing
 * @param alerts those that can fire
 */
public record ChainExplanation(
    double availability,
    double objective,
    boolean reachable,
    double requiredPerService,
    String weakest,
    String guarantee,
    List<String> weakenedBy,
    @Nullable String latencyBudget,
    List<Alert> alerts) {

  public ChainExplanation {
    weakenedBy = List.copyOf(weakenedBy);
    alerts = List.copyOf(alerts);
  }

  /**
   * One burn-rate alert.
   *
   * @param severity {@code page} or {@code ticket}
   * @param factor burn rate above which it fires
   * @param longWindow such as {@code 1h}
   * @param shortWindow such as {@code 5m}
   */
  public record Alert(String severity, double factor, String longWindow, String shortWindow) {}

  /**
   * Explains a plan.
   *
   * @param nowMillis in which of the periods that follow a calendar
   */
  public static ChainExplanation of(ChainPlan plan, long nowMillis) {
    Chain chain = plan.chain();
    GuaranteeReport guarantee = chain.guarantee(plan.requiredGuarantee());
    return new ChainExplanation(
        Figures.rounded(chain.declaredAvailability()),
        chain.objective(),
        chain.objectiveReachable(),
        Figures.rounded(chain.requiredPerService()),
        weakest(chain),
        ChainSpecReader.word(guarantee.guarantee()),
        guarantee.weakenedBy().stream().map(i -> chain.services().get(i).name()).toList(),
        latencyBudget(chain),
        alerts(plan, nowMillis));
  }

  /** Where nothing is measured, the weakest is the one that promises least. */
  private static String weakest(Chain chain) {
    int services = chain.services().size();
    int weakest =
        chain.window(Collections.nCopies(services, EventCounts.MISSING), 1).weakest().service();
    return chain.services().get(weakest).name();
  }

  private static @Nullable String latencyBudget(Chain chain) {
    return chain.latencyBudget() instanceof LatencyComposition.Composed composed
        ? DurationText.format(Math.round(composed.millis()))
        : null;
  }

  private static List<Alert> alerts(ChainPlan plan, long nowMillis) {
    return plan.alerts().rules().stream()
        .map(
            rule ->
                new Alert(
                    ChainSpecReader.word(rule.severity()),
                    Figures.rounded(rule.factor() * plan.budget().lengthRatio(nowMillis)),
                    DurationText.format(rule.longMillis()),
                    DurationText.format(rule.shortMillis())))
        .toList();
  }
}
