package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.controllers.prometheus.Credentials;
import dev.homeostat.controllers.prometheus.PrometheusSignals;
import dev.homeostat.controllers.prometheus.RangeAnswer;
import dev.homeostat.controllers.prometheus.RangeQuestions;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.tuning.Recorded;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Prometheus answers to what the signals ask. */
@OnRealCluster
class PrometheusSignalsIT {

  private static final int NAMESPACES = 300;
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final HttpClient CLIENT = PrometheusSignals.client();

  private static final AtomicInteger SCRAPES = new AtomicInteger();

  private static MovingMetrics shop;
  private static MovingMetrics mortal;
  private static RealPrometheus prometheus;
  private static PrometheusSignals signals;

  @BeforeAll
  static void start() throws Exception {
    shop = new MovingMetrics(PrometheusSignalsIT::metrics);
    mortal = new MovingMetrics(() -> "mortal_total " + SCRAPES.get() + "\n");
    prometheus =
        RealPrometheus.start(
            List.of(
                new RealPrometheus.Target("shop", shop.hostPort(), Map.of("zone", "a")),
                new RealPrometheus.Target("mortal", mortal.hostPort(), Map.of())));
    signals = signals(null);
    await(new Query.Increase("main", "events_total", 30_000), PrometheusSignalsIT::isValue);
    await(new Query.Increase("main", "mortal_total", 30_000), PrometheusSignalsIT::isValue);
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      signals.close();
      prometheus.close();
    }
    mortal.close();
    shop.close();
  }

  /** Ten events a scrape, in two series of which each has half of them. */
  private static String metrics() {
    int scrapes = SCRAPES.incrementAndGet();
    StringBuilder text = new StringBuilder();
    text.append("events_total{half=\"1\"} %d%n".formatted(scrapes * 5));
    text.append("events_total{half=\"2\"} %d%n".formatted(scrapes * 5));
    text.append("temperature 36.6\nbroken NaN\n");
    for (int i = 0; i < NAMESPACES; i++) {
      text.append("latency{namespace=\"ns%d\",app=\"a\"} %d%n".formatted(i, i));
    }
    return text.toString();
  }

  private static PrometheusSignals signals(Long maxSeries) {
    SignalSourceSpec source =
        new SignalSourceSpec(
            prometheus.url(),
            null,
            null,
            null,
            "20s",
            null,
            null,
            maxSeries,
            null,
            true,
            List.of());
    return new PrometheusSignals(
        () -> Map.of("main", source), (name, c) -> new Credentials.Bearer("unused"), CLIENT);
  }

  private static Reading ask(Query query) {
    return signals.read(Set.of(query)).get(query);
  }

  private static Reading now(String expression) {
    return ask(new Query.Instant("main", expression));
  }

  private static Reading.Missing missing(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Missing.class);
    return (Reading.Missing) reading;
  }

  private static Reading.Value value(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Value.class);
    return (Reading.Value) reading;
  }

  private static boolean isValue(Reading reading) {
    return reading instanceof Reading.Value;
  }

  /** Asks until the answer is as expected. */
  private static Reading await(Query query, Predicate<Reading> expected) {
    long deadline = System.nanoTime() + SOON.toNanos();
    Reading reading = ask(query);
    while (!expected.test(reading)) {
      assertThat(System.nanoTime()).as("found " + reading).isLessThan(deadline);
      reading = ask(query);
    }
    return reading;
  }

  @Test
  void read_counters_areSummedUpAtTheirNewestSample() {
    Query query = new Query.Increase("main", "events_total{zone=\"a\"} # both", 5_000);
    // Ten a second; the scrapes of a busy machine are late now and then.
    Reading.Value first =
        value(
            await(query, r -> r instanceof Reading.Value v && v.value() >= 25 && v.value() <= 75));

    assertThat(first.atMillis()).isCloseTo(System.currentTimeMillis(), within(10_000));
    Reading later =
        await(query, r -> r instanceof Reading.Value v && v.atMillis() > first.atMillis());
    assertThat(value(later).atMillis() - first.atMillis()).isGreaterThan(500);
  }

  private static Offset<Long> within(long millis) {
    return Offset.offset(millis);
  }

  @Test
  void read_windowOfOneSample_isAShortHistory() {
    Reading reading = ask(new Query.Increase("main", "events_total", 400));

    assertThat(missing(reading).reason()).isEqualTo("HistoryShort");
  }

  @Test
  void read_selectorOfNothing_hasNoData() {
    assertThat(missing(ask(new Query.Increase("main", "nothing_total", 5_000))).reason())
        .isEqualTo("NoData");
    assertThat(missing(now("nothing")).reason()).isEqualTo("NoData");
    assertThat(missing(now("sum(nothing)")).reason()).isEqualTo("NoData");
  }

  @Test
  void read_plainSelector_hasTheTimeOfItsSample() {
    Query gauge = new Query.Instant("main", "temperature");
    Query time = new Query.Instant("main", "timestamp(temperature) * 1000");
    // A scrape may come between the two.
    long deadline = System.nanoTime() + SOON.toNanos();
    Reading.Value found;
    Reading.Value taken;
    do {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Map<Query, Reading> readings = signals.read(Set.of(gauge, time));
      found = value(readings.get(gauge));
      taken = value(readings.get(time));
    } while (found.atMillis() != Math.round(taken.value()));

    assertThat(found.value()).isEqualTo(36.6);
    assertThat(taken.atMillis()).as("its evaluation").isGreaterThan(found.atMillis());
  }

  @Test
  void read_expression_hasTheTimeOfItsEvaluation() {
    assertThat(value(now("max(temperature) * 2")).value()).isEqualTo(73.2);
    assertThat(value(now("scalar(temperature) + 1")).value()).isEqualTo(37.6);
    assertThat(value(now("time()")).atMillis())
        .isCloseTo(System.currentTimeMillis(), within(5_000));
  }

  @Test
  void read_noNumber_isMissing() {
    assertThat(missing(now("broken")).reason()).isEqualTo("NotFinite");
    assertThat(missing(now("1 / 0")).reason()).isEqualTo("NotFinite");
  }

  @Test
  void read_severalSeries_areNamed() {
    Reading.Missing missing = missing(now("events_total"));

    assertThat(missing.reason()).isEqualTo("SeveralSeries");
    assertThat(missing.message()).contains("found 2, such as", "half=\"1\"", "half=\"2\"");
  }

  @Test
  void read_badExpressionBesideGoodOnes_spoilsItselfAlone() {
    Query bad = new Query.Instant("main", "sum(");
    Query noCounter = new Query.Increase("main", "sum(events_total)", 5_000);
    Query ambiguous = new Query.Instant("main", "events_total * on(zone) events_total");
    Query range = new Query.Instant("main", "events_total[5s]");
    Query good = new Query.Instant("main", "temperature");
    Map<Query, Reading> readings = signals.read(Set.of(bad, noCounter, ambiguous, range, good));

    for (Query query : List.of(bad, noCounter, ambiguous, range)) {
      assertThat(missing(readings.get(query)).reason()).isEqualTo("BadQuery");
    }
    assertThat(missing(readings.get(bad)).message()).contains("parse error");
    assertThat(missing(readings.get(ambiguous)).message())
        .contains("duplicate series for the match group");
    assertThat(value(readings.get(good)).value()).isEqualTo(36.6);
    assertThat(signals.health()).containsEntry("main", Optional.empty());
  }

  @Test
  void read_sharedSignalOfManyResources_isOneRequest() throws Exception {
    // Long enough to be posted, and nobody else asks it.
    String expression = "max by (namespace, app) (latency{app!=\"" + "x".repeat(1_600) + "\"})";
    Set<Query> queries = new HashSet<>();
    IntStream.range(0, NAMESPACES).forEach(i -> queries.add(shared("ns" + i, expression)));
    double before = requests();
    Map<Query, Reading> readings = signals.read(queries);

    assertThat(requests() - before).isEqualTo(1);
    assertThat(value(readings.get(shared("ns0", expression))).value()).isZero();
    assertThat(value(readings.get(shared("ns299", expression))).value()).isEqualTo(299);
    assertThat(missing(ask(shared("another", expression))).reason()).isEqualTo("NoData");
  }

  @Test
  void read_sharedPlainSelector_hasTheTimeOfItsSample() {
    Reading.Value first = value(ask(shared("ns7", "latency")));

    assertThat(first.value()).isEqualTo(7);
    assertThat(first.atMillis()).isCloseTo(System.currentTimeMillis(), within(10_000));
  }

  private static Query shared(String namespace, String expression) {
    return new Query.Shared(
        "main", "latency", expression, new TreeMap<>(Map.of("namespace", namespace, "app", "a")));
  }

  /** How many questions Prometheus has answered. */
  private static double requests() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus.url() + "/metrics")).build();
    return CLIENT
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("prometheus_http_requests_total"))
        .filter(line -> line.contains("handler=\"/api/v1/query\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void read_moreSeriesThanAllowed_isMissing() {
    try (PrometheusSignals few = signals(299L)) {
      Query query = shared("ns1", "latency + 0");
      assertThat(missing(few.read(Set.of(query)).get(query)).reason()).isEqualTo("TooManySeries");
    }
    try (PrometheusSignals enough = signals(300L)) {
      Query query = shared("ns1", "latency");
      assertThat(value(enough.read(Set.of(query)).get(query)).value()).isEqualTo(1);
    }
  }

  @Test
  void read_targetThatEnds_isMissingThoughItsWindowHoldsSamples() {
    Query increase = new Query.Increase("main", "mortal_total", 600_000);
    Query instant = new Query.Instant("main", "mortal_total");
    assertThat(isValue(ask(increase))).isTrue();
    mortal.close();

    assertThat(missing(await(increase, r -> !isValue(r))).reason()).isEqualTo("NoData");
    assertThat(missing(await(instant, r -> !isValue(r))).reason()).isEqualTo("NoData");
    assertThat(isValue(now("increase(mortal_total[10m])"))).as("what was is still there").isTrue();
  }

  @Test
  void read_prometheusThatEnds_isUnreachable() throws Exception {
    Query query = new Query.Instant("main", "vector(1)");
    RealPrometheus ending = RealPrometheus.start(List.of());
    try {
      SignalSourceSpec source =
          new SignalSourceSpec(
              ending.url(), null, null, null, "20s", null, null, null, null, true, List.of());
      try (PrometheusSignals own =
          new PrometheusSignals(
              () -> Map.of("main", source), (n, c) -> new Credentials.Bearer("unused"), CLIENT)) {
        assertThat(value(own.read(Set.of(query)).get(query)).value()).isEqualTo(1);
        ending.close();
        assertThat(missing(own.read(Set.of(query)).get(query)).reason())
            .isEqualTo("SourceUnreachable");
        assertThat(own.health().get("main")).isPresent();
      }
    } finally {
      ending.close();
    }
  }

  /** What `tune` asks: the scrapes of a counter over time, as the server kept them. */
  @Test
  void range_ofACounter_givesItsPoints() {
    long endMillis = System.currentTimeMillis();
    RangeQuestions questions = RangeQuestions.to(prometheus.url(), null, 10_000).orElseThrow();
    RangeQuestions.Range range = new RangeQuestions.Range(endMillis - 10_000, endMillis, 1_000);

    RangeAnswer.Samples samples = (RangeAnswer.Samples) questions.ask("sum(events_total)", range);

    List<Recorded.Point> points = samples.points();
    assertThat(points).hasSizeBetween(2, 11);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).atMillis()).isEqualTo(points.get(i - 1).atMillis() + 1_000);
      assertThat(points.get(i).value()).isGreaterThanOrEqualTo(points.get(i - 1).value());
    }
    assertThat(points.get(0).value() % 10).isZero();
    assertThat(((RangeAnswer.Failed) questions.ask("events_total", range)).reason())
        .isEqualTo("SeveralSeries");
    assertThat(((RangeAnswer.Failed) questions.ask("nothing", range)).reason())
        .isEqualTo("NoSeries");
    assertThat(((RangeAnswer.Failed) questions.ask("sum(", range)).reason()).isEqualTo("BadQuery");
  }
}
