package dev.homeostat.engine.rules;

import dev.homeostat.crds.DurationText;
import java.util.List;
import java.util.SortedMap;

/** Writes groups of rules as YAML that every parser reads as the same. */
final class RuleYaml {

  private final StringBuilder text = new StringBuilder();

  static String of(List<RuleGroup> groups) {
    RuleYaml yaml = new RuleYaml();
    yaml.line("# Written by homeostat slo rules; change the SLOChain instead.");
    yaml.line(groups.isEmpty() ? "groups: []" : "groups:");
    groups.forEach(yaml::group);
    return yaml.text.toString();
  }

  private void group(RuleGroup group) {
    line("- name: " + QuotedText.of(group.name()));
    line("  interval: " + seconds(group.intervalSeconds()));
    line("  rules:");
    group.rules().forEach(this::rule);
  }

  private void rule(Rule rule) {
    if (rule instanceof Rule.Alerting alert) {
      line("  - alert: " + alert.name());
      expression(alert.expression());
      if (alert.holdSeconds() > 0) {
        line("    for: " + seconds(alert.holdSeconds()));
      }
      map("labels", alert.labels());
      map("annotations", alert.annotations());
    } else if (rule instanceof Rule.Recording recording) {
      line("  - record: " + recording.name());
      expression(recording.expression());
      map("labels", recording.labels());
    }
  }

  private void expression(String expression) {
    if (expression.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~'))) {
      line("    expr: |-");
      expression.lines().forEach(part -> line("      " + part));
    } else {
      line("    expr: " + QuotedText.of(expression));
    }
  }

  private void map(String name, SortedMap<String, String> entries) {
    line("    " + name + ":");
    entries.forEach((key, value) -> line("      " + key + ": " + QuotedText.of(value)));
  }

  private static String seconds(long seconds) {
    return DurationText.format(seconds * 1_000);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
