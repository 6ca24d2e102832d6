package dev.homeostat.controllers.prometheus;

import static dev.homeostat.controllers.prometheus.FakePrometheus.increase;
import static dev.homeostat.controllers.prometheus.FakePrometheus.send;
import static dev.homeostat.controllers.prometheus.FakePrometheus.series;
import static dev.homeostat.controllers.prometheus.FakePrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.net.http.HttpClient;
import java.util.ArrayList;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the answers of a server that does as it should. */
class PrometheusSignalsTest {

  private static final HttpClient CLIENT = PrometheusSignals.client();
  private static final Query INCREASE = new Query.Increase("main", "errors_total", 60_000);
  private static final Query SUM = new Query.Instant("main", "sum(a)");

  private static PrometheusSignals signals(SignalSourceSpec source) {
    return new PrometheusSignals(
        () -> Map.of("main", source),
        (name, credential) -> new Credentials.Bearer("s3cret\n"),
        CLIENT);
  }

  private static Reading ask(FakePrometheus server, Query query) {
    try (server;
        PrometheusSignals signals = signals(server.source())) {
      return signals.read(Set.of(query)).get(query);
    }
  }

  private static Reading.Missing missing(Reading reading) {
    return (Reading.Missing) reading;
  }

  private static Query shared(String namespace, String app) {
    return new Query.Shared(
        "main", "p99", "p99", new TreeMap<>(Map.of("namespace", namespace, "app", app)));
  }

  @Test
  void read_increase_isTheSumAtTheNewestSample() {
    assertThat(ask(FakePrometheus.ofResults(q -> increase("12.5", "999.25")), INCREASE))
        .isEqualTo(new Reading.Value(12.5, 999_250));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|NoData|make the exporter start its counters at zero",
        "[{\"metric\":{\"homeostat\":\"value\"},\"value\":[1,\"3\"]}]|NoData|see that its targets"
            + " are up",
        "[{\"metric\":{\"homeostat\":\"at\"},\"value\":[1,\"3\"]}]|HistoryShort|fewer than two"
            + " samples in 60s",
      })
  void read_increaseWithoutSamples_isMissing(String result, String reason, String message) {
    Reading.Missing missing = missing(ask(FakePrometheus.ofResults(q -> result), INCREASE));

    assertThat(missing.reason()).isEqualTo(reason);
    assertThat(missing.message()).contains("errors_total of SignalSource main", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "+Inf", "-Inf", "1e999"})
  void read_noFiniteNumber_isMissing(String number) {
    assertThat(
            missing(ask(FakePrometheus.ofResults(q -> increase(number, "9")), INCREASE)).reason())
        .isEqualTo("NotFinite");
    assertThat(
            missing(ask(FakePrometheus.ofResults(q -> "[" + series("", number) + "]"), SUM))
                .reason())
        .isEqualTo("NotFinite");
  }

  @Test
  void read_expression_isTheValueAtItsEvaluation() {
    assertThat(ask(FakePrometheus.ofResults(q -> "[" + series("", "-2.5e3") + "]"), SUM))
        .isEqualTo(new Reading.Value(-2_500, 1_000_500));
  }

  @Test
  void read_scalar_isItsValue() {
    String scalar =
        "{\"data\":{\"result\":[7,\"0.5\"],\"resultType\":\"scalar\"},\"status\":\"success\"}";
    assertThat(ask(FakePrometheus.ofAnswer(200, scalar), SUM))
        .isEqualTo(new Reading.Value(0.5, 7_000));
  }

  @Test
  void read_plainSelector_isTheValueAtItsOwnSample() {
    String result =
        "["
            + series("\"__name__\":\"a\",\"x\":\"1\"", "3")
            + ","
            + series("\"homeostat\":\"at\",\"x\":\"1\"", "990.125")
            + "]";
    assertThat(ask(FakePrometheus.ofResults(q -> result), new Query.Instant("main", "a")))
        .isEqualTo(new Reading.Value(3, 990_125));
  }

  @Test
  void read_severalSeries_threeOfThemAreNamed() {
    String result =
        IntStream.range(0, 5)
            .mapToObj(i -> series("\"x\":\"" + i + "\"", "1"))
            .collect(Collectors.joining(",", "[", "]"));
    Reading.Missing missing = missing(ask(FakePrometheus.ofResults(q -> result), SUM));

    assertThat(missing.reason()).isEqualTo("SeveralSeries");
    assertThat(missing.message())
        .contains("found 5, such as {x=\"0\"}, {x=\"1\"}, {x=\"2\"}; aggregate")
        .doesNotContain("x=\"3\"");
  }

  @Test
  void read_sharedSignal_asksOnceAndPicksEachByItsLabels() {
    List<String> rows = new ArrayList<>();
    Set<Query> queries = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(series("\"app\":\"" + i + "\",\"namespace\":\"shop\",\"more\":\"x\"", "" + i));
      queries.add(shared("shop", "" + i));
    }
    rows.add(series("\"app\":\"1\",\"namespace\":\"cart\"", "-1"));
    Query absent = shared("shop", "absent");
    Query double1 = shared("twice", "a");
    rows.add(series("\"app\":\"a\",\"namespace\":\"twice\",\"more\":\"x\"", "1"));
    rows.add(series("\"app\":\"a\",\"namespace\":\"twice\",\"more\":\"y\"", "2"));
    queries.addAll(List.of(absent, double1));
    try (FakePrometheus server =
            FakePrometheus.ofResults(
                q -> rows.stream().collect(Collectors.joining(",", "[", "]")));
        PrometheusSignals signals = signals(server.source())) {
      Map<Query, Reading> readings = signals.read(queries);

      assertThat(readings).hasSize(1_002);
      assertThat(readings.get(shared("shop", "1"))).isEqualTo(new Reading.Value(1, 1_000_500));
      assertThat(readings.get(shared("shop", "999"))).isEqualTo(new Reading.Value(999, 1_000_500));
      assertThat(missing(readings.get(absent)).reason()).isEqualTo("NoData");
      assertThat(missing(readings.get(absent)).message())
          .isEqualTo(
              "the shared signal p99 of SignalSource main gives no series with {app=\"absent\","
                  + " namespace=\"shop\"}; check the labels, and see that its targets are up");
      assertThat(missing(readings.get(double1)).reason()).isEqualTo("SeveralSeries");
      assertThat(server.asked).hasSize(1);
    }
  }

  @Test
  void tick_manyThreads_askEachExpressionOnce() {
    try (FakePrometheus server =
            FakePrometheus.ofResults(
                q -> "[" + series("\"namespace\":\"a\",\"app\":\"1\"", "5") + "]");
        PrometheusSignals signals = signals(server.source())) {
      Signals tick = signals.tick();
      List<CompletableFuture<Map<Query, Reading>>> threads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Set<Query> queries = Set.of(SUM, shared("a", "" + i));
        threads.add(
            CompletableFuture.supplyAsync(() -> tick.read(queries), r -> new Thread(r).start()));
      }
      threads.forEach(
          thread -> assertThat(thread.join().get(SUM)).isEqualTo(new Reading.Value(5, 1_000_500)));

      assertThat(threads.get(1).join().get(shared("a", "1")))
          .isEqualTo(new Reading.Value(5, 1_000_500));
      assertThat(server.asked).hasSize(2).doesNotHaveDuplicates();
      signals.tick().read(Set.of(SUM));
      assertThat(server.asked).as("the next tick asks anew").hasSize(3);
    }
  }

  @Test
  void read_manyExpressions_runEightAtATime() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch eight = new CountDownLatch(8);
    FakePrometheus.Handler handler =
        (exchange, query) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          eight.countDown();
          awaitQuietly(eight);
          // It stands no more for the client once the answer is on its way.
          running.decrementAndGet();
          send(exchange, 200, success("[" + series("", query.substring(2)) + "]"));
        };
    try (FakePrometheus server = FakePrometheus.of(handler);
        PrometheusSignals signals = signals(server.source())) {
      Set<Query> queries = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        queries.add(new Query.Shared("main", "s", "0+" + i, new TreeMap<>()));
      }
      Map<Query, Reading> readings = signals.read(queries);

      assertThat(readings.get(new Query.Shared("main", "s", "0+42", new TreeMap<>())))
          .isEqualTo(new Reading.Value(42, 1_000_500));
      assertThat(readings).hasSize(100);
      assertThat(most).hasValue(8);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void read_longExpression_isPosted() {
    String text = "sum(" + "a".repeat(5_000) + ")";
    try (FakePrometheus server = FakePrometheus.ofResults(q -> "[" + series("", "1") + "]");
        PrometheusSignals signals = signals(server.source())) {
      Query query = new Query.Instant("main", text);

      assertThat(signals.read(Set.of(query)).get(query)).isInstanceOf(Reading.Value.class);
      assertThat(server.asked).containsExactly(text);
    }
  }

  @Test
  void read_sourceWithCredential_sendsTheToken() {
    try (FakePrometheus server = FakePrometheus.ofResults(q -> "[" + series("", "1") + "]");
        PrometheusSignals signals = signals(withCredential(server.source()))) {
      signals.read(Set.of(SUM));

      assertThat(server.authorizations).containsExactly("Bearer s3cret");
      assertThat(new Credentials.Bearer("s3cret").toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void read_noToken_asksNothingAndSaysWhy() {
    try (FakePrometheus server = FakePrometheus.ofResults(q -> "[]");
        PrometheusSignals signals =
            new PrometheusSignals(
                () -> Map.of("main", withCredential(server.source())),
                (name, credential) ->
                    new Credentials.Absent(
                        "SecretNotFound", credential.secretName() + " is not there"),
                CLIENT)) {
      Reading.Missing missing = missing(signals.read(Set.of(SUM)).get(SUM));

      assertThat(missing.reason()).isEqualTo("SecretNotFound");
      assertThat(missing.message())
          .startsWith("SignalSource main at localhost:")
          .endsWith("tokens is not there");
      assertThat(server.asked).isEmpty();
      assertThat(signals.health()).containsEntry("main", Optional.of(missing));
    }
  }

  @Test
  void read_credentialsThatThrow_isMissing() {
    try (FakePrometheus server = FakePrometheus.ofResults(q -> "[]");
        PrometheusSignals signals =
            new PrometheusSignals(
                () -> Map.of("main", withCredential(server.source())),
                (name, credential) -> {
                  throw new IllegalStateException("s3cret");
                },
                CLIENT)) {
      Reading.Missing missing = missing(signals.read(Set.of(SUM)).get(SUM));

      assertThat(missing.reason()).isEqualTo("CredentialUnreadable");
      assertThat(missing.message()).doesNotContain("s3cret");
    }
  }

  @Test
  void read_tokenThatNoHeaderCarries_isMissingAndNotQuoted() {
    try (FakePrometheus server = FakePrometheus.ofResults(q -> "[]");
        PrometheusSignals signals =
            new PrometheusSignals(
                () -> Map.of("main", withCredential(server.source())),
                (name, credential) -> new Credentials.Bearer("s3cret\nX-Other: a"),
                CLIENT)) {
      Reading.Missing missing = missing(signals.read(Set.of(SUM)).get(SUM));

      assertThat(missing.reason()).isEqualTo("SourceRefused");
      assertThat(missing.message()).doesNotContain("s3cret");
      assertThat(server.asked).isEmpty();
    }
  }

  private static SignalSourceSpec withCredential(SignalSourceSpec spec) {
    return new SignalSourceSpec(
        spec.url(),
        new SignalSourceSpec.Credential("tokens", null),
        null,
        null,
        spec.timeout(),
        null,
        null,
        null,
        null,
        true,
        List.of());
  }

  @Test
  void read_unknownSource_isMissing() {
    try (PrometheusSignals signals =
        new PrometheusSignals(Map::of, (n, c) -> new Credentials.Bearer(""), CLIENT)) {
      assertThat(missing(signals.read(Set.of(SUM)).get(SUM)).reason()).isEqualTo("UnknownSource");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me:s3cret@host", "http://a b", "http://", "ftp://a", "http://a?s3cret"})
  void read_urlThatIsNone_isMissingAndNotQuoted(String url) {
    try (PrometheusSignals signals = signals(FakePrometheus.source(url, "1s", null, null))) {
      Reading.Missing missing = missing(signals.read(Set.of(SUM)).get(SUM));

      assertThat(missing.reason()).isEqualTo("InvalidSource");
      assertThat(missing.message()).doesNotContain("s3cret");
    }
  }

  @Test
  void health_sourceThatComesBack_isWellAgainAndRemovedOnesAreForgotten() {
    AtomicInteger status = new AtomicInteger(500);
    Map<String, SignalSourceSpec> sources = new TreeMap<>();
    try (FakePrometheus server =
            FakePrometheus.of((exchange, q) -> send(exchange, status.get(), success("[]")));
        PrometheusSignals signals =
            new PrometheusSignals(
                () -> Map.copyOf(sources), (n, c) -> new Credentials.Bearer(""), CLIENT)) {
      sources.put("main", server.source());
      Reading reading = signals.read(Set.of(SUM)).get(SUM);
      assertThat(signals.health()).containsEntry("main", Optional.of(missing(reading)));

      status.set(200);
      signals.read(Set.of(SUM));
      assertThat(signals.health()).containsEntry("main", Optional.empty());

      sources.clear();
      signals.read(Set.of());
      assertThat(signals.health()).isEmpty();
    }
  }

  @Test
  void newSignals_clientThatFollowsRedirects_isRefused() {
    HttpClient follower =
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();

    assertThatThrownBy(
            () -> new PrometheusSignals(Map::of, (n, c) -> new Credentials.Bearer(""), follower))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
