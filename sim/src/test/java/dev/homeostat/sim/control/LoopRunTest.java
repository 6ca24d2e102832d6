package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.engine.JournalEntry;
import dev.homeostat.engine.plan.LoopPhase;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A ControlLoop of a policy file, executed by the real engine on a plant of the comparison. */
class LoopRunTest {

  private static final Scenario STORM = BuiltInScenarios.named("retry-storm");

  /** Keeps half of the limit in use, which the plant never needs while all is well. */
  private static final String LOOP =
      """
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: ControlLoop
      metadata: {name: open, namespace: shop}
      spec:
        enforcement: Enforce
        signal: {name: open, promql: {source: main, query: attempts_open}}
        setpoint: 300
        pid: {proportionalGain: 0.05, integralTime: 20s}
        output: {min: 200, max: 600}
        drives: {operatingMode: plant, knob: admission-limit}
        supervision: {disabled: true}
      """;

  private static String withLoop(String policy) {
    return policy
            .replace("staleAfter: 5s", "staleAfter: 5s, allowPromql: true")
            .replace("{target: 140, degraded: 100}", "{target: 620, degraded: 50}")
        + LOOP;
  }

  private static List<JournalEntry.Evaluated> run(long seed, List<PolicyRun> runs) {
    return run(seed, runs, UnaryOperator.identity());
  }

  private static List<JournalEntry.Evaluated> run(
      long seed, List<PolicyRun> runs, UnaryOperator<String> change) {
    List<JournalEntry.Evaluated> entries = new ArrayList<>();
    PlantPolicy policy = Policy.of(STORM, text -> change.apply(withLoop(text)));
    runs.add(
        PolicyRun.of(
            policy,
            STORM,
            seed,
            entry -> {
              if (entry instanceof JournalEntry.Evaluated evaluated) {
                entries.add(evaluated);
              }
            }));
    return entries;
  }

  @Test
  void retryStorm_loop_drivesTheLimitAndBreaksNoInvariant() {
    List<PolicyRun> runs = new ArrayList<>();
    List<JournalEntry.Evaluated> entries = run(1, runs);

    assertThat(runs.get(0).violations()).isEmpty();
    assertThat(entries)
        .anyMatch(entry -> entry.decision().loops().get(0).phase() == LoopPhase.ACTIVE);
    assertThat(entries.stream().mapToLong(entry -> entry.decision().writes().size()).sum())
        .as("it moves the limit, not only the mode")
        .isGreaterThan(10);
  }

  @Test
  void sameSeed_loop_givesTheSameBytes() {
    List<PolicyRun> runs = new ArrayList<>();
    assertThat(run(2, runs)).isEqualTo(run(2, runs));
    assertThat(runs.get(0).result().digest()).isEqualTo(runs.get(1).result().digest());
  }

  /** A plant has a fixed size, as one whose autoscaler is at its maximum, and is not rolled out. */
  @Test
  void shedOnlyAtMax_onAPlant_actsAsALoopThatIgnoresAutoscalers() {
    List<PolicyRun> runs = new ArrayList<>();
    List<JournalEntry.Evaluated> plain = run(3, runs);
    List<JournalEntry.Evaluated> shedding = run(3, runs, LoopRunTest::atMaximum);

    assertThat(runs.get(1).violations()).isEmpty();
    assertThat(shedding).isNotEmpty();
    assertThat(shedding.stream().map(JournalEntry.Evaluated::decision).toList())
        .isEqualTo(plain.stream().map(JournalEntry.Evaluated::decision).toList());
  }

  private static String atMaximum(String policy) {
    return policy
        .replaceFirst(
            "(?s)(kind: OperatingMode.*?\nspec:\n)",
            "$1  targetRef: {kind: Deployment, name: plant}\n")
        .replace("setpoint: 300", "setpoint: 300\n  autoscaling: ShedOnlyAtMax");
  }

  @Test
  void seriesThatThePlantLacks_isNamedWithTheNearest() {
    PlantPolicy.Checked checked =
        PlantPolicy.check(
            Policy.read(
                text -> withLoop(text).replace("query: attempts_open", "query: attempt_open")),
            STORM);
    assertThat(checked.problems())
        .singleElement()
        .extracting(ManifestProblem::toString)
        .asString()
        .contains("spec.signal.promql.query", "attempts_open");
  }
}
