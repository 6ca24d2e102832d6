package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Problem;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesStandingTest {

  private static final String BURN = "homeostat/shop/checkout/burn";
  private static final String BUDGET = "homeostat/shop/checkout/budget";

  private final ClusterRules rules = ClusterRules.of(Declared.plan(Declared.CHECKOUT), Map.of(), 0);
  private final Map<String, List<LoadedGroup>> groups = new HashMap<>();
  private List<RuleSelection> selections;

  private LoadedGroup loaded(String name) {
    return new LoadedGroup(name, "/etc/rules/a.yaml", rules.revision(), true, null);
  }

  private RulesStanding standing() {
    return RulesStanding.of(
        rules,
        new RulesStanding.Evidence(
            "SignalSource main",
            "PrometheusRule shop/homeostat-rules-checkout",
            Map.of("a", "b"),
            groups,
            selections,
            Map.of()));
  }

  private void allLoaded() {
    groups.put(BURN, List.of(loaded(BURN)));
    groups.put(BUDGET, List.of(loaded(BUDGET)));
  }

  @Test
  void groups_ofThisRevisionEvaluated_areLoaded() {
    allLoaded();

    assertThat(standing().loaded()).isTrue();
    assertThat(standing().reason()).isEqualTo("Loaded");
    assertThat(standing().message())
        .contains("SignalSource main evaluates", rules.revision(), "/etc/rules/a.yaml");
  }

  @Test
  void oneGroup_missing_isNotLoaded() {
    allLoaded();
    groups.remove(BUDGET);

    assertThat(standing().loaded()).isFalse();
    assertThat(standing().reason()).isEqualTo("NotLoaded");
    assertThat(standing().message()).contains(BUDGET, "rule_files");
  }

  @Test
  void group_ofLastWeek_isOldRules() {
    allLoaded();
    groups.put(BURN, List.of(new LoadedGroup(BURN, "f", "0123", true, null)));
    assertThat(standing().reason()).isEqualTo("OldRules");
    assertThat(standing().message()).contains(rules.revision(), "found revision 0123 in f");

    groups.put(BURN, List.of(new LoadedGroup(BURN, "f", null, true, null)));
    assertThat(standing().message()).contains("found rules without one");
  }

  @Test
  void group_fromTwoFiles_collides() {
    allLoaded();
    groups.put(
        BURN, List.of(loaded(BURN), new LoadedGroup(BURN, "b", rules.revision(), true, null)));

    assertThat(standing().reason()).isEqualTo("LoadedTwice");
    assertThat(standing().message()).contains("/etc/rules/a.yaml and from b", "collide");
  }

  @Test
  void rule_thatFails_isNamed() {
    allLoaded();
    groups.put(
        BURN, List.of(new LoadedGroup(BURN, "f", rules.revision(), true, "x:y:z: many-to-many")));

    assertThat(standing().reason()).isEqualTo("RuleFails");
    assertThat(standing().message()).contains("x:y:z: many-to-many");
  }

  @Test
  void group_loadedAMomentAgo_isNotEvaluatedYet() {
    allLoaded();
    groups.put(BURN, List.of(new LoadedGroup(BURN, "f", rules.revision(), false, null)));

    assertThat(standing().reason()).isEqualTo("NotEvaluated");
  }

  @Test
  void operator_thatSelectsNothing_namesEverySelector() {
    selections =
        List.of(
            new RuleSelection("monitoring", "a", null, null),
            new RuleSelection(
                "monitoring",
                "b",
                new LabelSelectorBuilder().addToMatchLabels("release", "prom").build(),
                null));

    assertThat(standing().reason()).isEqualTo("NotSelected");
    assertThat(standing().message())
        .contains("Prometheus monitoring/a has no spec.ruleSelector")
        .contains("Prometheus monitoring/b", "write spec.rules.labels: {release: prom}");
  }

  @Test
  void operator_thatSelectsIt_isWaitedFor() {
    selections =
        List.of(
            new RuleSelection("monitoring", "a", null, null),
            new RuleSelection("monitoring", "b", new LabelSelector(), new LabelSelector()));

    assertThat(standing().reason()).isEqualTo("NotLoaded");
    assertThat(standing().message()).contains("Prometheus monitoring/b selects it");
  }

  @Test
  void operator_withoutAPrometheus_saysSo() {
    selections = List.of();

    assertThat(standing().message()).contains("no Prometheus of the Prometheus Operator");
  }

  @Test
  void message_ofAnyLength_fitsIntoACondition() {
    RulesStanding standing =
        RulesStanding.hindered(new Problem("Forbidden", "ConfigMap a/b", "x".repeat(5_000)));

    assertThat(standing.message()).hasSize(1024).startsWith("ConfigMap a/b: xxx");
    assertThat(standing.loaded()).isFalse();
  }
}
