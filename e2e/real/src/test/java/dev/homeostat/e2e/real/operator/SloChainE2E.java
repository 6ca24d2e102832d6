package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain in a cluster: its columns tell the story, and one of its services moves a mode. */
@OnSharedOperator
class SloChainE2E {

  @TempDir static Path folder;

  private static OperatorWorld world;
  private static RisingCounters counters;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("chains", folder);
    counters =
        world.open(
            new RisingCounters(
                world.metrics,
                "gateway",
                "pay-a",
                "pay-b",
                "ledger",
                "web",
                "db",
                "pod-1",
                "pod-2",
                "stock"));
    world.sharedOperator();
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
  }

  private static String service(String name, String objective, String more) {
    return "  - {name: %1$s, objective: \"%2$s\", errors: 'errors_total{service=\"%1$s\"}', total: 'events_total{service=\"%1$s\"}'%3$s}\n"
        .formatted(name, objective, more);
  }

  /** Its period is so short that raw counters give all of it. */
  private static String head(String name) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: SLOChain
    metadata: {name: %s, namespace: chains}
    spec:
      source: chains
      objective: "0.9"
      period: 1h
      alerts: [{severity: page, long: 30m, short: 5m, budgetShare: "0.5"}]
    """
        .formatted(name);
  }

  private static JsonNode await(String name, String what, Predicate<JsonNode> wanted)
      throws Exception {
    return world.api.await(
        "/apis/homeostat.dev/v1alpha1/namespaces/chains/slochains/" + name,
        what,
        OperatorWorld.SOON,
        wanted);
  }

  private static String reason(JsonNode chain, String type) {
    JsonNode condition = OperatorWorld.condition(chain, type);
    return condition.path("status").asText() + " " + condition.path("reason").asText();
  }

  @Test
  void columns_tellTheStory_andTheWeakestChanges() throws Exception {
    counters.fail("ledger", 0.04);
    world.apply(
        head("checkout")
            + "  requiredGuarantee: SnapshotIsolation\n"
            + "  services:\n"
            + service("gateway", "0.99", ", guarantee: Serializable")
            + service("pay-a", "0.99", ", guarantee: Serializable")
            + service("pay-b", "0.98", ", guarantee: Serializable")
            + service("ledger", "0.99", ", guarantee: ReadCommitted")
            + """
              stages:
              - {name: pay, compose: Redundant, members: [pay-a, pay-b]}
              - {name: all, compose: Serial, members: [gateway, pay, ledger]}
              root: all
            """);
    JsonNode chain =
        await(
            "checkout",
            "ledger burns",
            seen ->
                seen.path("status").path("weakest").asText().equals("ledger")
                    && seen.path("status").path("budgetLeft").asDouble() > 0);

    // At most 4 % of errors over a budget of 10 %; less while what came before the fault counts
    // too.
    double burnRate = chain.path("status").path("burnRate").asDouble();
    assertThat(burnRate).isBetween(0.01, 0.5);
    assertThat(1 - chain.path("status").path("actual").asDouble())
        .isCloseTo(burnRate * 0.1, within(0.005));
    assertThat(reason(chain, "DataAvailable")).isEqualTo("True Measured");
    assertThat(reason(chain, "HistoryShort")).isEqualTo("True HistoryShort");
    assertThat(reason(chain, "GuaranteeSatisfied")).isEqualTo("False GuaranteeWeakened");
    assertThat(reason(chain, "IndependenceAssumed")).isEqualTo("True SharedUndeclared");
    assertThat(reason(chain, "Ready")).isEqualTo("True Valid");
    assertThat(world.kubectl.must("", "get", "slo", "-n", "chains", "checkout"))
        .contains("OBJECTIVE", "ACTUAL", "BUDGET", "BURN1H", "WEAKEST", "ledger");

    counters.fail("gateway", 1);
    chain =
        await(
            "checkout",
            "gateway is weakest, and the budget is spent",
            seen ->
                seen.path("status").path("weakest").asText().equals("gateway")
                    && reason(seen, "BudgetHealthy").equals("False BudgetExhausted"));
    assertThat(chain.path("status").path("burnRate").asDouble()).isGreaterThan(1);
    String events =
        world.kubectl.must(
            "", "get", "events.events.k8s.io", "-n", "chains", "-o", "jsonpath={..reason}");
    assertThat(events).contains("BudgetExhausted", "GuaranteeWeakened");
  }

  /** Both are counted right, so nothing burns and the data is there; and both are told. */
  @Test
  void severalSeriesAndAReset_areNamed_withServiceAndIndicator() throws Exception {
    world.apply(
        head("parted")
            + "  services:\n"
            + service("pods", "0.9", "")
                .replace("errors_total{service=\"pods\"}", "errors_total{service=\"pod-1\"}")
                .replace("service=\"pods\"", "service=~\"pod-.\"")
            + service("stock", "0.9", "")
            + """
              stages: [{name: all, compose: Serial, members: [pods, stock]}]
              root: all
            """);
    JsonNode chain =
        await(
            "parted",
            "two series of one indicator",
            seen ->
                reason(seen, "SeriesSummed").equals("True SeveralSeries")
                    && reason(seen, "DataAvailable").equals("True Measured"));

    assertThat(OperatorWorld.condition(chain, "SeriesSummed").path("message").asText())
        .contains("are summed up", "narrow the selector")
        .endsWith(": pods.total (2)");
    assertThat(reason(chain, "CountersReset")).isEqualTo("False NoReset");
    counters.restart("stock");
    chain =
        await(
            "parted",
            "a counter that began anew",
            seen -> notes(seen, "stock").contains("CounterReset: total"));

    assertThat(reason(chain, "CountersReset")).isEqualTo("True CounterReset");
    assertThat(OperatorWorld.condition(chain, "CountersReset").path("message").asText())
        .contains("counted on from there", "stock.total (1)");
    assertThat(notes(chain, "pods")).containsExactly("SeveralSeries: total");
    assertThat(reason(chain, "DataAvailable")).isEqualTo("True Measured");
    assertThat(reason(chain, "BudgetHealthy")).isEqualTo("True BudgetLeft");
    assertThat(
            world.kubectl.must(
                "",
                "get",
                "events.events.k8s.io",
                "-n",
                "chains",
                "-o",
                "jsonpath={.items[?(@.regarding.name=='parted')].reason}"))
        .as("nobody is called")
        .doesNotContain("SeveralSeries", "CounterReset");
  }

  private static List<String> notes(JsonNode chain, String service) {
    List<String> notes = new ArrayList<>();
    for (JsonNode member : chain.path("status").path("members")) {
      if (member.path("name").asText().equals(service)) {
        member.path("notes").forEach(note -> notes.add(note.asText()));
      }
    }
    return notes;
  }

  @Test
  void burnRateOfOneMember_movesAMode() throws Exception {
    world.apply(
        head("orders")
            + "  services:\n"
            + service("web", "0.9", "")
            + service("db", "0.9", "")
            + """
              stages: [{name: all, compose: Serial, members: [web, db]}]
              root: all
            """);
    world.configMap("orders");
    world.apply(
        world
            .operatingMode("orders")
            .replaceFirst(
                "promql: \\{[^}]*\\}'\\}", "sloChain: {name: orders, window: 5s, member: db}")
            .replace("above: 10, exitBelow: 1,", "above: 5, exitBelow: 1,"));
    world.awaitReady("orders", "True", "Deciding");
    counters.fail("web", 1);
    counters.fail("db", 0.8);

    world.awaitMode("orders", "Degraded");
    world.awaitLimit("orders", "50");
    // The chain itself goes on burning; only its member is asked.
    counters.fail("db", 0);
    world.awaitMode("orders", "Target");
    world.awaitLimit("orders", "620");
  }
}
