package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.demo.Policies;
import dev.homeostat.demo.Timeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HomeostatTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static String[] words(String line) {
    return line == null ? new String[0] : line.split(" ", -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " | a command is missing: compare, demo, lint, replay, run, simulate, slo or tune (see"
            + " ./homeostat --help)",
        "demoo | unknown command demoo; did you mean demo? (see ./homeostat --help)",
        "xyzzy | unknown command xyzzy",
        "--nope | unknown option --nope",
        "demo --nope | unknown option --nope",
        "demo --sed 1 | unknown option --sed; did you mean --seed",
        "demo extra | unexpected argument extra; take it away (see ./homeostat demo --help)",
        "demo --seed | --seed needs a value: --seed N (see ./homeostat demo --help)",
        "demo --seed --observe | --seed needs a value: --seed N",
        "demo -f | --policy needs a value: --policy FILE",
        "demo --seed x | --seed expects a whole number, found 'x' (see ./homeostat demo --help)",
        "demo --seed 1.5 | --seed expects a whole number, found '1.5'",
        "demo --seed 1 --seed 2 | --seed is given twice; keep one of them",
        "demo --output xml | --output expects text or json, found 'xml'",
        "demo --output= | --output expects text or json, found ''",
        "demo --base-port abc | --base-port expects a whole number, found 'abc'",
        "demo --base-port 65535 | --base-port expects 0 for free ports, or 1 to 65534, found"
            + " '65535'",
        "demo --base-port -1 | --base-port expects 0 for free ports, or 1 to 65534, found '-1'",
        "demo --observe=7 | --observe expects no value, found '7'",
        "lint | FILE is missing (see ./homeostat lint --help)",
        "replay | JOURNAL is missing (see ./homeostat replay --help)",
        "replay a b | unexpected argument b; take it away (see ./homeostat replay --help)",
      })
  void execute_wrongArguments_isOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(words(line))).isEqualTo(2);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("homeostat: " + message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void execute_help_isOnStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(run("demo", "--help")).isZero();

    assertThat(out.toString()).contains("demo", "lint", "replay", "--base-port", "text|json");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void execute_version_namesItAndJava() {
    assertThat(run("--version")).isZero();

    assertThat(out.toString()).contains("homeostat ", "Java " + Runtime.version());
  }

  @Test
  void demo_printPolicy_isWhatLintAccepts(@TempDir Path folder) throws Exception {
    assertThat(run("demo", "--print-policy")).isZero();
    Path file = Files.writeString(folder.resolve("mine.yaml"), out.toString());

    assertThat(out.toString()).isEqualTo(Policies.own());
    out.getBuffer().setLength(0);
    assertThat(run("lint", file.toString())).isZero();
    assertThat(out.toString().strip()).isEqualTo("1 file, no problem");
  }

  @Test
  void lint_problems_areOnStandardErrorWithTheirLines(@TempDir Path folder) throws Exception {
    String yaml = Policies.own().replace("min: 20", "min: 2000").replace("hold: 3s", "hlod: 3s");
    Path bad = Files.writeString(folder.resolve("bad.yaml"), yaml);
    Path none = folder.resolve("none.yaml");

    assertThat(run("lint", bad.toString(), none.toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .allMatch(line -> line.matches(".*/(bad|none)\\.yaml:\\d+: .*"))
        .anyMatch(line -> line.contains("hlod"))
        .anyMatch(line -> line.contains("none.yaml:1: expected a YAML file, found nothing here"));
    long problems = err.toString().lines().count();
    assertThat(out.toString().strip()).isEqualTo("2 files, " + problems + " problems");
  }

  @Test
  void lint_doubt_isAWarningWithItsLineAndFailsWithStrictAlone(@TempDir Path folder)
      throws Exception {
    String yaml = Policies.own().replace("minDwell: 5s", "minDwell: 3s");
    Path doubtful = Files.writeString(folder.resolve("doubtful.yaml"), yaml);
    long clause = yaml.substring(0, yaml.indexOf("- allOf:") + 1).lines().count();

    assertThat(run("lint", doubtful.toString())).isZero();

    assertThat(err.toString().strip())
        .startsWith(
            doubtful
                + ":"
                + clause
                + ": warning: spec.modes.degraded.enter[0]: ExitExceedsDwell: its exit reads a"
                + " window of 5s, and minDwell is 3s");
    assertThat(out.toString().strip()).isEqualTo("1 file, no problem, 1 warning");
    assertThat(run("lint", "--strict", doubtful.toString())).isEqualTo(1);
  }

  @Test
  void replay_missingFile_isOneLine(@TempDir Path folder) {
    assertThat(run("replay", folder.resolve("none.jsonl").toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .startsWith("homeostat: there is no file ");
    assertThat(out.toString()).isEmpty();
  }
}
