package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestReader;
import dev.homeostat.engine.policy.ObjectSelection;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Selected;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionsTest {

  private static final PolicySet SET =
      PolicySet.of(
          ManifestReader.read(
                  "policy.yaml",
                  """
                  apiVersion: homeostat.dev/v1alpha1
                  kind: OperatingMode
                  metadata: {name: checkout, namespace: shop}
                  spec:
                    signals: []
                    knobs:
                    - {name: a, in: {configMapKey: {key: a, selector: {matchLabels: {of: x}}}}}
                    - {name: b, in: {configMapKey: {key: b, selector: {matchLabels: {of: x}}}}}
                    - {name: c, in: {configMapKey: {key: c, name: one}}}
                  """)
              .manifests());

  private final List<ObjectSelection> asked = new ArrayList<>();
  private final List<String> there = new ArrayList<>(List.of("b", "a"));
  private String trouble = "";
  private long nowMillis;
  private final Selections selections =
      new Selections(
          of -> {
            asked.add(of);
            return new Selected(of, trouble.isEmpty() ? there : List.of(), trouble);
          },
          () -> nowMillis);

  @Test
  void declared_isLookedForOnceAtOnce_andAgainAfterTenSeconds() {
    selections.declare(SET);
    selections.declare(SET);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0)).hasToString("configmaps in shop with {of=x}");
    assertThat(selections.known()).extracting(Selected::names).containsExactly(List.of("a", "b"));

    nowMillis = 9_999;
    assertThat(selections.refresh()).isFalse();
    nowMillis = 10_000;
    assertThat(selections.refresh()).as("the same objects").isFalse();
    assertThat(asked).hasSize(2);
    there.add("c");
    nowMillis = 20_000;
    assertThat(selections.refresh()).isTrue();
    assertThat(selections.known().get(0).names()).containsExactly("a", "b", "c");
  }

  @Test
  void nobodyCanLook_thoseOfBeforeCount() {
    selections.declare(SET);
    trouble = "no answer in time";
    nowMillis = 10_000;

    assertThat(selections.refresh()).isFalse();
    assertThat(selections.known().get(0).names()).containsExactly("a", "b");
  }

  @Test
  void nobodyCouldEverLook_saysWhy() {
    trouble = "default may not list";
    selections.declare(SET);

    assertThat(selections.known().get(0).trouble()).isEqualTo("default may not list");
  }

  @Test
  void nothingSelects_nobodyLooks() {
    selections.declare(new PolicySet(List.of()));
    nowMillis = 60_000;

    assertThat(selections.refresh()).isFalse();
    assertThat(asked).isEmpty();
  }
}
