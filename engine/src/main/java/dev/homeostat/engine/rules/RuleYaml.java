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
    line("- name: " + quoted(group.name()));
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
      line("    expr: " + quoted(expression));
    }
  }

  private void map(String name, SortedMap<String, String> entries) {
    line("    " + name + ":");
    entries.forEach((key, value) -> line("      " + key + ": " + quoted(value)));
  }

  private static String seconds(long seconds) {
    return DurationText.format(seconds * 1_000);
  }

  /** A double-quoted text, in which YAML takes nothing for a number, a date or a boolean. */
  static String quoted(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= ' ' && c <= '~') {
        quoted.append(c);
      } else {
        quoted.append("\\u%04X".formatted((int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
