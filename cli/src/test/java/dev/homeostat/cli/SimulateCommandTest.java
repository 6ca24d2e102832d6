package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.demo.Timeline;
import dev.homeostat.sim.control.Figures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimulateCommandTest {

  private static final List<String> FIGURES =
      List.of(
          "goodputRatio",
          "p99Seconds",
          "wastedWorkRatio",
          "recoverySeconds",
          "budgetSpentRatio",
          "writes",
          "reversals",
          "moves",
          "invariantViolations");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  /** The policy that the simulator prints for a scenario, with one thing changed. */
  private String policy(String scenario, String text, String other) throws Exception {
    assertThat(run("simulate", "--scenario", scenario, "--print-policy")).isZero();
    String printed = out.toString();
    assertThat(printed).contains(text);
    out.getBuffer().setLength(0);
    return Files.writeString(folder.resolve("mine.yaml"), printed.replace(text, other)).toString();
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void simulate_json_hasTheFiguresOfEachSeedAndInTotal() throws Exception {
    String file = policy("retry-storm", "kind", "kind");

    assertThat(run("simulate", "-f", file, "--seeds", "2", "--seed", "5", "-o", "json")).isZero();

    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("scenario").asText()).isEqualTo("retry-storm");
    assertThat(json.path("policy").asText()).isEqualTo(file);
    assertThat(json.path("recovered").asInt()).isEqualTo(2);
    assertThat(names(json.path("total"))).containsExactlyElementsOf(FIGURES);
    assertThat(json.path("seeds")).hasSize(2);
    assertThat(names(json.path("seeds").path(0))).startsWith("seed").containsAll(FIGURES);
    assertThat(json.path("seeds").path(1).path("seed").asInt()).isEqualTo(6);
    assertThat(json.path("total").path("moves").asInt()).isEqualTo(6);
    assertThat(json.path("violations")).isEmpty();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void simulate_noPolicy_neverRecovers() throws Exception {
    assertThat(run("simulate", "--no-policy", "--seeds", "1", "-o", "json")).isZero();

    JsonNode total = new ObjectMapper().readTree(out.toString()).path("total");
    assertThat(total.path("recoverySeconds").isNull()).isTrue();
    assertThat(total.path("goodputRatio").asDouble()).isLessThan(0.25);
    assertThat(total.path("writes").asInt()).isZero();
  }

  @Test
  void simulate_table_isForPeople() {
    assertThat(run("simulate", "--no-policy", "--scenario", "spike", "--seeds", "1")).isZero();

    assertThat(out.toString().lines().toList())
        .hasSize(5)
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .startsWith("spike with nothing: ")
                  .endsWith(" of 1 recovered");
              assertThat(lines.get(2)).contains("goodput", "recovery", "violations");
              assertThat(lines.get(4)).contains("total");
            });
  }

  @Test
  void simulate_list_namesEveryScenario() {
    assertThat(run("simulate", "--list")).isZero();

    assertThat(out.toString().lines())
        .hasSize(13)
        .contains(
            "retry-storm", "diurnal", "outage", "gc-spiral", "slow-queries", "follower-reads");
  }

  @Test
  void simulate_printedScenarioAsAFile_isTheSameRun() throws Exception {
    String policy = policy("spike", "kind", "kind");
    assertThat(run("simulate", "--print-scenario", "spike")).isZero();
    Path file = Files.writeString(folder.resolve("my-spike.yaml"), out.toString());
    List<String> documents = new ArrayList<>();

    for (String scenario : List.of("spike", file.toString())) {
      out.getBuffer().setLength(0);
      assertThat(run("simulate", "-f", policy, "--scenario", scenario, "-o", "json")).isZero();
      documents.add(out.toString());
    }

    assertThat(documents.get(1)).isEqualTo(documents.get(0));
    out.getBuffer().setLength(0);
    assertThat(run("simulate", "--print-policy", "--scenario", file.toString())).isZero();
    assertThat(file.resolveSibling("mine.yaml")).content().isEqualTo(out.toString());
  }

  @Test
  void simulate_scenarioFileWithATypo_isNamedWithItsLineAndNothingRuns() throws Exception {
    assertThat(run("simulate", "--print-scenario", "retry-storm")).isZero();
    String yaml = out.toString().replace("resends: 4", "resend: 4");
    Path file = Files.writeString(folder.resolve("storm.yaml"), yaml);
    out.getBuffer().setLength(0);

    assertThat(run("simulate", "--no-policy", "--scenario", file.toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .containsExactly(
            file + ":7: clients.resend: unknown field; did you mean resends?",
            "homeostat: nothing was run; mend the scenario first");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"retry-storm", "ramp", "slow-dependency", "gc-spiral"})
  void simulate_printPolicy_isWhatLintAccepts(String scenario) throws Exception {
    assertThat(run("lint", policy(scenario, "kind", "kind"))).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--no-policy --scenario retrystorm | no scenario is named retrystorm; the nearest is"
            + " retry-storm; simulate --list names all, and a file ends in .yaml",
        "--scenario spike | expected one of -f FILE and --no-policy",
        "-f x.yaml --no-policy | expected one of -f FILE and --no-policy",
        "--print-scenario spik | no scenario is named spik; the nearest is spike",
        "--no-policy --seeds 0 | --seeds expects 1 to 10000, found '0'",
        "--no-policy --seeds x | --seeds expects a whole number, found 'x'",
        "--no-policy -o xml | --output expects table or json, found 'xml'",
      })
  void simulate_wrongArguments_isOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(("simulate " + line).split(" ", -1))).isEqualTo(2);

    assertThat(err.toString().lines()).singleElement().asString().contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "key: limit | key: limits | no knob of this plant is named limits; the nearest is limit",
        "attempts_ended_total | attempts_end_total | the nearest is attempts_ended_total",
        "hold: 5s | hlod: 5s | hlod",
      })
  void simulate_policyThatDoesNotFit_isNamedWithItsLineAndNothingRuns(
      String text, String other, String message) throws Exception {
    String file = policy("retry-storm", text, other);

    assertThat(run("simulate", "-f", file)).isEqualTo(1);

    assertThat(err.toString().lines())
        .anyMatch(line -> line.matches(".*mine\\.yaml:\\d+: .*") && line.contains(message));
    assertThat(err.toString()).contains("nothing was run");
    assertThat(out.toString()).isEmpty();
  }

  private static final String LOOP =
      """
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: ControlLoop
      metadata: {name: open, namespace: shop}
      spec:
        signal: {name: open, promql: {source: main, query: attempts_open}}
        setpoint: 300
        setpointRange: {min: 0, max: 500}
        pid: {proportionalGain: 2.5, integralTime: 10s}
        tuning: {model: {gain: 1, lag: 10s, deadTime: 2s}}
        drives: {operatingMode: plant, knob: admission-limit}
      """;

  private String withLoop(String text, String other) throws Exception {
    assertThat(LOOP).contains(text);
    String source = "staleAfter: 5s";
    Path file = Path.of(policy("retry-storm", source, source + ", allowPromql: true"));
    return Files.writeString(file, Files.readString(file) + LOOP.replace(text, other)).toString();
  }

  @Test
  void simulate_loop_runs() throws Exception {
    String file = withLoop("kind", "kind");

    assertThat(run("simulate", "-f", file, "--scenario", "spike", "--seeds", "1")).isZero();
  }

  /** What no process can do, or this plant lacks. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "setpoint: 300 | setpoint: 900 | spec.setpoint: InvalidSpec: expected a value within"
            + " setpointRange",
        "setpoint: 300 | setpoint: .inf | spec.setpoint: expected a finite number",
        "Gain: 2.5 | Gain: 50 | spec.pid: UnstableGains",
        "Gain: 2.5 | Gain: -1 | spec.pid: InvalidSpec: gain must be finite and above 0",
        "Gain: 2.5 | Gain: .nan | spec.pid.proportionalGain: expected a finite number",
        "gain: 1, | gain: -1, | spec.pid: UnstableGains: expected action Direct",
        "integralTime: 10s | integralTime: 0s | spec.pid.integralTime: InvalidSpec",
        "integralTime: 10s | integralTime: -10s | spec.pid.integralTime: InvalidSpec",
        "lag: 10s | lag: 0s | spec.tuning.model.lag: InvalidSpec",
        "query: attempts_open | query: attempt_open | the nearest is attempts_open",
        "query: attempts_open | query: utilization_ratio | spec.setpoint: expected a value within"
            + " 0.0 to 1.0, which utilization_ratio can reach",
        "knob: admission-limit | knob: limit | UnknownKnob",
      })
  void simulate_loopThatCannotWork_isNamedWithItsLineAndNothingRuns(
      String text, String other, String message) throws Exception {
    String file = withLoop(text, other);

    assertThat(run("simulate", "-f", file)).isEqualTo(1);

    assertThat(err.toString().lines())
        .anyMatch(line -> line.matches(".*mine\\.yaml:\\d\\d: .*") && line.contains(message));
    assertThat(err.toString()).contains("nothing was run");
    assertThat(out.toString()).isEmpty();
  }

  /** The plants have no knob of that name; what fits one need not fit another. */
  @Test
  void simulate_policyOfAnotherPlant_isRefused() throws Exception {
    String file = policy("slow-dependency", "kind", "kind");

    assertThat(run("simulate", "-f", file, "--scenario", "retry-storm")).isEqualTo(1);

    assertThat(err.toString()).contains("no knob of this plant is named callTimeoutSeconds");
  }

  @Test
  void text_violations_areShownWithTheCommandThatReplaysThem() {
    Figures figures = new Figures(0.5, null, 0.1, null, 2, 3, 4, 5, 1);
    Simulated simulated =
        new Simulated(
            "spike",
            "mine.yaml",
            0,
            figures,
            List.of(new Simulated.Run(7, figures)),
            List.of(
                new Simulated.Violation(
                    7, "invariant 2 at 9 s: too fast", "./homeostat simulate --seed 7")));

    assertThat(SimulatedText.of(simulated).lines())
        .contains(
            "seed 7: invariant 2 at 9 s: too fast",
            "  ./homeostat simulate --seed 7",
            "       7    0.5000      none    0.1000      never       2.0       3          4      5"
                + "          1");
  }
}
