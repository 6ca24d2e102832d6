package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.policy.Problem;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final long NOW = Instant.parse("2026-03-01T10:00:00.700Z").toEpochMilli();
  private static final String BEFORE = "2026-03-01T09:00:00Z";
  private static final Problem PROBLEM = new Problem("InvalidSpec", "spec.knobs", "mend it");

  private static Condition find(List<Condition> conditions, String type) {
    return conditions.stream().filter(c -> c.getType().equals(type)).findFirst().orElseThrow();
  }

  private static Condition old(String type, String status) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withLastTransitionTime(BEFORE)
        .build();
  }

  @Test
  void stalled_problems_areInBothConditions() {
    List<Condition> conditions = Conditions.stalled(List.of(PROBLEM), List.of(), 7, NOW);

    assertThat(find(conditions, "Ready").getStatus()).isEqualTo("False");
    assertThat(find(conditions, "Stalled").getStatus()).isEqualTo("True");
    assertThat(conditions)
        .allSatisfy(
            condition -> {
              assertThat(condition.getReason()).isEqualTo("InvalidSpec");
              assertThat(condition.getMessage()).isEqualTo("spec.knobs: mend it");
              assertThat(condition.getObservedGeneration()).isEqualTo(7);
              assertThat(condition.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
            });
  }

  @Test
  void valid_sameStatus_keepsItsTime() {
    List<Condition> conditions =
        Conditions.valid(List.of(), List.of(old("Ready", "True"), old("Stalled", "True")), 8, NOW);

    assertThat(find(conditions, "Ready").getLastTransitionTime()).isEqualTo(BEFORE);
    assertThat(find(conditions, "Stalled").getLastTransitionTime())
        .isEqualTo("2026-03-01T10:00:00Z");
  }

  @Test
  void valid_problemOfWhatItNeeds_isNotReadyAndNotStalled() {
    List<Condition> conditions =
        Conditions.valid(
            List.of(new Problem("SourceUnreachable", "spec.url", "nobody answers")),
            List.of(),
            1,
            NOW);

    assertThat(find(conditions, "Ready").getReason()).isEqualTo("SourceUnreachable");
    assertThat(find(conditions, "Stalled").getStatus()).isEqualTo("False");
  }

  @Test
  void stalled_manyProblems_messageFits() {
    Problem wordy = new Problem("InvalidSpec", "spec", "x".repeat(900));

    List<Condition> conditions = Conditions.stalled(List.of(wordy, wordy), List.of(), 1, NOW);

    assertThat(conditions).allSatisfy(c -> assertThat(c.getMessage()).hasSize(1024));
  }

  @Test
  void beside_aConditionApart_staysWhateverElseIsConcluded() {
    Condition loaded = old("RulesLoaded", "True");
    List<Condition> before = List.of(old("Ready", "False"), loaded);

    List<Condition> conditions = Conditions.valid(List.of(), before, 7, NOW);
    assertThat(conditions).extracting(Condition::getType).contains("Ready", "Stalled");
    assertThat(find(conditions, "RulesLoaded")).isEqualTo(loaded);

    List<Condition> after = Conditions.beside(old("RulesLoaded", "False"), conditions, 8, NOW);
    assertThat(after).extracting(Condition::getType).containsOnlyOnce("RulesLoaded");
    assertThat(find(after, "RulesLoaded").getStatus()).isEqualTo("False");
    assertThat(find(after, "RulesLoaded").getObservedGeneration()).isEqualTo(8);
    assertThat(find(after, "Ready").getStatus()).isEqualTo("True");
  }
}
