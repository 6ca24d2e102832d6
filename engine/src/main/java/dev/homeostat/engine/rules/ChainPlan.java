package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import dev.homeostat.slo.Guarantee;
import dev.homeostat.slo.alert.AlertPlan;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.Stage;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * An SLOChain, decoded and checked, ready to be made into rules or explained; {@link
 * ChainPlanCompiler} makes it.
 *
 * @param namespace where it lives
 * @param name its name
 * @param source name of the SignalSource that holds the counters
 * @param chain its services and how they compose
 * @param root service or stage that is the chain
 * @param stages those of the chain, each after its members
 * @param indicators one a service of the chain
 * @param budget its periods, and what is counted
 * @param minEvents events that a window of a service must hold to count
 * @param latencyMillis end-to-end latency; null where none is declared
 * @param requiredGuarantee weakest that is acceptable; null where none is declared
 * @param alerts of the chain
 * @param serviceAlerts one a service of the chain, for its own objective
 * @param texts what the alerts carry
 * @param economics prices; null where none are declared
 */
public record ChainPlan(
    String namespace,
    String name,
    String source,
    Chain chain,
    String root,
    List<Stage> stages,
    List<Indicator> indicators,
    ChainBudget budget,
    long minEvents,
    @Nullable Long latencyMillis,
    @Nullable Guarantee requiredGuarantee,
    AlertPlan alerts,
    List<AlertPlan> serviceAlerts,
    AlertTexts texts,
    @Nullable Economics economics) {

  /** Length of the slots in which events are counted. */
  public static final long SLOT_MILLIS = RuleWindows.SLOT_MILLIS;

  public ChainPlan {
    stages = List.copyOf(stages);
    indicators = List.copyOf(indicators);
    serviceAlerts = List.copyOf(serviceAlerts);
  }

  /** Length of a budget period; of one that follows the calendar its usual one. */
  public long periodMillis() {
    return budget.nominalMillis();
  }

  /** A window as it stands in the label of that name. */
  public String windowName(long windowMillis) {
    return budget.isCalendar() && windowMillis == periodMillis()
        ? ChainBudget.SO_FAR
        : DurationText.format(windowMillis);
  }

  /**
   * The windows, in milliseconds, in which its rules count: the standard ones, those of its alerts,
   * and the period. The shortest is first.
   */
  public SortedSet<Long> windows() {
    return RuleWindows.of(this).all();
  }

  /** Those of the windows that are counted from raw samples. */
  public List<Long> rawWindows() {
    return RuleWindows.of(this).raw(true);
  }

  /** The range of a subquery over a window that holds each of its slots once. */
  public static String slots(long windowMillis) {
    return RuleWindows.steps(windowMillis, SLOT_MILLIS);
  }

  /** Such as {@code SLOChain shop/checkout}. */
  public String title() {
    return "SLOChain " + namespace + "/" + name;
  }
}
