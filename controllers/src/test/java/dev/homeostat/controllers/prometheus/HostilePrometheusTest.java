package dev.homeostat.controllers.prometheus;

import static dev.homeostat.controllers.prometheus.FakePrometheus.send;
import static dev.homeostat.controllers.prometheus.FakePrometheus.series;
import static dev.homeostat.controllers.prometheus.FakePrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No answer, however bad, throws, hangs, fills the memory or harms another. */
@Timeout(60)
class HostilePrometheusTest {

  private static final HttpClient CLIENT = PrometheusSignals.client();
  private static final Query SUM = new Query.Instant("main", "sum(a)");

  private static PrometheusSignals signals(SignalSourceSpec source) {
    return new PrometheusSignals(
        () -> Map.of("main", source), (name, c) -> new Credentials.Bearer("s3cret"), CLIENT);
  }

  private static Reading.Missing missing(SignalSourceSpec source) {
    try (PrometheusSignals signals = signals(source)) {
      return (Reading.Missing) signals.read(Set.of(SUM)).get(SUM);
    }
  }

  /** Shared ones, each of which is asked on its own. */
  private static Set<Query> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Query.Shared("main", "s" + i, "0+" + i, new TreeMap<>()))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "401|secret body|SourceRefused|found HTTP 401; see that spec.credential names a token",
        "403|secret body|SourceRefused|found HTTP 403",
        "404|secret body|AnswerUnreadable|found HTTP 404; see that spec.url is its base address",
        "429|secret body|AnswerUnreadable|found HTTP 429",
        "500|secret body|AnswerUnreadable|found HTTP 500",
        "503|secret body|AnswerUnreadable|no JSON, HTTP 503",
        "503|{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"secret\"}|SourceTimeout|computed"
            + " within 30s",
        "503|{\"status\":\"error\",\"errorType\":\"x\",\"error\":\"secret\"}|AnswerUnreadable|HTTP"
            + " 503",
        "400|secret body|BadQuery|sum(a) to be PromQL",
        "400|{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:2: parse"
            + " error\"}|BadQuery|is refused: 1:2: parse error; mend",
        "422|{\"status\":\"error\",\"errorType\":\"execution\",\"error\":\"many-to-many\"}|BadQuery|many-to-many",
        "400|{\"status\":\"error\",\"errorType\":\"other\",\"error\":\"secret\"}|BadQuery|sum(a)",
        "200||AnswerUnreadable|expected an answer of Prometheus' query API",
        "200|secret <html>|AnswerUnreadable|no JSON",
        "200|[]|AnswerUnreadable|something else than an object",
        "200|{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{}}]}}|AnswerUnreadable|a"
            + " series without a value",
        "200|{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[1,\"secret\"]}]}}|AnswerUnreadable|no"
            + " number",
        "200|{\"status\":\"success\",\"data\":{\"result\":[{\"value\":[\"1\",\"2\"]}]}}|AnswerUnreadable|without"
            + " a time",
        "200|{\"status\":\"success\",\"data\":{\"result\":[]}|AnswerUnreadable|no JSON",
        "200|{\"status\":\"success\",\"data\":{\"result\":[]}} secret|AnswerUnreadable|no JSON",
        "200|{\"status\":\"success\",\"data\":{\"result\":[]}}{}|AnswerUnreadable|something after"
            + " its end",
        "200|{\"status\":\"odd\"}|AnswerUnreadable|the status odd",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}|BadQuery|a"
            + " matrix",
        "200|{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[1,\"2\"]}}|BadQuery|a"
            + " string",
        "200|{\"status\":\"success\",\"data\":{\"result\":[{\"values\":[]}]}}|BadQuery|a matrix",
      })
  void read_badAnswer_isMissingWithItsReason(
      int status, String body, String reason, String message) {
    try (FakePrometheus server = FakePrometheus.ofAnswer(status, body == null ? "" : body)) {
      Reading.Missing missing = missing(server.source());

      assertThat(missing.reason()).isEqualTo(reason);
      assertThat(missing.message())
          .startsWith("SignalSource main at localhost:")
          .contains(message)
          .doesNotContain("secret", "s3cret");
    }
  }

  @Test
  void read_longError_isCut() {
    String error =
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\""
            + "x\\n".repeat(999)
            + "\"}";
    try (FakePrometheus server = FakePrometheus.ofAnswer(400, error)) {
      assertThat(missing(server.source()).message()).hasSizeLessThan(400).doesNotContain("\n");
    }
  }

  @Test
  void read_endlessAnswer_isCutOffAtTheLimit() {
    AtomicLong written = new AtomicLong();
    byte[] part = new byte[64 << 10];
    FakePrometheus.Handler handler =
        (exchange, query) -> {
          exchange.sendResponseHeaders(200, 0);
          while (written.get() < 100 << 20) {
            exchange.getResponseBody().write(part);
            written.addAndGet(part.length);
          }
        };
    try (FakePrometheus server = FakePrometheus.of(handler)) {
      Reading.Missing missing = missing(server.source("30s", 1L << 20, null));

      assertThat(missing.reason()).isEqualTo("AnswerTooLarge");
      assertThat(missing.message()).contains("at most 1048576 bytes for sum(a)");
      // What the sockets hold goes beyond the limit.
      assertThat(written).hasValueLessThan(50 << 20);
    }
  }

  @Test
  void read_tooManySeries_isMissing() {
    String rows =
        IntStream.range(0, 11)
            .mapToObj(i -> series("\"x\":\"" + i + "\"", "1"))
            .collect(Collectors.joining(",", "[", "]"));
    try (FakePrometheus server = FakePrometheus.ofResults(q -> rows)) {
      assertThat(missing(server.source("30s", null, 10L)).reason()).isEqualTo("TooManySeries");
      assertThat(missing(server.source("30s", null, 11L)).reason()).isEqualTo("SeveralSeries");
    }
  }

  @Test
  void read_bodyThatDrips_isATimeout() {
    FakePrometheus[] server = new FakePrometheus[1];
    FakePrometheus.Handler drip =
        (exchange, query) -> {
          exchange.sendResponseHeaders(200, 0);
          while (!server[0].pause(20)) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
          }
        };
    try (FakePrometheus dripping = FakePrometheus.of(drip)) {
      server[0] = dripping;
      Reading.Missing missing = missing(dripping.source("300ms", null, null));

      assertThat(missing.reason()).isEqualTo("SourceTimeout");
      assertThat(missing.message()).contains("expected an answer within 300ms, found none");
    }
  }

  @Test
  void read_sourceThatHangs_isGivenUpAfterOneRound() {
    FakePrometheus[] server = new FakePrometheus[1];
    try (FakePrometheus hanging = FakePrometheus.of((exchange, q) -> server[0].pause(60_000));
        PrometheusSignals signals = signals(hanging.source("300ms", null, null))) {
      server[0] = hanging;
      Map<Query, Reading> readings = signals.read(many(200));

      assertThat(readings.values())
          .hasSize(200)
          .allSatisfy(r -> assertThat(((Reading.Missing) r).reason()).isEqualTo("SourceTimeout"));
      assertThat(hanging.asked).hasSizeLessThan(32);
      assertThat(signals.health().get("main")).isPresent();
    }
  }

  @Test
  void read_oneSlowExpression_spoilsOnlyItself() {
    FakePrometheus[] server = new FakePrometheus[1];
    FakePrometheus.Handler handler =
        (exchange, query) -> {
          if (query.equals("sum(a)")) {
            server[0].pause(60_000);
          }
          send(exchange, 200, success("[" + series("", "1") + "]"));
        };
    try (FakePrometheus slow = FakePrometheus.of(handler);
        PrometheusSignals signals = signals(slow.source("5s", null, null))) {
      server[0] = slow;
      Set<Query> queries = new HashSet<>(many(50));
      queries.add(SUM);
      Map<Query, Reading> readings = signals.read(queries);

      assertThat(((Reading.Missing) readings.remove(SUM)).reason()).isEqualTo("SourceTimeout");
      assertThat(readings.values()).hasOnlyElementsOfType(Reading.Value.class);
    }
  }

  @Test
  void read_oneBadExpression_spoilsOnlyItself() {
    FakePrometheus.Handler handler =
        (exchange, query) ->
            send(
                exchange,
                query.equals("sum(a)") ? 400 : 200,
                query.equals("sum(a)")
                    ? "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"no\"}"
                    : success("[" + series("", "1") + "]"));
    try (FakePrometheus server = FakePrometheus.of(handler);
        PrometheusSignals signals = signals(server.source())) {
      Set<Query> queries = new HashSet<>(many(50));
      queries.add(SUM);
      Map<Query, Reading> readings = signals.read(queries);

      assertThat(((Reading.Missing) readings.remove(SUM)).reason()).isEqualTo("BadQuery");
      assertThat(readings.values()).hasOnlyElementsOfType(Reading.Value.class);
      assertThat(signals.health()).containsEntry("main", Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void read_redirect_isNotFollowed(int status) {
    AtomicInteger followed = new AtomicInteger();
    try (FakePrometheus other =
            FakePrometheus.ofResults(q -> "[" + followed.incrementAndGet() + "]");
        FakePrometheus server =
            FakePrometheus.of(
                (exchange, query) -> {
                  exchange
                      .getResponseHeaders()
                      .add("Location", other.url() + "/api/v1/query?query=a");
                  send(exchange, status, "");
                })) {
      Reading.Missing missing = missing(server.source());

      assertThat(missing.reason()).isEqualTo("AnswerUnreadable");
      assertThat(missing.message()).contains("a redirect, which is not followed");
      assertThat(followed).hasValue(0);
    }
  }

  @Test
  void read_compressedAnswer_isUnreadable() {
    FakePrometheus.Handler handler =
        (exchange, query) -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          send(exchange, 200, success("[]"));
        };
    try (FakePrometheus server = FakePrometheus.of(handler)) {
      assertThat(missing(server.source()).message()).contains("found it compressed");
    }
  }

  @Test
  void read_nobodyListens_isUnreachableAtOnceForAll() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    SignalSourceSpec source = FakePrometheus.source("http://localhost:" + port, "30s", null, null);
    try (PrometheusSignals signals = signals(source)) {
      assertThat(signals.read(many(2_000)).values())
          .hasSize(2_000)
          .allSatisfy(
              reading -> {
                assertThat(((Reading.Missing) reading).reason()).isEqualTo("SourceUnreachable");
                assertThat(((Reading.Missing) reading).message())
                    .isEqualTo(
                        "SignalSource main at localhost:"
                            + port
                            + ": expected a connection, found it refused; start it, open the way to"
                            + " it, or correct spec.url");
              });
    }
  }

  @Test
  void read_nameWithoutAddress_isUnreachable() {
    Reading.Missing missing =
        missing(FakePrometheus.source("http://a.invalid:9", "30s", null, null));

    assertThat(missing.reason()).isEqualTo("SourceUnreachable");
    assertThat(missing.message()).contains("expected its name to have an address, found none");
  }

  @Test
  void read_connectionReset_isUnreachable() throws IOException {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    CompletableFuture<Void> resetting =
        CompletableFuture.runAsync(() -> reset(server), work -> new Thread(work).start());
    try {
      SignalSourceSpec source =
          FakePrometheus.source("http://localhost:" + server.getLocalPort(), "30s", null, null);
      Reading.Missing missing = missing(source);

      assertThat(missing.reason()).isEqualTo("SourceUnreachable");
      assertThat(missing.message()).contains("found the connection broken");
    } finally {
      server.close();
      resetting.join();
    }
  }

  /** Answers with half a body and a reset, until the socket closes. */
  private static void reset(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read();
        socket
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"
                    .getBytes(StandardCharsets.US_ASCII));
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // The test is over, or the client hung up first.
      }
    }
  }

  @Test
  void close_whileAsking_endsTheWait() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakePrometheus[] server = new FakePrometheus[1];
    FakePrometheus.Handler handler =
        (exchange, q) -> {
          asked.countDown();
          server[0].pause(60_000);
        };
    try (FakePrometheus hanging = FakePrometheus.of(handler)) {
      server[0] = hanging;
      PrometheusSignals signals = signals(hanging.source());
      CompletableFuture<Map<Query, Reading>> reading =
          CompletableFuture.supplyAsync(
              () -> signals.read(Set.of(SUM)), work -> new Thread(work).start());
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      signals.close();

      assertThat(((Reading.Missing) reading.get(20, TimeUnit.SECONDS).get(SUM)).reason())
          .isEqualTo("Closed");
      assertThat(((Reading.Missing) signals.read(Set.of(SUM)).get(SUM)).reason())
          .isEqualTo("Closed");
    }
  }

  @Test
  void read_interruptedThread_comesBackWithItsFlag() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakePrometheus[] server = new FakePrometheus[1];
    FakePrometheus.Handler handler =
        (exchange, q) -> {
          asked.countDown();
          server[0].pause(60_000);
        };
    try (FakePrometheus hanging = FakePrometheus.of(handler);
        PrometheusSignals signals = signals(hanging.source())) {
      server[0] = hanging;
      CompletableFuture<List<Object>> seen = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () -> {
                Reading reading = signals.read(Set.of(SUM)).get(SUM);
                seen.complete(
                    List.of(
                        ((Reading.Missing) reading).reason(),
                        Thread.currentThread().isInterrupted()));
              });
      reader.start();
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      reader.interrupt();

      assertThat(seen.get(20, TimeUnit.SECONDS)).containsExactly("Interrupted", true);
    }
  }
}
