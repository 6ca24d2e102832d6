package dev.homeostat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.homeostat.demo.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Records of a process with gain -2, lag 30 s and dead time 8 s, sampled every 5 s. */
class TuneCommandTest {

  private static final long START_SECONDS = 1_769_853_600L;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = Homeostat.commandLine(Timeline.STANDARD);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private static double knob(double seconds) {
    return seconds < 60 ? 100 : 120;
  }

  private static double signal(double seconds) {
    return 250 - 40 * -Math.expm1(-Math.max(0, seconds - 68) / 30);
  }

  /** An answer of Prometheus' query_range with one series. */
  private static String answer(String name, DoubleUnaryOperator value) {
    StringBuilder samples = new StringBuilder();
    for (int second = 0; second <= 300; second += 5) {
      samples
          .append(second == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "[%d.25,\"%s\"]",
                  START_SECONDS + second,
                  value.applyAsDouble(second)));
    }
    return """
    {"status":"success","data":{"resultType":"matrix","result":[
      {"metric":{"__name__":"%s"},"values":[%s]}]}}\
    """
        .formatted(name, samples);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int tuneFiles(String output, String measured, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "tune",
                "--output-file",
                file("knob.json", output),
                "--measured-file",
                file("signal.json", measured)));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int tuneGoodFiles(String... more) throws IOException {
    return tuneFiles(
        answer("knob", TuneCommandTest::knob), answer("signal", TuneCommandTest::signal), more);
  }

  @Test
  void files_json_giveTheProcessAndGains() throws Exception {
    assertThat(tuneGoodFiles("-o", "json")).isZero();

    JsonNode proposal = json().path("proposal");
    assertThat(proposal.path("model").path("gain").asDouble()).isEqualTo(-2, within(0.02));
    assertThat(proposal.path("model").path("lagSeconds").asDouble()).isEqualTo(30, within(1.0));
    assertThat(proposal.path("model").path("deadTimeSeconds").asDouble()).isEqualTo(8, within(2.6));
    assertThat(proposal.path("model").path("deadTimeUncertaintySeconds").asDouble()).isEqualTo(2.5);
    assertThat(proposal.path("action").asText()).isEqualTo("Direct");
    assertThat(proposal.path("intervalSeconds").asDouble()).isEqualTo(5);
    assertThat(proposal.path("rules")).hasSize(9);
    assertThat(proposal.path("recommended").path("rule").asText()).isEqualTo("SIMC");
    assertThat(json().path("manifest").asText()).contains("kind: ControlLoop", "action: Direct");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void files_table_isForPeople() throws Exception {
    assertThat(tuneGoodFiles("--drives", "checkout/limit", "--interval", "10s")).isZero();

    assertThat(out.toString())
        .contains("explained   100.0 %", "-> SIMC", "ZieglerNichols", "narrow")
        .contains("knob: limit", "operatingMode: checkout", "interval: 10s", "method: Manual");
  }

  @ParameterizedTest
  @CsvSource({
    "constant, NoStep",
    "unrelated, NoResponse",
    "nan, NotFinite",
    "short, TooFewSamples",
  })
  void poorRecord_isNamedWithExitCodeFour(String kind, String reason) throws Exception {
    String knob = answer("knob", kind.equals("constant") ? t -> 100 : TuneCommandTest::knob);
    String signal =
        switch (kind) {
          case "unrelated" -> answer("signal", t -> t % 10);
          case "nan" -> answer("signal", t -> t == 100 ? Double.NaN : signal(t));
          case "short" -> answer("signal", t -> 1).replaceAll("(?s)\\[\\[.*\\]\\]", "[[1,\"2\"]]");
          default -> answer("signal", TuneCommandTest::signal);
        };

    assertThat(tuneFiles(knob, signal, "-o", "json")).isEqualTo(4);

    assertThat(json().path("refused").path("reason").asText()).isEqualTo(reason);
    assertThat(err.toString()).startsWith("homeostat: " + reason + ": expected ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no json at all | AnswerUnreadable",
        "{\"status\":\"error\",\"error\":\"parse error\"} | BadQuery",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}} |"
            + " AnswerUnreadable",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} | NoSeries",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"pod\":\"a\"}},{\"metric\":{\"pod\":\"b\"}}]}}"
            + " | SeveralSeries",
      })
  void fileThatIsNoAnswer_isNamedWithExitCodeOne(String text, String reason) throws Exception {
    assertThat(tuneFiles(text, answer("signal", TuneCommandTest::signal))).isEqualTo(1);

    assertThat(err.toString()).contains(reason, "knob.json", "nothing is proposed");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--setpoint 3 | expected one of --prometheus URL, --output-file",
        "--output-file a.json | --output-file and --measured-file go together",
        "--prometheus http://h:1 --output-query u | --prometheus needs --measured-query too",
        "--prometheus ftp://h --output-query u --measured-query y --start 1 --step 100000h |"
            + " --prometheus expects an address",
        "--prometheus http://h:1 --output-query u --measured-query y --start noon | --start"
            + " expects a time",
        "--prometheus http://h:1 --output-query u --measured-query y --start 5 --end 4 | expected"
            + " --end after --start",
        "--scenario step | --scenario needs -f FILE",
        "--output-file a --measured-file b --interval 5 | --interval expects a duration",
        "--output-file a --measured-file b --drives x | --drives expects",
      })
  void wrongArguments_areOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(("tune " + line).split(" ", -1))).isEqualTo(2);

    assertThat(err.toString().lines()).singleElement().asString().contains(message);
  }

  /** A server that answers as Prometheus does. */
  @Test
  void prometheus_isAskedForTheRangeOnceEach() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/query_range",
        exchange -> {
          String form =
              URLDecoder.decode(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  StandardCharsets.UTF_8);
          asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
          send(
              exchange,
              form.startsWith("query=limit&")
                  ? answer("limit", TuneCommandTest::knob)
                  : answer("latency", TuneCommandTest::signal));
        });
    server.start();
    try {
      assertThat(
              run(
                  "tune",
                  "--prometheus",
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                  "--output-query",
                  "limit",
                  "--measured-query",
                  "sum(latency)",
                  "--start",
                  "2026-01-31T10:00:00Z",
                  "--end",
                  "2026-01-31T10:05:00Z",
                  "--step",
                  "5s",
                  "--token-file",
                  file("token", "secret\n"),
                  "-o",
                  "json"))
          .as(err.toString())
          .isZero();
    } finally {
      server.stop(0);
    }

    assertThat(asked)
        .containsExactly(
            "Bearer secret query=limit&start=1769853600.000&end=1769853900.000&step=5.000",
            "Bearer secret query=sum(latency)&start=1769853600.000&end=1769853900.000&step=5.000");
    assertThat(json().path("manifest").asText()).contains("query: sum(latency)");
    assertThat(out.toString() + err).doesNotContain("secret");
  }

  @Test
  void prometheus_thatIsNotThere_isNamed() {
    assertThat(
            run(
                "tune --prometheus http://127.0.0.1:1 --output-query u --measured-query y --start 1 --end 99"
                    .split(" ", -1)))
        .isEqualTo(1);

    assertThat(err.toString()).contains("SourceUnreachable: 127.0.0.1:1: expected a connection");
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String policyWithLoop(String query) throws IOException {
    assertThat(run("simulate", "--scenario", "step", "--print-policy")).isZero();
    String policy =
        out.toString().replace("staleAfter: 5s", "staleAfter: 5s, allowPromql: true")
            + """
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: ControlLoop
            metadata: {name: queue, namespace: shop}
            spec:
              priority: 3
              signal: {name: queued, promql: {source: main, query: %s}}
              setpoint: 8
              pid: {proportionalGain: 1}
              output: {min: 50, max: 500}
              drives: {operatingMode: plant, knob: admission-limit}
            """
                .formatted(query);
    out.getBuffer().setLength(0);
    return file("policy.yaml", policy);
  }

  /** The pool is full: what is queued follows the limit one to one, at once. */
  @Test
  void scenario_stepsTheKnobAndGivesALoopThatLintAccepts() throws Exception {
    String policy = policyWithLoop("queued");

    assertThat(run("tune", "--scenario", "step", "-f", policy, "-o", "json"))
        .as(err.toString())
        .isZero();

    JsonNode model = json().path("proposal").path("model");
    assertThat(model.path("gain").asDouble()).isEqualTo(1, within(0.05));
    assertThat(model.path("lagSeconds").asDouble() + model.path("deadTimeSeconds").asDouble())
        .as("a scrape of a second, and a second until it is seen")
        .isBetween(0.5, 2.5);
    String manifest = json().path("manifest").asText();
    assertThat(manifest).contains("priority: 3", "query: queued");
    String whole = Files.readString(Path.of(policy));
    String tuned =
        file("tuned.yaml", whole.substring(0, whole.lastIndexOf("---")) + "---\n" + manifest);
    assertThat(run("lint", tuned)).as(err.toString()).isZero();
  }

  /** Before the load rises nothing waits, whatever the limit is. */
  @Test
  void scenario_knobThatDoesNothing_isNoResponse() throws Exception {
    assertThat(
            run(
                "tune",
                "--scenario",
                "step",
                "-f",
                policyWithLoop("running"),
                "--at",
                "20",
                "--hold",
                "15"))
        .isEqualTo(4);

    assertThat(err.toString()).contains("NoResponse");
  }

  @Test
  void scenario_experimentBeyondItsBounds_isRefused() throws Exception {
    String policy = policyWithLoop("queued");

    assertThat(run("tune", "--scenario", "step", "-f", policy, "--amplitude", "-130")).isEqualTo(2);
    assertThat(err.toString()).contains("--amplitude expects a step that stays within 20.0");
    assertThat(run("tune", "--scenario", "step", "-f", policy, "--at", "590")).isEqualTo(2);
    assertThat(err.toString()).contains("expected the experiment to end by 600.0 s");
  }
}
