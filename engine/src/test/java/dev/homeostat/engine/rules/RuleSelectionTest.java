package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the selectors mean stands in the API reference of the Prometheus Operator, 0.93. */
class RuleSelectionTest {

  private static final LabelSelector ALL = new LabelSelector();

  private static LabelSelector label(String key, String value) {
    return new LabelSelectorBuilder().addToMatchLabels(key, value).build();
  }

  private static LabelSelector expression(String key, String operator, String... values) {
    return new LabelSelectorBuilder()
        .addToMatchExpressions(new LabelSelectorRequirement(key, operator, List.of(values)))
        .build();
  }

  private static String refusal(LabelSelector rules, LabelSelector namespaces) {
    return new RuleSelection("monitoring", "k8s", rules, namespaces)
        .refusal(Map.of("team", "payments"), "shop", Map.of("env", "prod"));
  }

  @Test
  void selectors_thatAreEmpty_selectAll() {
    assertThat(refusal(ALL, ALL)).isNull();
  }

  @Test
  void ruleSelector_absent_selectsNothing() {
    assertThat(refusal(null, ALL)).contains("Prometheus monitoring/k8s", "write ruleSelector: {}");
  }

  @Test
  void namespaceSelector_absent_selectsItsOwnNamespace() {
    assertThat(refusal(ALL, null)).contains("this one is in shop", "ruleNamespaceSelector: {}");
    assertThat(new RuleSelection("shop", "k8s", ALL, null).refusal(Map.of(), "shop", Map.of()))
        .isNull();
  }

  @Test
  void matchLabels_otherThanOurs_areNamedWithTheMend() {
    assertThat(refusal(label("team", "payments"), ALL)).isNull();
    assertThat(refusal(label("release", "prom"), ALL))
        .contains("ruleSelector {release=prom}", "labels {team=payments}")
        .contains("write spec.rules.labels: {release: prom}");
  }

  @Test
  void matchExpressions_areRead() {
    assertThat(refusal(expression("team", "In", "payments", "core"), ALL)).isNull();
    assertThat(refusal(expression("team", "NotIn", "core"), ALL)).isNull();
    assertThat(refusal(expression("team", "Exists"), ALL)).isNull();
    assertThat(refusal(expression("role", "DoesNotExist"), ALL)).isNull();
    assertThat(refusal(expression("role", "In", "alerts", "rules"), ALL))
        .contains("{role In [alerts, rules]}", "write spec.rules.labels: {role: alerts}");
    assertThat(refusal(expression("team", "DoesNotExist"), ALL))
        .contains("change or remove its labels [team]");
    assertThat(refusal(expression("team", "Near", "x"), ALL)).isNotNull();
  }

  @Test
  void namespaceSelector_otherThanOurs_namesTheNamespaceAndItsLabels() {
    assertThat(refusal(ALL, label("env", "prod"))).isNull();
    assertThat(refusal(ALL, label("env", "test")))
        .contains("ruleNamespaceSelector {env=test}", "namespace shop has the labels {env=prod}")
        .contains("label the namespace, or widen the selector");
  }
}
