package dev.homeostat.samples.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.homeostat.samples.Eventually;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.ProgramUnderTest;
import dev.homeostat.samples.RequestKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator against a server that answers each attempt as the test wrote it down. */
class LoadGeneratorTest {
  private interface Script {
    void answer(HttpExchange exchange, RequestKey key);
  }

  private final List<RequestKey> seen = new CopyOnWriteArrayList<>();
  private final List<String> orders = new CopyOnWriteArrayList<>();
  private volatile Script script = (exchange, key) -> LoopbackServer.answer(exchange, 200, "ok");
  private LoopbackServer server;

  @BeforeEach
  void start() throws Exception {
    server = LoopbackServer.bind(0);
    server.route(
        "/checkout/",
        exchange -> {
          String header = exchange.getRequestHeaders().getFirst("X-Request");
          RequestKey key = RequestKey.parse(header).orElseThrow();
          seen.add(key);
          orders.add(exchange.getRequestURI().getPath().substring("/checkout/".length()));
          script.answer(exchange, key);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ProgramUnderTest generate(String... more) {
    return generateAfter(0, more);
  }

  private ProgramUnderTest generateAfter(int warmUpSeconds, String... more) {
    return ProgramUnderTest.start(
        new LoadGenerator(),
        Stream.concat(
                Stream.of(
                    "--target=http://127.0.0.1:" + server.port(),
                    "--warm-up-seconds=" + warmUpSeconds,
                    "--duration-seconds=1",
                    "--rate=50",
                    "--seed=4"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static String report(ProgramUnderTest load) throws Exception {
    assertThat(load.awaitExitCode()).isZero();
    List<String> lines = load.out().lines().toList();
    assertThat(lines).hasSize(2);
    return lines.get(1);
  }

  private static long count(String report, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\\[?(\\d+)").matcher(report);
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void run_everyAttemptSucceeds_countsOneAttemptEach() throws Exception {
    try (ProgramUnderTest load = generate()) {
      String report = report(load);

      assertThat(count(report, "arrived")).isEqualTo(seen.size()).isBetween(25L, 85L);
      assertThat(count(report, "succeeded")).isEqualTo(seen.size());
      assertThat(count(report, "attempts")).isEqualTo(seen.size());
      assertThat(count(report, "attemptErrors")).isZero();
      assertThat(orders).doesNotHaveDuplicates();
    }
  }

  @Test
  void run_rejectedTwice_resendsAtOnceAndSucceeds() throws Exception {
    script =
        (exchange, key) -> LoopbackServer.answer(exchange, key.attempt() < 2 ? 503 : 200, "body");
    try (ProgramUnderTest load = generate()) {
      String report = report(load);
      long arrived = count(report, "arrived");

      assertThat(count(report, "succeeded")).isEqualTo(arrived);
      assertThat(count(report, "attempts")).isEqualTo(3 * arrived);
      assertThat(count(report, "attemptErrors")).isEqualTo(2 * arrived);
      assertThat(seen).doesNotHaveDuplicates().hasSize((int) (3 * arrived));
    }
  }

  @Test
  void run_neverAnswered_timesOutAndGivesUpAfterResends() throws Exception {
    script = (exchange, key) -> {};
    try (ProgramUnderTest load = generate("--timeout-millis=100", "--resends=2")) {
      String report = report(load);
      long arrived = count(report, "arrived");

      assertThat(count(report, "succeeded")).isZero();
      assertThat(count(report, "attempts")).isEqualTo(3 * arrived);
      assertThat(count(report, "attemptErrors")).isEqualTo(3 * arrived);
      assertThat(seen).extracting(RequestKey::attempt).contains(0, 1, 2).doesNotContain(3);
    }
  }

  @Test
  void run_firstAttemptTimesOut_secondSucceeds() throws Exception {
    script =
        (exchange, key) -> {
          if (key.attempt() > 0) {
            LoopbackServer.answer(exchange, 200, "ok");
          }
        };
    try (ProgramUnderTest load = generate("--timeout-millis=100")) {
      String report = report(load);

      assertThat(count(report, "succeeded")).isEqualTo(count(report, "arrived"));
      assertThat(count(report, "attemptErrors")).isEqualTo(count(report, "arrived"));
    }
  }

  @Test
  void run_nobodyListens_countsConnectionErrors() throws Exception {
    server.close();
    try (ProgramUnderTest load = generate("--resends=1")) {
      String report = report(load);

      assertThat(count(report, "succeeded")).isZero();
      assertThat(count(report, "attemptErrors")).isEqualTo(2 * count(report, "arrived"));
    }
  }

  @Test
  void run_serverHangsUp_countsConnectionErrors() throws Exception {
    script = (exchange, key) -> exchange.close();
    try (ProgramUnderTest load = generate("--resends=1")) {
      String report = report(load);

      assertThat(count(report, "succeeded")).isZero();
      assertThat(count(report, "attemptErrors")).isEqualTo(2 * count(report, "arrived"));
    }
  }

  @Test
  void run_warmUp_isCountedInMetricsAndNotInTheReport() throws Exception {
    try (ProgramUnderTest load = generateAfter(1, "--distinct-keys=1")) {
      Eventually.await("requests", () -> load.metric("client_requests_total") > 0);
      assertThat(load.getNow("/metrics").body())
          .contains("# TYPE client_attempts_total counter", "client_attempt_errors_total 0\n");
      String report = report(load);

      assertThat(count(report, "arrived")).isLessThan(seen.size());
      assertThat(orders).containsOnly("0");
    }
  }

  @Test
  void run_failuresDuringWarmUp_areNotResent() throws Exception {
    script = (exchange, key) -> LoopbackServer.answer(exchange, 503, "no");
    try (ProgramUnderTest load = generateAfter(1, "--resends=2")) {
      String report = report(load);

      long counted = count(report, "arrived");
      assertThat(count(report, "attempts")).isEqualTo(3 * counted);
      assertThat((long) seen.size()).isBetween(3 * counted + 1, 3 * counted + 100);
    }
  }

  @Test
  void metrics_allAttemptsOpen_countsNoneOfThemYet() throws Exception {
    script = (exchange, key) -> {};
    try (ProgramUnderTest load = generate("--timeout-millis=60000")) {
      Eventually.await("in flight", () -> load.metric("client_requests_in_flight") > 5);

      assertThat(load.metric("client_attempts_total")).isZero();
      assertThat(load.metric("client_attempt_errors_total")).isZero();
      assertThat(load.metric("client_request_successes_total")).isZero();
    }
  }

  @Test
  void start_targetBeyondThisMachine_isRefused() throws Exception {
    try (ProgramUnderTest load =
        ProgramUnderTest.start(new LoadGenerator(), "--target=http://192.0.2.1:80")) {
      assertThat(load.awaitExitCode()).isEqualTo(2);
      assertThat(load.err())
          .startsWith("load: --target expects http://127.0.0.1:PORT (a loopback address")
          .endsWith("found 'http://192.0.2.1:80'\n");
    }
  }

  @Test
  void start_epochIsPast_isRefused() throws Exception {
    try (ProgramUnderTest load = generate("--epoch-millis=1000")) {
      assertThat(load.awaitExitCode()).isEqualTo(2);
      assertThat(load.err()).contains("--epoch-millis expects an instant that is still to come");
    }
  }
}
