package dev.homeostat.engine.rules;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The recorded series of one chain: their names, and selectors of them.
 *
 * @param namespace of the chain
 * @param chain its name
 */
public record Series(String namespace, String chain) {

  /** Events of a service in a window. */
  public static final String EVENTS = "chain_member_window:slo_events:increase";

  /** Bad events of a service in a window. */
  public static final String ERRORS = "chain_member_window:slo_errors:increase";

  /** Which part of a window a service was seen in. */
  public static final String COVERAGE = "chain_member_window:slo_coverage:ratio";

  /** How many series an indicator of a service had in a window. */
  public static final String SERIES = "chain_member_window:slo_series:count";

  /** How often counters of an indicator began anew in a window. */
  public static final String RESETS = "chain_member_window:slo_resets:sum";

  /** Slices of a service or stage with events in a window. */
  public static final String SLICES = "chain_member_window:slo_slices:count";

  /** Those that are bad, or the sum of their error ratios, as the method counts. */
  public static final String BAD_SLICES = "chain_member_window:slo_bad_slices:sum";

  /** Share of bad events in the slice that ends now. */
  static final String SLICE_ERRORS = "chain_member:slo_slice_errors:ratio";

  /** 1 where the slice that ends now is bad, and 0 where it is not. */
  static final String SLICE_BAD = "chain_member:slo_slice_bad:bool";

  static final String SLICE_RATIO = "chain_member_window:slo_bad_slices:ratio";

  /** Which part of a calendar period has passed. */
  static final String PASSED = "chain:slo_period_passed:ratio";

  /** Its length by the one for which factors are declared. */
  static final String LENGTH = "chain:slo_period_length:ratio";

  static final String ERROR_RATIO = "chain_member_window:slo_errors:ratio";
  static final String BURN_RATE = "chain_member_window:slo_burn_rate:ratio";

  /** Objectives of the chain and of its services. */
  public static final String OBJECTIVE = "chain_member:slo_objective:ratio";

  /** Which share of the period's budget is left, by what was seen of the period. */
  public static final String BUDGET_REMAINING = "chain_member:slo_budget_remaining:ratio";

  static final String ALERT = "chain_member:slo_alert:burn_rate";

  /** What is wrong with the counts of a service, by its label reason. */
  public static final String PROBLEM = "chain_member:slo_problem:info";

  static final String WEAKEST = "chain:slo_weakest:info";

  /** Those of a plan. */
  public static Series of(ChainPlan plan) {
    return new Series(plan.namespace(), plan.name());
  }

  /** The labels of the chain and some more, in pairs of name and value. */
  public SortedMap<String, String> labels(String... pairs) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("namespace", namespace);
    labels.put("chain", chain);
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }

  /**
   * A selector of the recorded burn rate over a window.
   *
   * @param member service or stage; null for the chain
   */
  public String burnRate(@Nullable String member, String window) {
    return select(
        BURN_RATE,
        "member=\"" + (member == null ? "" : member) + "\"",
        "window=\"" + window + "\"");
  }

  /** A selector of the chain's series of that name, with further conditions as they stand. */
  public String select(String name, String... conditions) {
    StringBuilder text = new StringBuilder(name);
    text.append("{namespace=\"%s\",chain=\"%s\"".formatted(namespace, chain));
    for (String condition : conditions) {
      text.append(',').append(condition);
    }
    return text.append('}').toString();
  }
}
