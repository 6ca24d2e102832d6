package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.Kubectl.Outcome;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.cluster.Stopwatch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What a real API server makes of the CustomResourceDefinitions. */
@OnRealCluster
class CrdAcceptanceIT {

  private static final List<String> PLURALS =
      List.of(
          "signalsources",
          "slochains",
          "operatingmodes",
          "controlloops",
          "modeoverrides",
          "approvals",
          "homeostatcontrols");

  private static final List<String> KINDS =
      PLURALS.stream().map(plural -> plural.substring(0, plural.length() - 1)).toList();

  private static final Path DEMO_POLICY =
      Path.of("../../demo/src/main/resources/dev/homeostat/demo/checkout.yaml");

  /** What was found, which the server shows as JSON or by its type before a rule's message. */
  private static final Pattern VALUE_FOUND =
      Pattern.compile(
          "Invalid value: (\\{.*?\\}|\\[.*?\\]|\"[^\"]*\"|[0-9.e+-]+): ", Pattern.DOTALL);

  private static final Pattern PROBLEM_PLACE =
      Pattern.compile("^\\* ((?!<nil>)[^:]+):", Pattern.MULTILINE);

  private static Kubectl kubectl;

  @BeforeAll
  static void applyDefinitions() throws Exception {
    kubectl = RealCluster.shared().kubectl();
    Stopwatch stopwatch = new Stopwatch("definitions");
    for (String plural : PLURALS) {
      succeeds(kubectl.runWith(definition(plural), "apply", "--server-side", "-f", "-"));
    }
    stopwatch.stage("applied");
    for (String plural : PLURALS) {
      succeeds(
          kubectl.run(
              "wait",
              "--for=condition=Established",
              "crd/" + plural + ".homeostat.dev",
              "--timeout=60s"));
    }
    stopwatch.stage("established");
    kubectl.run("create", "namespace", "shop");
    succeeds(kubectl.run("apply", "-f", DEMO_POLICY.toString()));
    stopwatch.stage("the demo's policy accepted");
  }

  @AfterAll
  static void removeResources() throws Exception {
    if (kubectl != null) {
      kubectl.run("delete", "-f", DEMO_POLICY.toString(), "--wait=false");
      kubectl.run("delete", "namespace", "shop", "--wait=false");
    }
  }

  private static String definition(String plural) throws IOException {
    String name = "/META-INF/homeostat/" + plural + ".homeostat.dev.yaml";
    try (InputStream yaml = CrdAcceptanceIT.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(yaml, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @TestFactory
  Stream<DynamicTest> apply_edits() throws IOException {
    Stream<DynamicTest> tests = Stream.of();
    for (String kind : KINDS) {
      ManifestCases file = ManifestCases.read(kind + ".yaml");
      tests =
          Stream.concat(
              tests,
              file.cases().stream()
                  .map(
                      edit -> dynamicTest(kind + ": " + edit.name(), () -> checkEdit(file, edit))));
    }
    return tests;
  }

  private static void checkEdit(ManifestCases file, ManifestCases.Case edit) throws Exception {
    Outcome outcome = kubectl.runWith(file.manifest(edit), "apply", "--dry-run=server", "-f", "-");
    if (edit.refused() == null) {
      succeeds(outcome);
      return;
    }
    String text = VALUE_FOUND.matcher(outcome.text()).replaceAll("Invalid value: ");
    assertThat(outcome.succeeded()).as(text).isFalse();
    assertThat(text)
        .contains(edit.refused())
        .doesNotContain("evaluation error", "no such key", "no such overload");
    // One mistake is one problem: a rule that also complains, elsewhere, sends people astray.
    assertThat(PROBLEM_PLACE.matcher(text).results().map(place -> place.group(1)).distinct())
        .as(text)
        .hasSizeLessThan(edit.consequences() ? Integer.MAX_VALUE : 2);
  }

  @Test
  void apply_defaults_areFilledIn() throws Exception {
    Outcome mode =
        kubectl.run(
            "get",
            "om",
            "checkout",
            "-n",
            "shop",
            "-o",
            "jsonpath={.spec.deletionPolicy} {.spec.signals[0].missing}"
                + " {.spec.knobs[0].in.configMapKey.format}"
                + " {.spec.modes.degraded.enter[0].allOf[0].exitFor}");
    assertThat(mode.text()).isEqualTo("Restore Hold {value} 5m");
    Outcome source =
        kubectl.run("get", "ss", "main", "-o", "jsonpath={.spec.timeout} {.spec.allowPromql}");
    assertThat(source.text()).isEqualTo("5s false");
  }

  @ParameterizedTest
  @CsvSource({
    "Target, Degraded, true",
    "Target, Floor, true",
    "Target, Recovery, false",
    "Degraded, Floor, true",
    "Degraded, Recovery, true",
    "Degraded, Target, false",
    "Floor, Recovery, true",
    "Floor, Degraded, false",
    "Floor, Target, false",
    "Recovery, Target, true",
    "Recovery, Degraded, true",
    "Recovery, Floor, true",
    "Recovery, Recovery, true"
  })
  void patchStatus_move_onlyIfLegal(String from, String to, boolean legal) throws Exception {
    // Without a mode there is no move: so a status that was lost can be written anew.
    succeeds(patchStatus("{\"status\":{\"mode\":null}}"));
    succeeds(patchMode(from));
    Outcome outcome = patchMode(to);
    assertThat(outcome.succeeded()).as(outcome.text()).isEqualTo(legal);
    if (!legal) {
      assertThat(outcome.text())
          .contains(
              "status.mode: Invalid value: \"string\": illegal move: Target leads to Degraded or"
                  + " Floor, Degraded to Floor or Recovery, Floor to Recovery, Recovery to Target,"
                  + " Degraded or Floor");
    }
  }

  private static Outcome patchMode(String mode) throws Exception {
    return patchStatus("{\"status\":{\"mode\":\"" + mode + "\"}}");
  }

  private static Outcome patchStatus(String patch) throws Exception {
    return kubectl.run(
        "patch",
        "om",
        "checkout",
        "-n",
        "shop",
        "--subresource=status",
        "--type=merge",
        "-p",
        patch);
  }

  @Test
  void patchStatus_conditionWithoutReason_isRefused() throws Exception {
    Outcome outcome =
        patchStatus("{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text())
        .contains(
            "status.conditions[0].reason: Required value",
            "status.conditions[0].lastTransitionTime: Required value");
  }

  @Test
  void explain_knobs_sayUnitAndDefault() throws Exception {
    Outcome outcome = kubectl.run("explain", "operatingmode.spec.knobs");
    succeeds(outcome);
    String text = outcome.text().replaceAll("\\s+", " ");
    assertThat(text)
        .contains(
            "Smallest allowed value, in the knob's unit: a whole number, a quoted decimal such as"
                + " \"0.5\", or a duration such as 30s.",
            "Default false: an existing owner is a conflict that is reported.",
            "enum: Duration, Integer, Decimal, Percentage",
            "saferDirection <string> -required-");
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  void explain_kind_isDescribed(String kind) throws Exception {
    Outcome outcome = kubectl.run("explain", kind);
    succeeds(outcome);
    assertThat(outcome.text()).doesNotContain("<empty>").containsIgnoringCase(kind + " ");
  }

  @Test
  void get_operatingMode_showsItsColumns() throws Exception {
    succeeds(patchStatus("{\"status\":{\"mode\":null}}"));
    succeeds(
        patchStatus("{\"status\":{\"mode\":\"Target\",\"modeSince\":\"2026-01-01T00:00:00Z\"}}"));
    Outcome outcome = kubectl.run("get", "om", "-n", "shop");
    List<String> lines = outcome.text().lines().toList();
    assertThat(lines.get(0).split(" +"))
        .containsExactly(
            "NAME", "MODE", "ENFORCEMENT", "WOULD-BE", "READY", "REASON", "SINCE", "AGE");
    assertThat(lines.get(1)).startsWith("checkout").contains("Target", "Enforce");
  }

  @Test
  void get_category_showsAllKinds() throws Exception {
    Outcome outcome = kubectl.run("get", "homeostat", "-n", "shop");
    assertThat(outcome.text())
        .contains(
            "signalsource.homeostat.dev/main",
            "slochain.homeostat.dev/checkout",
            "operatingmode.homeostat.dev/checkout");
  }

  private static void succeeds(Outcome outcome) {
    assertThat(outcome.succeeded()).as(outcome.text()).isTrue();
  }
}
