package dev.homeostat.engine.rules;

import java.util.List;

/**
 * Rules that Prometheus evaluates one after the other, so that each sees what those before it have
 * recorded.
 *
 * @param name unique in a file
 * @param intervalSeconds how often
 * @param rules in their order
 */
public record RuleGroup(String name, long intervalSeconds, List<Rule> rules) {

  public RuleGroup {
    rules = List.copyOf(rules);
  }
}
