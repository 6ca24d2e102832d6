package dev.homeostat.engine.rules;

import dev.homeostat.engine.policy.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What became of the rules of some chains. */
public sealed interface RuleFile {

  /** The most that a ConfigMap holds. */
  int MOST_BYTES = 1 << 20;

  /**
   * A rule file of Prometheus.
   *
   * @param yaml its text
   */
  record Written(String yaml) implements RuleFile {}

  /**
   * None.
   *
   * @param problems what is wrong, each with the chain that it is about
   */
  record Refused(List<Problem> problems) implements RuleFile {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Writes the rules of some chains; the same chains always give the same bytes.
   *
   * @param nowMillis in which of the periods that follow a calendar
   */
  static RuleFile of(List<ChainPlan> plans, long nowMillis) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Integer> places = new HashMap<>();
    List<RuleGroup> groups = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      ChainPlan plan = plans.get(i);
      Integer earlier = places.putIfAbsent(plan.title(), i);
      if (earlier != null) {
        problems.add(
            new Problem(
                "LabelCollision",
                plan.title(),
                "chain %d has the namespace and name of chain %d, so all their series would collide; rename one of them"
                    .formatted(i + 1, earlier + 1)));
      }
      groups.addAll(ChainRules.of(plan, nowMillis));
    }
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    String yaml = RuleYaml.of(groups);
    int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
    return bytes <= MOST_BYTES
        ? new Written(yaml)
        : new Refused(List.of(tooLarge(plans, nowMillis, bytes)));
  }

  private static Problem tooLarge(List<ChainPlan> plans, long nowMillis, int bytes) {
    ChainPlan largest = plans.get(0);
    int most = 0;
    for (ChainPlan plan : plans) {
      int size = RuleYaml.of(ChainRules.of(plan, nowMillis)).length();
      if (size > most) {
        most = size;
        largest = plan;
      }
    }
    return new Problem(
        "RulesTooLarge",
        largest.title(),
        "the rules of %d chains take %d bytes, more than the %d of a ConfigMap, of which this chain takes most, %d; %s"
            .formatted(
                plans.size(),
                bytes,
                MOST_BYTES,
                most,
                plans.size() > 1
                    ? "put the chains into several files"
                    : "shorten its selectors, or split the chain in two"));
  }
}
