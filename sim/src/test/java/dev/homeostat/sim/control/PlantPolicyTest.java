package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.file.BuiltInScenarios;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlantPolicyTest {

  private static List<ManifestProblem> problems(UnaryOperator<String> change) {
    return problems(Policy.read(change));
  }

  private static List<ManifestProblem> problems(ManifestFile file) {
    PlantPolicy.Checked checked = PlantPolicy.check(file, BuiltInScenarios.named("retry-storm"));
    assertThat(checked.policy() == null).isEqualTo(!checked.problems().isEmpty());
    return checked.problems();
  }

  @Test
  void check_ownPolicy_hasNoProblem() {
    assertThat(problems(UnaryOperator.identity())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attempts_failed_total | attempts_faild_total | spec.services[0].errors | the nearest is"
            + " attempts_failed_total",
        "attempts_ended_total | sum(attempts_ended_total) | spec.services[0].total | without rate"
            + " or sum",
        "name: plant, key: limit | name: plant, key: limits |"
            + " spec.knobs[0].in.configMapKey.key | the nearest is limit",
        "name: plant, key: limit | name: checkout, key: limit | spec.knobs[0].in | expected a key"
            + " of the ConfigMap plant",
        "key: limit | key: limit, format: 'max={value}' | spec.knobs[0].in.configMapKey.format |"
            + " remove the format",
        "max: 1000000 | max: 2000000 | spec.knobs[0].max | from 1.0 to 1000000.0",
        "min: 20 | min: 0 | spec.knobs[0].min | from 1.0 to 1000000.0",
        "exitBelow: 1 | exitBelow: 20 | spec.modes | InvalidSpec",
        "minDwell: 5s | minDwel: 5s | spec.modes.degraded.minDwel | minDwell",
      })
  void check_whatThePlantLacks_isNamedWithItsLine(
      String text, String other, String path, String message) {
    List<ManifestProblem> problems = problems(yaml -> yaml.replace(text, other));

    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.path()).startsWith(path);
              assertThat(problem.message()).contains(message);
              assertThat(problem.line()).isGreaterThan(1);
            });
  }

  @Test
  void check_knobThatIsNoNumber_isRefused() {
    List<ManifestProblem> problems =
        problems(
            yaml ->
                yaml.replace("type: Integer", "type: Duration")
                    .replace("min: 20", "min: 20s")
                    .replace("max: 1000000", "max: 1h")
                    .replace("target: 140, degraded: 100", "target: 50s, degraded: 30s"));

    assertThat(problems).singleElement().satisfies(p -> assertThat(p.path()).endsWith(".type"));
    assertThat(problems.get(0).message()).contains("found Duration");
  }

  @Test
  void check_twoNamespaces_areRefused() {
    String other =
        """
        ---
        apiVersion: homeostat.dev/v1alpha1
        kind: OperatingMode
        metadata: {name: other, namespace: else}
        spec:
          signals:
          - {name: open, promql: {source: main, query: attempts_opn}}
          knobs:
          - {name: r, type: Integer, min: 0, max: 4, saferDirection: Lower, values: {target: 4, degraded: 0}, in: {configMapKey: {name: plant, key: resends}}}
          modes: {degraded: {enter: [{allOf: [{signal: open, above: 100, exitBelow: 10}]}]}}
        """;
    List<ManifestProblem> problems =
        problems(
            yaml -> yaml.replace("staleAfter: 5s", "staleAfter: 5s, allowPromql: true") + other);

    assertThat(problems)
        .extracting(ManifestProblem::path)
        .containsExactlyInAnyOrder("metadata.namespace", "spec.signals[0].promql.query");
  }

  @Test
  void check_sharedSignal_isRefused() {
    List<ManifestProblem> problems =
        problems(
            yaml ->
                yaml.replace(
                        "staleAfter: 5s",
                        "staleAfter: 5s, signals: [{name: s, promql: attempts_open, by:"
                            + " [namespace]}]")
                    .replace(
                        "  knobs:\n",
                        "  - {name: s, shared: {source: main, signal: s}}\n  knobs:\n"));

    assertThat(problems).singleElement().satisfies(p -> assertThat(p.path()).endsWith(".shared"));
  }

  @Test
  void check_nothingToControl_isRefused() {
    assertThat(problems(ManifestReader.read("empty.yaml", "")))
        .anySatisfy(problem -> assertThat(problem.line()).isEqualTo(1));
    assertThat(problems(yaml -> yaml.substring(0, yaml.lastIndexOf("---\n"))))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("there is no OperatingMode"));
  }
}
