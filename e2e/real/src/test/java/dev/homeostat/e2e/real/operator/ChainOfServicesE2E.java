package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.e2e.cluster.RealPrometheus;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chain of four services as processes, under load; its rules as the operator as a process writes
 * them.
 */
@OnSharedOperator
class ChainOfServicesE2E {

  private static final String SPACE = "services";
  private static final String PATH =
      "/apis/homeostat.dev/v1alpha1/namespaces/" + SPACE + "/slochains/checkout";
  private static final String MAP =
      "/api/v1/namespaces/" + SPACE + "/configmaps/homeostat-rules-checkout";
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static OperatorWorld world;
  private static ServiceProcesses services;
  private static RealPrometheus prometheus;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld(SPACE, folder);
    services = world.open(new ServiceProcesses(folder));
    prometheus = world.open(RealPrometheus.start(services.targets()));
    world.sharedOperator();
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: SignalSource
        metadata: {name: services-real}
        spec: {url: "%s", staleAfter: 30s, timeout: 5s}
        ---
        apiVersion: homeostat.dev/v1alpha1
        kind: SLOChain
        metadata: {name: checkout, namespace: services}
        spec:
          source: services-real
          objective: "0.9"
          services:
          - {name: gateway, objective: "0.99", errors: 'chain_link_errors_total{job="gateway"}', total: 'chain_link_requests_total{job="gateway"}'}
          - {name: payments-a, objective: "0.95", errors: 'chain_link_errors_total{job="payments-a"}', total: 'chain_link_requests_total{job="payments-a"}'}
          - {name: payments-b, objective: "0.95", errors: 'chain_link_errors_total{job="payments-b"}', total: 'chain_link_requests_total{job="payments-b"}'}
          - {name: ledger, objective: "0.99", errors: 'chain_link_errors_total{job="ledger"}', total: 'chain_link_requests_total{job="ledger"}'}
          stages:
          - {name: payment, compose: Redundant, members: [payments-a, payments-b]}
          - {name: all, compose: Serial, members: [gateway, payment, ledger]}
          root: all
        """
            .formatted(prometheus.url()));
  }

  @AfterAll
  static void close() throws Exception {
    world.kubectl.run("delete", "slo", "checkout", "-n", SPACE);
    world.close();
  }

  private static JsonNode await(String what, Predicate<JsonNode> wanted) throws Exception {
    return world.api.await(PATH, what, SOON, wanted);
  }

  /** The member that the recorded series name now, as every alert would, and the status too. */
  private static void awaitWeakest(String member) throws Exception {
    String query =
        URLEncoder.encode(
            "count(chain:slo_weakest:info{chain=\"checkout\",likely_cause=\"" + member + "\"})",
            StandardCharsets.UTF_8);
    new ApiClient(URI.create(prometheus.url()))
        .await(
            "/api/v1/query?query=" + query,
            member + " as the weakest",
            SOON,
            answer -> !answer.at("/data/result").isEmpty());
    await(
        member + " as the weakest in the status",
        chain -> chain.path("status").path("weakest").asText().equals(member));
  }

  private static Predicate<JsonNode> rulesAre(String status, String reason) {
    return isSaid("RulesLoaded", status, reason);
  }

  private static Predicate<JsonNode> isSaid(String type, String status, String reason) {
    return chain -> {
      JsonNode condition = OperatorWorld.condition(chain, type);
      return condition.path("status").asText().equals(status)
          && condition.path("reason").asText().equals(reason);
    };
  }

  @Test
  void member_thatBreaks_isTheWeakestUntilAnotherBreaks() throws Exception {
    JsonNode waiting = await("RulesLoaded=False", rulesAre("False", "NotLoaded"));
    assertThat(OperatorWorld.condition(waiting, "RulesLoaded").path("message").asText())
        .contains("ConfigMap services/homeostat-rules-checkout", "services-real");

    String rules = world.api.get(MAP).path("data").path("rules.yaml").asText();
    prometheus.loadRules("checkout", rules.replaceAll("interval: [12]m", "interval: 1s"));
    JsonNode loaded = await("RulesLoaded=True", rulesAre("True", "Loaded"));
    assertThat(OperatorWorld.condition(loaded, "RulesLoaded").path("observedGeneration").asLong())
        .isOne();

    // By the recorded series: every count of the ledger is there twice.
    JsonNode told =
        await(
            "SeriesSummed=True of what rules count",
            isSaid("SeriesSummed", "True", "SeveralSeries")
                .and(isSaid("HistoryShort", "True", "RulesNotLoaded").negate()));
    assertThat(OperatorWorld.condition(told, "SeriesSummed").path("message").asText())
        .endsWith(": ledger.errors (2), ledger.total (2)");

    services.fault("payments-b", 60);
    awaitWeakest("payments-b");

    services.fault("payments-b", 0);
    services.fault("ledger", 100);
    awaitWeakest("ledger");
  }
}
