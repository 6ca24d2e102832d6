package dev.homeostat.controllers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Expressions of resources are asked together, and one that is bad spoils only itself. */
class BatchesTest {

  private static final String BAD = "bad expression";

  private static Set<Query> expressions(int count) {
    Set<Query> queries = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      queries.add(new Query.Instant("main", "x" + i + " * 1"));
    }
    return queries;
  }

  /** The number in the expression; none of a bad one. */
  private static String number(String text) {
    return text.equals(BAD) ? "" : text.replaceAll("^x([0-9]+) .*", "$1");
  }

  private static PrometheusSignals signals(SignalSourceSpec source) {
    return new PrometheusSignals(
        () -> Map.of("main", source),
        (name, credential) -> new Credentials.Bearer(""),
        PrometheusSignals.client());
  }

  private static void assertNumbered(Map<Query, Reading> readings, Set<Query> queries) {
    for (Query query : queries) {
      assertThat(readings.get(query))
          .as(query.expression())
          .isEqualTo(new Reading.Value(Double.parseDouble(number(query.expression())), 1_000_500));
    }
  }

  @Test
  void manyExpressions_areOneQuestionAHalfThousand() {
    try (FakePrometheus server = FakePrometheus.ofEach(BatchesTest::number);
        PrometheusSignals signals = signals(server.source())) {
      assertNumbered(signals.read(expressions(500)), expressions(500));
      assertThat(server.asked).hasSize(1);
      assertNumbered(signals.read(expressions(1_001)), expressions(1_001));
      assertThat(server.asked).hasSize(4);
    }
  }

  @Test
  void oneBad_spoilsOnlyItself_andIsAskedAloneFromThenOn() {
    Set<Query> good = expressions(200);
    Query bad = new Query.Instant("main", BAD);
    Set<Query> all = new LinkedHashSet<>(good);
    all.add(bad);
    try (FakePrometheus server = FakePrometheus.ofEach(BatchesTest::number);
        PrometheusSignals signals = signals(server.source())) {
      Map<Query, Reading> first = signals.read(all);

      assertNumbered(first, good);
      assertThat(((Reading.Missing) first.get(bad)).reason()).isEqualTo("BadQuery");
      assertThat(((Reading.Missing) first.get(bad)).message())
          .contains("expected bad expression to be PromQL that it can run")
          .contains("parse error");
      // Halved until it is found: twice the logarithm of 201, and once at first.
      assertThat(server.asked).hasSizeLessThanOrEqualTo(1 + 2 * 8);
      server.asked.clear();
      assertNumbered(signals.read(all), good);
      // What it was halved apart from last cannot be told from it at once.
      assertThat(server.asked).hasSize(3).contains(BAD);
      assertThat(signals.health().get("main")).isEmpty();
    }
  }

  @Test
  void oneSlow_isApartFromTheOthersAfterSomeTicks() {
    FakePrometheus[] server = new FakePrometheus[1];
    Set<Query> good = expressions(30);
    Set<Query> all = new LinkedHashSet<>(good);
    all.add(new Query.Instant("main", "slow"));
    try (FakePrometheus slow =
            FakePrometheus.ofEach(
                text -> {
                  if (text.equals("slow")) {
                    server[0].pause(60_000);
                  }
                  return number(text);
                });
        PrometheusSignals signals = signals(slow.source("400ms", null, null))) {
      server[0] = slow;
      for (int tick = 0; tick < 6; tick++) {
        signals.read(all);
      }

      assertNumbered(signals.read(all), good);
    }
  }

  @Test
  void suspicion_isForgottenAfterAWhile() {
    AtomicLong nanos = new AtomicLong();
    Batches batches = new Batches(nanos::get);
    List<Promql> questions = expressions(4).stream().map(Promql::of).toList();
    batches.failed(new Batch(questions), true);

    assertThat(batches.of(questions)).hasSize(2);
    nanos.addAndGet(601_000_000_000L);
    assertThat(batches.of(questions)).hasSize(1);
  }

  @Test
  void sourceThatIsIll_isNotAskedForEachAloneOnceItIsWell() {
    Batches batches = new Batches(() -> 0);
    List<Promql> questions = expressions(400).stream().map(Promql::of).toList();
    for (int tick = 0; tick < 20; tick++) {
      batches.of(questions).forEach(batch -> batches.failed(batch, false));
    }

    assertThat(batches.of(questions)).hasSize(2);
  }

  @Test
  void expressionsOfTwoSources_areNotAskedTogether() {
    List<Promql> questions =
        List.of(
            Promql.of(new Query.Instant("main", "a * 1")),
            Promql.of(new Query.Instant("other", "a * 1")));

    assertThat(new Batches(System::nanoTime).of(questions)).hasSize(2);
  }
}
