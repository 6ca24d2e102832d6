package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homeostat.demo.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Records of a service with lambda 20, sigma 0.19 and kappa 0.0001: its peak is at a load of 90.
 */
class TuneCapacityCommandTest {

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private static double throughput(double load) {
    return 20 * load / (1 + 0.19 * (load - 1) + 0.0001 * load * (load - 1));
  }

  /** An answer of Prometheus' query_range: a load of 5, 10 and so on to 100, then back at 75. */
  private String file(String name, DoubleUnaryOperator ofLoad) throws IOException {
    String values =
        IntStream.rangeClosed(1, 21)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "[%d,\"%s\"]",
                        1_769_853_600L + 5L * i,
                        ofLoad.applyAsDouble(i == 21 ? 75 : 5 * i)))
            .collect(Collectors.joining(","));
    String answer =
        """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}\
        """
            .formatted(values);
    return Files.writeString(folder.resolve(name), answer).toString();
  }

  private int find(DoubleUnaryOperator throughput, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "capacity",
                "--load-file",
                file("load.json", load -> load),
                "--throughput-file",
                file("done.json", throughput)));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void files_json_giveTheLawThePeakAndTheLevel() throws Exception {
    assertThat(find(TuneCapacityCommandTest::throughput, "-o", "json")).as(err.toString()).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString());
    JsonNode capacity = document.path("capacity");
    assertThat(capacity.path("law").path("sigma").asDouble()).isEqualTo(0.19, within(1e-6));
    assertThat(capacity.path("peakLoad").asDouble()).isEqualTo(90, within(0.01));
    assertThat(capacity.path("today").path("percentOfPeak").asDouble())
        .isEqualTo(83.3, within(0.1));
    assertThat(capacity.path("today").path("level").asText()).isEqualTo("Warning");
    assertThat(document.path("snippet").asText()).isEqualTo("capacity: {peakLoad: 90.0}\n");
    assertThat(document.has("refused")).isFalse();
  }

  @Test
  void files_table_isForPeople() throws Exception {
    assertThat(find(TuneCapacityCommandTest::throughput)).isZero();

    assertThat(out.toString())
        .contains(
            "21 pairs of a load and a throughput, 0 samples left out",
            "sigma       0.1900 contention",
            "a second at a load of 90.00",
            "at a load of 75.00: 83 % of the peak load, Warning",
            "capacity: {peakLoad: 90.0}")
        .doesNotContain("extrapolated");
  }

  @Test
  void recordWithoutAPeak_isNamedWithExitCodeFour() throws Exception {
    assertThat(find(load -> 20 * load, "-o", "json")).isEqualTo(4);

    assertThat(err.toString()).startsWith("homeostat: NoPeak: expected a throughput that falls");
    assertThat(new ObjectMapper().readTree(out.toString()).path("refused").path("reason").asText())
        .isEqualTo("NoPeak");
  }

  @Test
  void fileThatIsNoAnswer_isNamedWithExitCodeOne() throws Exception {
    String broken = Files.writeString(folder.resolve("broken.json"), "{}").toString();

    assertThat(
            run(
                "tune",
                "capacity",
                "--load-file",
                broken,
                "--throughput-file",
                file("done.json", load -> load)))
        .isEqualTo(1);
    assertThat(err.toString()).contains("AnswerUnreadable: " + broken, "there is no record");
  }

  @Test
  void arguments_thatDoNotGoTogether_areRefused() throws Exception {
    assertThat(run("tune", "capacity")).isEqualTo(2);
    assertThat(err.toString()).contains("expected one of --prometheus URL, and --load-file");
    assertThat(run("tune", "capacity", "--load-file", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--load-file and --throughput-file go together");
    assertThat(run("tune", "capacity", "--prometheus", "http://127.0.0.1:1")).isEqualTo(2);
    assertThat(err.toString()).contains("--prometheus needs --load-query too");
  }

  @Test
  void prometheus_thatIsNotThere_isNamed() {
    assertThat(
            run(
                "tune capacity --prometheus http://127.0.0.1:1 --load-query n --throughput-query x --start 1 --end 99"
                    .split(" ", -1)))
        .isEqualTo(1);
    assertThat(err.toString()).contains("SourceUnreachable: 127.0.0.1:1");
  }
}
