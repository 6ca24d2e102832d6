package dev.homeostat.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterRulesTest {

  private static ClusterRules rules(String chain, Map<String, String> labels) {
    return ClusterRules.of(Declared.plan(chain), labels, 0);
  }

  private static ClusterRules small(String errors) {
    return rules(
        Declared.chain(Declared.SMALL.replace("errors: e,", "errors: " + errors + ",")), Map.of());
  }

  @Test
  void groups_eachBeginWithTheirRevision() {
    ClusterRules rules = rules(Declared.CHECKOUT, Map.of());

    assertThat(rules.groups()).hasSize(2);
    for (RuleGroup group : rules.groups()) {
      Rule mark = group.rules().get(0);
      assertThat(mark.expression()).isEqualTo("vector(1)");
      assertThat(mark.labels())
          .containsEntry("revision", rules.revision())
          .containsEntry("namespace", "shop")
          .containsEntry("chain", "checkout")
          .containsEntry("group", group.name().replaceFirst(".*/", ""));
    }
    assertThat(rules.objectName()).isEqualTo("homeostat-rules-checkout");
  }

  /** The rules of a day hold for the next one, too, and are made anew when it begins. */
  @Test
  void revision_ofACalendar_isAnotherInTheNextPeriodAlone() {
    ChainPlan plan =
        Declared.plan(
            Declared.one("0.9", "30d", "")
                .replace(
                    "period: 30d",
                    "calendar: {unit: Day, start: \"2026-01-01T00:00:00\", timeZone: UTC}"));
    String morning = ClusterRules.of(plan, Map.of(), 0).revision();
    long dayMillis = 86_400_000;

    assertThat(ClusterRules.of(plan, Map.of(), dayMillis - 1).revision()).isEqualTo(morning);
    assertThat(ClusterRules.of(plan, Map.of(), dayMillis).revision()).isNotEqualTo(morning);
    assertThat(plan.budget().endMillis(dayMillis - 1)).isEqualTo(dayMillis);
    assertThat(RuleYaml.of(ChainRules.of(plan, 0)))
        .contains("and on() (vector(time()) >= 0 < 86400))")
        .contains("and on() (vector(time()) >= 86400 < 172800))")
        .contains("vector(time()) >= 172800")
        .doesNotContain("259200");
  }

  @Test
  void revision_ofOtherRules_isAnother() {
    assertThat(small("e2").revision()).isNotEqualTo(small("e").revision());
    assertThat(small("e").revision()).isEqualTo(small("e").revision()).hasSize(16);
  }

  @Test
  void revision_ofOtherLabelsOfTheObject_isTheSame() {
    assertThat(rules(Declared.CHECKOUT, Map.of("release", "prom")).revision())
        .isEqualTo(rules(Declared.CHECKOUT, Map.of()).revision());
  }

  /** 64 services with selectors of 1,000 characters, each written once for every raw window. */
  @Test
  void rules_ofMoreThanAMebibyte_areTooLargeAndSayWhatToDo() {
    String long1000 = "e{s=\"" + "x".repeat(1_000) + "\"}";
    String services =
        IntStream.range(0, 64)
            .mapToObj(
                i ->
                    "- {name: s%d, objective: \"0.999\", errors: '%s', total: '%s'}"
                        .formatted(i, long1000, long1000))
            .collect(Collectors.joining("\n"));
    assertThat(rules(everyServiceIn(services), Map.of()).tooLarge())
        .isNotNull()
        .satisfies(
            tooLarge -> {
              assertThat(tooLarge.reason()).isEqualTo("RulesTooLarge");
              assertThat(tooLarge.message())
                  .contains("more than the 1048576", "split the chain in two");
            });
  }

  private static String everyServiceIn(String services) {
    StringBuilder stages = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int from = i * 16;
      stages.append(
          "- {name: p%d, compose: Serial, members: [%s]}\n"
              .formatted(
                  i,
                  IntStream.range(from, from + 16)
                      .mapToObj(s -> "s" + s)
                      .collect(Collectors.joining(", "))));
    }
    return Declared.chain(
        "objective: \"0.9\"\nservices:\n"
            + services
            + "\nstages:\n"
            + stages
            + "- {name: all, compose: Serial, members: [p0, p1, p2, p3]}\nroot: all\n");
  }
}
