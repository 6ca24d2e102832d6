package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.demo.Timeline;
import dev.homeostat.sim.file.BuiltInScenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String line) {
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(line.split(" ", -1));
  }

  @Test
  void compare_json_hasARowOfEachPolicyInTheSameWorld() throws Exception {
    assertThat(run("compare --scenario retry-storm --seeds 2 -o json")).isZero();

    JsonNode rows = new ObjectMapper().readTree(out.toString());
    assertThat(rows).hasSize(11);
    List<String> names = new ArrayList<>();
    rows.path(0).fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .containsExactly(
            "scenario",
            "policy",
            "seeds",
            "recovered",
            "goodput",
            "p99Seconds",
            "wastedWorkRatio",
            "recoverySeconds",
            "budgetSpentRatio",
            "writes",
            "reversals",
            "differenceToBest");
    assertThat(rows)
        .extracting(row -> row.path("policy").asText())
        .containsExactly(
            "nothing",
            "static limit",
            "hpa",
            "aimd",
            "gradient2",
            "vegas",
            "codel",
            "dagor",
            "retry budget",
            "homeostat",
            "oracle");
    assertThat(rows.path(0).path("recovered").asInt()).isZero();
    assertThat(rows.path(9).path("recovered").asInt()).isEqualTo(2);
    assertThat(rows.path(9).path("writes").asInt()).isPositive();
    assertThat(rows)
        .extracting(row -> row.path("differenceToBest").path("mean").asDouble())
        .contains(0.0);
    JsonNode goodput = rows.path(9).path("goodput");
    assertThat(goodput.path("mean").asDouble())
        .isBetween(goodput.path("low").asDouble(), goodput.path("high").asDouble())
        .isGreaterThan(0.98);
  }

  /** One dot of each policy, at the place of its goodput: 0 at 130, 1 at 870. */
  @Test
  void compare_picture_hasADotOfEachPolicy() throws Exception {
    Path picture = folder.resolve("compared.svg");

    assertThat(run("compare --scenario spike --seeds 2 -o json --picture " + picture)).isZero();

    String svg = Files.readString(picture);
    JsonNode rows = new ObjectMapper().readTree(out.toString());
    assertThat(svg).startsWith("<svg xmlns=").endsWith("</svg>\n").contains(">spike</text>");
    assertThat(svg.split("<circle", -1)).hasSize(1 + rows.size());
    for (JsonNode row : rows) {
      double mean = row.path("goodput").path("mean").asDouble();
      String dot =
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"79\" r=\"\\d\"><title>%s: %.3f<",
              130 + 740 * mean,
              row.path("policy").asText(),
              mean);
      assertThat(svg).containsPattern(dot);
    }
    assertThat(svg).containsOnlyOnce("class=\"ours\"").containsOnlyOnce("class=\"bound\"");
  }

  @Test
  void compare_table_isForPeople() {
    assertThat(run("compare --scenario spike --seeds 1")).isZero();

    assertThat(out.toString().lines().toList())
        .hasSize(12)
        .satisfies(lines -> assertThat(lines.get(2)).startsWith("spike            static limit"));
  }

  /** The settings are those of the built-in scenarios, and nobody tuned an oracle. */
  @Test
  void compare_file_hasNoOracle() throws Exception {
    Path file = folder.resolve("small.yaml");
    Files.writeString(
        file,
        BuiltInScenarios.text("spike").replace("name: spike", "name: small").replace("80s", "40s"));

    assertThat(run("compare --seeds 1 -o json --scenario " + file)).isZero();

    assertThat(new ObjectMapper().readTree(out.toString()))
        .hasSize(10)
        .allMatch(row -> row.path("scenario").asText().equals("small"))
        .noneMatch(row -> row.path("policy").asText().equals("oracle"));
  }

  @Test
  void compare_fileThatThereIsNot_isNamedAndNothingRuns() {
    assertThat(run("compare --scenario " + folder.resolve("none.yaml"))).isEqualTo(1);

    assertThat(err.toString()).contains("found nothing here; check the path", "nothing was run");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compare --seeds 0 | --seeds expects 1 to 10000, found '0'",
        "compare --scenario rmp | the nearest is ramp; simulate --list names all, and a file ends"
            + " in .yaml",
        "compare --picture /no/such/folder/a.svg | --picture expects a file in a folder that can be"
            + " written, found /no/such/folder/a.svg",
        "compare -o xml | --output expects table or json, found 'xml'",
      })
  void compare_wrongArguments_isOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(line)).isEqualTo(2);

    assertThat(err.toString().lines()).singleElement().asString().contains(message);
    assertThat(out.toString()).isEmpty();
  }
}
