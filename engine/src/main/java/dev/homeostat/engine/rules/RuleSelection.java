package dev.homeostat.engine.rules;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which PrometheusRules a Prometheus of the Prometheus Operator loads. A selector that is empty
 * selects all; without {@code ruleSelector} it loads none, and without {@code
 * ruleNamespaceSelector} those of its own namespace.
 *
 * @param namespace of the Prometheus
 * @param name its name
 * @param rules its {@code spec.ruleSelector}; null where there is none
 * @param namespaces its {@code spec.ruleNamespaceSelector}; null where there is none
 */
public record RuleSelection(
    String namespace,
    String name,
    @Nullable LabelSelector rules,
    @Nullable LabelSelector namespaces) {

  /** Such as {@code Prometheus monitoring/k8s}. */
  public String title() {
    return "Prometheus " + namespace + "/" + name;
  }

  /**
   * Why it does not load an object, and what to do; null where it does.
   *
   * @param in namespace of the object
   * @param inLabels labels of that namespace
   */
  public @Nullable String refusal(
      Map<String, String> labels, String in, Map<String, String> inLabels) {
    if (rules == null) {
      return title() + " has no spec.ruleSelector and so loads no rules; write ruleSelector: {}";
    }
    if (!matches(rules, labels)) {
      return "%s loads PrometheusRules with ruleSelector %s, and this one has the labels %s; %s"
          .formatted(title(), text(rules), labels, mend(rules, labels));
    }
    if (namespaces == null) {
      return in.equals(namespace)
          ? null
          : "%s has no spec.ruleNamespaceSelector and so loads rules of its own namespace alone, and this one is in %s; write ruleNamespaceSelector: {}"
              .formatted(title(), in);
    }
    return matches(namespaces, inLabels)
        ? null
        : "%s loads rules of namespaces with ruleNamespaceSelector %s, and the namespace %s has the labels %s; label the namespace, or widen the selector"
            .formatted(title(), text(namespaces), in, inLabels);
  }

  private static boolean matches(LabelSelector selector, Map<String, String> labels) {
    return wanted(selector).entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && requirements(selector).stream().allMatch(one -> matches(one, labels));
  }

  private static boolean matches(LabelSelectorRequirement one, Map<String, String> labels) {
    String found = labels.get(one.getKey());
    return switch (Objects.requireNonNullElse(one.getOperator(), "")) {
      case "In" -> found != null && one.getValues().contains(found);
      case "NotIn" -> found == null || !one.getValues().contains(found);
      case "Exists" -> found != null;
      case "DoesNotExist" -> found == null;
      default -> false;
    };
  }

  /** The labels that an object lacks, as the chain declares them. */
  private static String mend(LabelSelector selector, Map<String, String> labels) {
    SortedMap<String, String> lacking = new TreeMap<>(wanted(selector));
    List<String> others = new ArrayList<>();
    for (LabelSelectorRequirement one : requirements(selector)) {
      boolean lacks = !matches(one, labels);
      if (lacks && "In".equals(one.getOperator()) && !one.getValues().isEmpty()) {
        lacking.putIfAbsent(one.getKey(), one.getValues().get(0));
      } else if (lacks && "Exists".equals(one.getOperator())) {
        lacking.putIfAbsent(one.getKey(), "yes");
      } else if (lacks) {
        others.add(one.getKey());
      }
    }
    lacking.entrySet().removeIf(label -> label.getValue().equals(labels.get(label.getKey())));
    String write =
        lacking.isEmpty()
            ? ""
            : "write spec.rules.labels: " + lacking.toString().replace("=", ": ");
    String remove = others.isEmpty() ? "" : "change or remove its labels " + others;
    return write + (write.isEmpty() || remove.isEmpty() ? "" : ", and ") + remove;
  }

  private static String text(LabelSelector selector) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(wanted(selector)).forEach((key, value) -> parts.add(key + "=" + value));
    for (LabelSelectorRequirement one : requirements(selector)) {
      List<String> values = Objects.requireNonNullElse(one.getValues(), List.of());
      parts.add(one.getKey() + " " + one.getOperator() + (values.isEmpty() ? "" : " " + values));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static Map<String, String> wanted(LabelSelector selector) {
    return Objects.requireNonNullElse(selector.getMatchLabels(), Map.of());
  }

  private static List<LabelSelectorRequirement> requirements(LabelSelector selector) {
    return Objects.requireNonNullElse(selector.getMatchExpressions(), List.of());
  }
}
