package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set points of a loop that a plant never reaches, and those that it does. */
class LoopSetpointTest {

  private static List<ManifestProblem> problems(
      String scenarioName, String signal, double setpoint) {
    Scenario scenario = BuiltInScenarios.named(scenarioName);
    String text = Policy.text(scenario);
    String loop =
        """
        ---
        apiVersion: homeostat.dev/v1alpha1
        kind: ControlLoop
        metadata: {name: loop, namespace: shop}
        spec:
          signal: {name: measured, %s}
          setpoint: %s
          pid: {proportionalGain: 0.05, integralTime: 20s}
          supervision: {disabled: true}
          drives: {operatingMode: plant, knob: admission-limit}
        """
            .formatted(signal, setpoint);
    String open =
        text.contains("allowPromql")
            ? text
            : text.replace("staleAfter: 5s", "staleAfter: 5s, allowPromql: true");
    return PlantPolicy.check(ManifestReader.read("mine.yaml", open + loop), scenario).problems();
  }

  private static String query(String series) {
    return "promql: {source: main, query: " + series + "}";
  }

  /**
   * Ten servers that no knob of the policy changes; a queue of 10,000; 200 connections at most by
   * the knob of the policy; 10,000 keys of a cache; a second that any request takes.
   */
  @ParameterizedTest
  @CsvSource({
    "retry-storm, utilization_ratio, 0.8, 1.2, 0.0 to 1.0",
    "retry-storm, running, 9, 11, 0.0 to 10.0",
    "retry-storm, queued, 10000, 10001, 0.0 to 10000.0",
    "retry-storm, attempts_open, 1000000, -1, 0.0 and more",
    "gc-spiral, running, 100, 101, 0.0 to 100.0",
    "slow-queries, connections_active, 200, 201, 0.0 to 200.0",
    "cache-flush, cache_keys, 10000, 10001, 0.0 to 10000.0",
    "spike, latency_seconds, 1.5, 0.5, 1.0 and more",
    "follower-reads, leader_running, 4, 5, 0.0 to 4.0"
  })
  void setpoint_outOfReach_isNamedAndNothingRuns(
      String scenario, String series, double within, double without, String range) {
    assertThat(problems(scenario, query(series), within)).isEmpty();
    assertThat(problems(scenario, query(series), without))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.path()).isEqualTo("spec.setpoint");
              assertThat(problem.line()).isGreaterThan(30);
              assertThat(problem.message())
                  .contains("expected a value within " + range, series, "found " + without);
            });
  }

  /** With an objective of 0.999 all of the requests fail at a burn rate of 1000. */
  @ParameterizedTest
  @CsvSource({"1, true", "999, true", "1001, false", "-1, false"})
  void setpoint_burnRate_isAtMostThatOfAllFailing(double setpoint, boolean reached) {
    assertThat(problems("retry-storm", "sloChain: {name: plant, window: 60s}", setpoint).isEmpty())
        .isEqualTo(reached);
  }
}
