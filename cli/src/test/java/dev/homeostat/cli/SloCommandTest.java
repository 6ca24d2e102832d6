package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.demo.Timeline;
import java.io.IOException;
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
import picocli.CommandLine;

class SloCommandTest {

  private static final String SLOTH =
      """
      version: prometheus/v1
      service: shop
      slos:
      - name: requests
        objective: 99.9
        sli:
          events:
            error_query: sum(rate(x{code=~"5.."}[{{.window}}]))
            total_query: sum(rate(x[{{.window}}]))
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  /** Services in series, all of one objective, which is that of the chain too. */
  private String chain(String name, int services, String objective) throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append("apiVersion: homeostat.dev/v1alpha1\nkind: SLOChain\nmetadata: {name: ");
    yaml.append(name + "}\nspec:\n  source: main\n  objective: \"" + objective + "\"\n");
    yaml.append("  services:\n");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < services; i++) {
      names.add("s" + i);
      yaml.append(
          "  - {name: s%d, objective: \"%s\", errors: e%d, total: t%d}\n"
              .formatted(i, objective, i, i));
    }
    yaml.append("  stages: [{name: all, compose: Serial, members: " + names + "}]\n");
    yaml.append("  root: all\n");
    return yaml.toString();
  }

  private String file(String name, String yaml) throws IOException {
    return Files.writeString(folder.resolve(name), yaml).toString();
  }

  @Test
  void explain_json_hasExactlyTheseKeys() throws IOException {
    assertThat(run("slo", "explain", "-f", file("c.yaml", chain("c", 5, "0.999")), "-o", "json"))
        .isZero();

    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "availability",
            "objective",
            "reachable",
            "requiredPerService",
            "weakest",
            "guarantee",
            "weakenedBy",
            "latencyBudget",
            "alerts");
    assertThat(json.get("availability").asDouble()).isCloseTo(0.99501, within(5e-7));
    assertThat(json.get("objective").asDouble()).isEqualTo(0.999);
    assertThat(json.get("reachable").asBoolean()).isFalse();
    assertThat(json.get("alerts")).hasSize(4);
    assertThat(json.get("alerts").get(0).toString())
        .isEqualTo(
            "{\"severity\":\"page\",\"factor\":14.4,\"longWindow\":\"1h\",\"shortWindow\":\"5m\"}");
    assertThat(json.get("alerts").findValues("factor"))
        .extracting(JsonNode::asDouble)
        .containsExactly(14.4, 6.0, 3.0, 1.0);
    assertThat(err.toString()).isEmpty();
  }

  /** 14.4 of 30 days, for 28 and for 31. */
  @ParameterizedTest
  @CsvSource({"2027-02-01T00:00:00Z, 13.44", "2027-03-01T00:00:00Z, 14.88"})
  void explain_calendarMonthAtATime_hasTheFactorOfItsLength(String time, double factor)
      throws IOException {
    String month = "calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone: UTC}";
    String yaml = chain("c", 2, "0.999").replace("source: main", "source: main\n  " + month);

    assertThat(run("slo", "explain", "-f", file("c.yaml", yaml), "-o", "json", "--at", time))
        .isZero();

    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get("alerts").get(0).get("factor").asDouble()).isEqualTo(factor);
    assertThat(run("slo", "rules", "-f", file("c.yaml", yaml), "--at", time)).isZero();
    assertThat(out.toString()).contains("14.4 * chain:slo_period_length:ratio");
  }

  @Test
  void explain_threeServices_needTheCubeRootEach() throws IOException {
    run("slo", "explain", "-f", file("c.yaml", chain("c", 3, "0.999")), "-o", "json");

    JsonNode json = JsonMapper.builder().build().readTree(out.toString());
    assertThat(json.get("requiredPerService").asDouble()).isCloseTo(0.99967, within(5e-6));
  }

  @Test
  void explain_table_isALineForEachStep() throws IOException {
    assertThat(run("slo", "explain", "-f", file("c.yaml", chain("c", 2, "0.999")))).isZero();

    assertThat(out.toString().lines())
        .contains("  all = s0 * s1 = 0.999 * 0.999 = 0.998001")
        .anyMatch(line -> line.contains("0.02 * 30d / 1h = 14.4"));
  }

  @Test
  void explain_severalChainsAsJson_needsAName() throws IOException {
    String file = file("c.yaml", chain("a", 1, "0.999") + "---\n" + chain("b", 1, "0.999"));

    assertThat(run("slo", "explain", "-f", file, "-o", "json")).isEqualTo(1);
    assertThat(err.toString()).contains("--chain: a, b");
    assertThat(run("slo", "explain", "-f", file, "-o", "json", "--chain", "b")).isZero();
    assertThat(run("slo", "explain", "-f", file, "--chain", "c")).isEqualTo(1);
  }

  @Test
  void rules_areOnStandardOutputAndWhatIsLeftOutIsNot() throws IOException {
    String file = file("c.yaml", chain("c", 1, "0.9"));

    assertThat(run("slo", "rules", "-f", file)).isZero();

    assertThat(out.toString())
        .startsWith("# Written by")
        .contains("\ngroups:\n- name: \"homeostat/");
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith(file + ":4: spec.alerts: AlertUnreachable: "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "errors: e0 | errors: rate(e0) | :8: spec.services[0].errors: InvalidSpec: expected a",
        "root: all | root: al | :10: spec.root: InvalidSpec: 'al' is neither",
        "kind: SLOChain | kind: SLOChains | :2: kind: "
      })
  void rules_wrongChain_isNamedWithItsLine(String from, String to, String problem)
      throws IOException {
    String file = file("c.yaml", chain("c", 1, "0.999").replace(from, to));

    assertThat(run("slo", "rules", "-f", file)).isEqualTo(1);
    assertThat(err.toString()).contains(file + problem);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void rules_tooLarge_areRefusedWithTheMend() throws IOException {
    StringBuilder chains = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      chains.append("---\n").append(chain("c" + i, 6, "0.999"));
    }

    assertThat(run("slo", "rules", "-f", file("c.yaml", chains.toString()))).isEqualTo(1);
    assertThat(err.toString()).contains("RulesTooLarge: ", "put the chains into several files");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void import_everything_isZeroAndWhatRulesRead() throws IOException {
    assertThat(run("slo", "import", "--source", "prom", file("s.yml", SLOTH))).isZero();

    String imported = out.toString();
    assertThat(imported).contains("source: \"prom\"");
    assertThat(err.toString()).isEmpty();
    assertThat(run("slo", "rules", "-f", file("c.yaml", imported))).isZero();
  }

  @Test
  void import_somethingLeftOut_isThree() throws IOException {
    String file = file("s.yml", SLOTH + "  alerting: {name: High}\n");

    assertThat(run("slo", "import", file)).isEqualTo(3);
    assertThat(out.toString()).contains("kind: SLOChain");
    assertThat(err.toString()).startsWith(file + ":10: slos[0].alerting.name: left out: ");
  }

  @Test
  void import_refused_isOne() throws IOException {
    String file = file("s.yml", SLOTH.replace("99.9", "100"));

    assertThat(run("slo", "import", file)).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).startsWith(file + ":5: slos[0].objective: not imported: ");
  }

  @Test
  void inhibit_isAPartOfAlertmanagersConfiguration() {
    assertThat(run("slo", "inhibit")).isZero();
    assertThat(out.toString()).contains("\ninhibit_rules:\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slo | a command is missing: explain, import, inhibit or rules (see ./homeostat slo"
            + " --help)",
        "slo rules | --file needs a value: --file FILE (see ./homeostat slo rules --help)",
        "slo import | FILE is missing (see ./homeostat slo import --help)",
        "slo explain -f x -o xml | --output expects table or json, found 'xml'"
      })
  void wrongArguments_areOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(line.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("homeostat: " + message);
  }
}
