package dev.homeostat.engine.rules;

import dev.homeostat.engine.policy.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a Prometheus evaluates the rules of a chain, as the condition {@code RulesLoaded} says
 * it.
 *
 * @param loaded whether it does
 * @param reason UpperCamel word for programs
 * @param message what was expected, what was found, where, and what to do
 */
public record RulesStanding(boolean loaded, String reason, String message) {

  private static final int LONGEST_MESSAGE = 1024;

  public RulesStanding {
    message = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE);
  }

  /**
   * What was found out about the rules of one chain.
   *
   * @param source such as {@code SignalSource main}
   * @param object that holds the rules, such as {@code PrometheusRule
   *     shop/homeostat-rules-checkout}
   * @param objectLabels all labels of the object
   * @param groups that the source says it has loaded, whosesoever
   * @param selections of the Prometheus Operator's; null where it is not installed, and somebody
   *     else must load the object
   * @param namespaceLabels of the chain's namespace
   */
  public record Evidence(
      String source,
      String object,
      Map<String, String> objectLabels,
      Map<String, List<LoadedGroup>> groups,
      @Nullable List<RuleSelection> selections,
      Map<String, String> namespaceLabels) {}

  /** That something else stands in the way. */
  public static RulesStanding hindered(Problem problem) {
    return new RulesStanding(false, problem.reason(), problem.subject() + ": " + problem.message());
  }

  /** Weighs the evidence. */
  public static RulesStanding of(ClusterRules rules, Evidence evidence) {
    List<String> files = new ArrayList<>();
    int count = 0;
    for (RuleGroup group : rules.groups()) {
      List<LoadedGroup> found = evidence.groups().getOrDefault(group.name(), List.of());
      RulesStanding trouble =
          found.isEmpty()
              ? absent(rules, group, evidence)
              : trouble(rules, evidence, found, Math.max(120, group.intervalSeconds()));
      if (trouble != null) {
        return trouble;
      }
      files.add(found.get(0).file());
      count += group.rules().size();
    }
    return new RulesStanding(
        true,
        "Loaded",
        "%s evaluates %d rules of revision %s, from %s"
            .formatted(
                evidence.source(),
                count,
                rules.revision(),
                files.stream().distinct().collect(Collectors.joining(", "))));
  }

  private static @Nullable RulesStanding trouble(
      ClusterRules rules, Evidence evidence, List<LoadedGroup> found, long seconds) {
    LoadedGroup first = found.get(0);
    if (found.size() > 1) {
      return not(
          "LoadedTwice",
          "%s has loaded the group %s from %s, so that its series collide; remove all but the one that holds %s"
              .formatted(
                  evidence.source(),
                  first.name(),
                  found.stream().map(LoadedGroup::file).collect(Collectors.joining(" and from ")),
                  evidence.object()));
    }
    if (!rules.revision().equals(first.revision())) {
      return not(
          "OldRules",
          "expected %s to evaluate the group %s in revision %s as %s holds it, found %s in %s; it has not read it anew yet: see its log, and what brings rules to it"
              .formatted(
                  evidence.source(),
                  first.name(),
                  rules.revision(),
                  evidence.object(),
                  first.revision() == null ? "rules without one" : "revision " + first.revision(),
                  first.file()));
    }
    if (first.failure() != null) {
      return not(
          "RuleFails",
          "%s has loaded the group %s, and a rule of it fails: %s; mend its expression, or what it reads"
              .formatted(evidence.source(), first.name(), first.failure()));
    }
    return first.evaluated()
        ? null
        : not(
            "NotEvaluated",
            "%s has loaded the group %s and not evaluated all of it yet; that takes up to %d minutes"
                .formatted(evidence.source(), first.name(), seconds / 60));
  }

  private static RulesStanding absent(ClusterRules rules, RuleGroup group, Evidence evidence) {
    String expected =
        "expected the group %s of %s at %s, found none: "
            .formatted(group.name(), evidence.object(), evidence.source());
    List<RuleSelection> selections = evidence.selections();
    if (selections == null) {
      return not(
          "NotLoaded",
          expected
              + "no PrometheusRule is installed, so nothing loads the ConfigMap by itself; mount"
              + " its key rules.yaml where rule_files of that Prometheus points");
    }
    List<String> refusals = new ArrayList<>();
    for (RuleSelection selection : selections) {
      String refusal =
          selection.refusal(evidence.objectLabels(), rules.namespace(), evidence.namespaceLabels());
      if (refusal == null) {
        return not(
            "NotLoaded",
            expected
                + selection.title()
                + " selects it, and may need a minute; if this stays, its operator's log says why,"
                + " or the address of the source is another Prometheus");
      }
      refusals.add(refusal);
    }
    return refusals.isEmpty()
        ? not(
            "NotLoaded",
            expected
                + "no Prometheus of the Prometheus Operator is to be seen; see what is to load"
                + " PrometheusRules, and that the operator may list prometheuses")
        : not("NotSelected", expected + String.join("; ", refusals));
  }

  private static RulesStanding not(String reason, String message) {
    return new RulesStanding(false, reason, message);
  }
}
