package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.controllers.prometheus.Credentials;
import dev.homeostat.controllers.prometheus.PrometheusSignals;
import dev.homeostat.crds.ManifestFile;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.e2e.real.OnRealCluster;
import dev.homeostat.engine.chain.ChainCycle;
import dev.homeostat.engine.chain.ChainEvaluation;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Prometheus says of chains, and of expressions that are asked together. */
@OnRealCluster
class ChainSignalsIT {

  /** Nobody counts it down: waiting for it is the pause between two looks. */
  private static final CountDownLatch PAUSE = new CountDownLatch(1);

  private static MovableMetrics metrics;
  private static RealPrometheus prometheus;
  private static PrometheusSignals signals;

  @BeforeAll
  static void start() throws Exception {
    metrics = new MovableMetrics();
    metrics.set("plain", "7");
    for (String series : List.of("events:increase", "errors:increase")) {
      for (String window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d")) {
        recorded("slo_" + series, "_window", window, series.startsWith("ev") ? "10000" : "40");
      }
    }
    recorded("slo_coverage:ratio", "_window", "30d", "0.5");
    for (String indicator : List.of("errors", "total")) {
      recordedOf(indicator, "slo_series:count", indicator.equals("total") ? "3" : "1");
      recordedOf(indicator, "slo_resets:sum", indicator.equals("total") ? "0" : "2");
    }
    metrics.set(
        "chain_member:slo_objective:ratio{namespace=\"shop\",chain=\"recorded\",member=\"web\"}",
        "0.995");
    prometheus =
        RealPrometheus.start(
            List.of(new RealPrometheus.Target("app", metrics.hostPort(), Map.of())));
    SignalSourceSpec source =
        new SignalSourceSpec(
            prometheus.url(), null, null, null, "10s", null, null, null, null, true, List.of());
    signals =
        new PrometheusSignals(
            () -> Map.of("main", source),
            (name, credential) -> new Credentials.Bearer(""),
            PrometheusSignals.client());
    await(signals, chain("recorded"), status -> status.actual() != null);
  }

  /** As rules would have recorded it; the level of its name says what its labels are. */
  private static void recorded(String name, String level, String window, String value) {
    metrics.set(
        "chain_member%s:%s{namespace=\"shop\",chain=\"recorded\",member=\"web\",window=\"%s\"}"
            .formatted(level, name, window),
        value);
  }

  private static void recordedOf(String indicator, String name, String value) {
    metrics.set(
        "chain_member_window:%s{namespace=\"shop\",chain=\"recorded\",member=\"web\",indicator=\"%s\",window=\"1h\"}"
            .formatted(name, indicator),
        value);
  }

  @AfterAll
  static void stop() throws Exception {
    signals.close();
    prometheus.close();
    metrics.close();
  }

  private static List<ChainPolicy> chain(String name) {
    ManifestFile file =
        ManifestReader.read(
            "chain.yaml",
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: SignalSource
            metadata: {name: main}
            spec: {url: "http://localhost:9090"}
            ---
            apiVersion: homeostat.dev/v1alpha1
            kind: SLOChain
            metadata: {name: %s, namespace: shop}
            spec:
              source: main
              objective: "0.99"
              services: [{name: web, objective: "0.995", errors: 'bad_total{app="a"}', total: 'all_total{app="a"}'}]
              root: web
            """
                .formatted(name));
    assertThat(file.problems()).isEmpty();
    List<ChainPolicy> chains = PolicyCompiler.compile(PolicySet.of(file.manifests())).chains();
    assertThat(chains).hasSize(1);
    return chains;
  }

  private static SLOChainStatus await(
      Signals source, List<ChainPolicy> chains, Predicate<SLOChainStatus> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    SLOChainStatus found = measured(source, chains);
    while (!wanted.test(found)) {
      assertThat(System.nanoTime()).as("found " + found).isLessThan(deadline);
      PAUSE.await(200, TimeUnit.MILLISECONDS);
      found = measured(source, chains);
    }
    return found;
  }

  private static SLOChainStatus measured(Signals source, List<ChainPolicy> chains) {
    List<ChainEvaluation> evaluations =
        new ChainCycle(id -> null, id -> null).evaluate(chains, source, System.currentTimeMillis());
    return evaluations.get(0).status();
  }

  /** 40 of 10,000 failed: 0.4 % over a budget of 1 %, of a period of which half is held. */
  @Test
  void recordedSeries_giveThirtyDaysInOneQuery() throws Exception {
    SLOChainStatus status = await(signals, chain("recorded"), found -> found.budgetLeft() != null);

    assertThat(status.actual()).isEqualTo("0.996");
    assertThat(status.budgetLeft()).isEqualTo("0.6");
    assertThat(status.span()).isEqualTo("15d");
    assertThat(status.burnRates()).hasSize(8);
    assertThat(status.members().get(0).notes())
        .containsExactly("CounterReset: errors", "SeveralSeries: total");
    int[] questions = {0};
    measured(
        queries -> {
          questions[0]++;
          return signals.read(queries);
        },
        chain("recorded"));
    assertThat(questions[0]).isEqualTo(1);
  }

  @Test
  void rawCounters_giveBurnRates_asLongAsNothingIsRecorded() throws Exception {
    metrics.set("all_total{app=\"a\"}", "0");
    metrics.set("bad_total{app=\"a\"}", "0");
    await(signals, chain("raw"), status -> problem(status).equals("LowTraffic"));
    metrics.set("all_total{app=\"a\"}", "1000");
    metrics.set("bad_total{app=\"a\"}", "100");

    // Counters that rise once are extrapolated alike, so their ratio is exact.
    SLOChainStatus status = await(signals, chain("raw"), found -> found.burnRate() != null);
    assertThat(status.burnRate()).isEqualTo("10");
    assertThat(status.members().get(0).burnRate()).isEqualTo("20");
    assertThat(status.budgetLeft()).isNull();
    assertThat(status.burnRates())
        .extracting(SLOChainStatus.WindowBurn::window)
        .containsExactly("5m", "30m", "1h", "2h", "6h");
  }

  private static String problem(SLOChainStatus status) {
    return String.valueOf(status.members().get(0).problem());
  }

  @Test
  void expressionsAskedTogether_badAndHostileOnes_spoilOnlyThemselves() {
    Map<String, Double> good = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      good.put("vector(" + i + ") # number " + i, (double) i);
    }
    good.put("plain", 7.0);
    good.put("3 * 4", 12.0);
    // It asks to answer the first question too; its own number is written over it.
    good.put("label_replace(vector(666), \"homeostat_question\", \"0\", \"\", \"\")", 666.0);
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("sum(plain", "BadQuery");
    bad.put("plain{", "BadQuery");
    bad.put("plain[5m]", "BadQuery");
    bad.put("plain + on() group_left() nothing[5m]", "BadQuery");
    bad.put("vector(1) or vector(1) # )", "");
    bad.put("vector(666)), \"homeostat_question\", \"0\", \"\", \"\") or (vector(1", "BadQuery");
    Set<Query> queries = new LinkedHashSet<>();
    good.keySet().forEach(text -> queries.add(new Query.Instant("main", text)));
    bad.keySet().forEach(text -> queries.add(new Query.Instant("main", text)));

    for (int tick = 0; tick < 2; tick++) {
      Map<Query, Reading> readings = signals.read(queries);

      good.forEach(
          (text, value) ->
              assertThat(readings.get(new Query.Instant("main", text)))
                  .as(text)
                  .isInstanceOfSatisfying(
                      Reading.Value.class, found -> assertThat(found.value()).isEqualTo(value)));
      bad.forEach(
          (text, reason) -> {
            Reading found = readings.get(new Query.Instant("main", text));
            assertThat(found instanceof Reading.Missing missing ? missing.reason() : "")
                .as(text)
                .isEqualTo(reason);
          });
    }
  }
}
