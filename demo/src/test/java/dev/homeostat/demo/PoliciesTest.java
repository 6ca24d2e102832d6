package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.crds.ManifestProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

  private static int lineOf(String yaml, String text) {
    return 1 + (int) yaml.substring(0, yaml.indexOf(text)).chars().filter(c -> c == '\n').count();
  }

  private static String own(String before, String after) {
    String yaml = Policies.own();
    assertThat(yaml).contains(before);
    return yaml.replace(before, after);
  }

  @Test
  void check_ownPolicy_hasNoProblem() throws Exception {
    Policies.Checked checked = Policies.check("checkout.yaml", Policies.own());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.set().resources()).hasSize(3);
    assertThat(Policies.objective(checked.set())).isEqualTo(0.99);
  }

  @Test
  void check_controlLoopInTheFile_isCompiledWithItsWorkload() {
    String loop =
        """

        ---
        apiVersion: homeostat.dev/v1alpha1
        kind: ControlLoop
        metadata: {name: burn, namespace: shop}
        spec:
          enforcement: Enforce
          signal: {name: burn, sloChain: {name: checkout, window: 5s}}
          setpoint: 0.5
          pid: {proportionalGain: 20, integralTime: 60s}
          drives: {operatingMode: checkout, knob: admission-limit}
        """;
    assertThat(Policies.check("mine.yaml", Policies.own() + loop).problems()).isEmpty();

    String yaml = Policies.own() + loop.replace("knob: admission-limit", "knob: limit");
    assertThat(Policies.check("mine.yaml", yaml).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .startsWith("mine.yaml:" + lineOf(yaml, "knob: limit}"))
                    .contains("UnknownKnob", "admission-limit"));
  }

  @Test
  void check_problems_areNamedByFileAndLineInTheirOrder() {
    String yaml =
        own("min: 20", "min: 2000")
            .replace("source: main", "source: mian")
            .replace("signal: burn-5s", "signal: burn-6s");

    List<ManifestProblem> problems = Policies.check("mine.yaml", yaml).problems();

    assertThat(problems)
        .extracting(ManifestProblem::line)
        .isSorted()
        .contains(lineOf(yaml, "source: mian"), lineOf(yaml, "signal: burn-6s"));
    assertThat(problems)
        .extracting(ManifestProblem::toString)
        .allMatch(line -> line.startsWith("mine.yaml:"))
        .anyMatch(line -> line.contains("UnknownSource") && line.contains("mian"))
        .anyMatch(line -> line.contains("burn-6s"));
  }

  @Test
  void check_problemsOfReadingAndOfMeaning_areInOneOrder() {
    String yaml = own("source: main", "source: mian").replace("hold: 3s", "hlod: 3s");

    assertThat(Policies.check("mine.yaml", yaml).problems())
        .extracting(ManifestProblem::line)
        .containsExactly(lineOf(yaml, "source: mian"), lineOf(yaml, "hlod"));
  }

  @Test
  void check_unreadableYaml_isAProblemWithItsLine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "kind: [\n");

    assertThat(Policies.check(file).problems())
        .isNotEmpty()
        .allMatch(problem -> problem.toString().startsWith(file + ":"));
  }

  @Test
  void check_missingFile_isAProblem(@TempDir Path folder) {
    assertThat(Policies.check(folder.resolve("none.yaml")).problems())
        .singleElement()
        .asString()
        .contains("none.yaml:1:", "expected a YAML file, found nothing here");
  }

  @Test
  void objective_withoutChain_saysWhatToDo() {
    String source = Policies.own().substring(0, Policies.own().indexOf("---"));
    Policies.Checked checked = Policies.check("mine.yaml", source);

    assertThat(checked.problems()).isEmpty();
    assertThatThrownBy(() -> Policies.objective(checked.set()))
        .isInstanceOf(DemoException.class)
        .hasMessageContaining("no SLOChain")
        .hasMessageContaining("--print-policy");
  }
}
