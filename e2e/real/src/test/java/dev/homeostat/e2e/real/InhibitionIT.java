package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homeostat.e2e.cluster.Promtool;
import dev.homeostat.e2e.cluster.RealAlertmanager;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.engine.rules.InhibitRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whom a real Alertmanager wakes. A real Prometheus begins with 75 minutes of counters of five
 * services that all fail, evaluates the generated rules on them, and tells its alerts to two
 * Alertmanagers, of which one has the generated inhibition rules.
 */
@OnRealCluster
class InhibitionIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Nobody counts it down: waiting for it is the pause between two looks. */
  private static final CountDownLatch PAUSE = new CountDownLatch(1);

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PAST_SECONDS = 75 * 60;
  private static final int SAMPLE_SECONDS = 15;

  /** Share of requests that fail, in percent. */
  private static final Map<String, Integer> FAILING =
      Map.of("gateway", 20, "payments-a", 30, "payments-b", 40, "ledger", 30, "stock", 25);

  private static final String CHAIN =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        services:
        - {name: gateway, objective: "0.999", errors: 'e_total{s="gateway"}', total: 't_total{s="gateway"}'}
        - {name: payments-a, objective: "0.99", errors: 'e_total{s="payments-a"}', total: 't_total{s="payments-a"}'}
        - {name: payments-b, objective: "0.99", errors: 'e_total{s="payments-b"}', total: 't_total{s="payments-b"}'}
        - {name: ledger, objective: "0.995", errors: 'e_total{s="ledger"}', total: 't_total{s="ledger"}'}
        - {name: stock, objective: "0.995", errors: 'e_total{s="stock"}', total: 't_total{s="stock"}'}
        stages:
        - {name: payment, compose: Redundant, members: [payments-a, payments-b]}
        - {name: checkout, compose: Serial, members: [gateway, payment, ledger, stock]}
        root: checkout
      """;

  @TempDir private Path folder;

  @Test
  void fiveDegradedMembers_ofOneChain_giveOnePage() throws Exception {
    String rules = RuleTrial.rules(CHAIN);
    Path data = past(rules);
    try (PageReceiver inhibited = new PageReceiver();
        PageReceiver plain = new PageReceiver();
        RealAlertmanager with = alertmanager(inhibited, InhibitRules.yaml());
        RealAlertmanager without = alertmanager(plain, "");
        RealPrometheus prometheus =
            RealPrometheus.start(
                new RealPrometheus.Setup(List.of(), data, List.of(with, without)))) {
      // The same rules, evaluated each second, so that nobody waits for the next minute.
      prometheus.loadRules("chains", rules.replaceAll("interval: [12]m", "interval: 1s"));

      // Without inhibition the chain and each of its members wake somebody.
      await("six pages", plain, () -> plain.callsAbout("severity", "page") >= 6);
      await("five silenced pages", inhibited, () -> silencedPages(with) >= 5);
      // What is told from now on is told after all that was due before.
      tell(with, "sentinel");
      await("the sentinel", inhibited, () -> inhibited.callsAbout("alertname", "sentinel") == 1);

      assertThat(inhibited.callsAbout("severity", "page")).isOne();
      assertThat(inhibited.calls()).as("the page and the sentinel").hasSize(2);
      assertThat(inhibited.calls().get(0))
          .singleElement()
          .satisfies(
              labels ->
                  assertThat(labels)
                      .containsEntry("alertname", "SLOChainBurnRate")
                      .containsEntry("chain", "checkout")
                      .containsEntry("likely_cause", "payments-b"));
    }
  }

  /** A folder with the raw counters, and with what the rules would have recorded of them. */
  private Path past(String rules) throws IOException, InterruptedException {
    Promtool promtool = Promtool.find();
    long now = System.currentTimeMillis() / 1000;
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(folder.resolve("counters.om"), counters(now));
    Files.writeString(folder.resolve("earlier.yaml"), ofFiveMinutes(rules));
    run(promtool, "tsdb", "create-blocks-from", "openmetrics", "counters.om", "data");
    try (RealPrometheus earlier =
        RealPrometheus.start(new RealPrometheus.Setup(List.of(), data, List.of()))) {
      run(
          promtool,
          "tsdb",
          "create-blocks-from",
          "rules",
          "--url=" + earlier.url(),
          "--start=" + (now - PAST_SECONDS),
          "--end=" + now,
          "--output-dir=recorded",
          "earlier.yaml");
    }
    try (Stream<Path> blocks = Files.list(folder.resolve("recorded"))) {
      for (Path block : blocks.toList()) {
        Files.move(block, data.resolve(block.getFileName().toString()));
      }
    }
    return data;
  }

  /** Those of the rules whose past the others read: the counts of five minutes. */
  private static String ofFiveMinutes(String rules) throws IOException {
    JsonNode file = YAML.readTree(rules);
    for (JsonNode group : file.path("groups")) {
      Iterator<JsonNode> each = group.path("rules").elements();
      while (each.hasNext()) {
        JsonNode rule = each.next();
        if (!rule.path("expr").asText().contains("increase(")
            || !rule.at("/labels/window").asText().equals("5m")) {
          each.remove();
        }
      }
    }
    return YAML.writeValueAsString(file);
  }

  private void run(Promtool promtool, String... arguments)
      throws IOException, InterruptedException {
    Promtool.Verdict verdict = promtool.run(folder, arguments);
    assertThat(verdict.exitCode()).as(verdict.output()).isZero();
  }

  /** Ten requests a second of each service, up to now. */
  private static String counters(long nowSeconds) {
    StringBuilder text = new StringBuilder();
    for (String name : List.of("e", "t")) {
      text.append("# TYPE " + name + " counter\n");
      FAILING.forEach(
          (service, percent) -> {
            for (int at = 0; at <= PAST_SECONDS; at += SAMPLE_SECONDS) {
              long count = at * 10L * (name.equals("e") ? percent : 100) / 100;
              text.append(
                  "%s_total{s=\"%s\"} %d %d\n"
                      .formatted(name, service, count, nowSeconds - PAST_SECONDS + at));
            }
          });
    }
    return text.append("# EOF\n").toString();
  }

  /**
   * One that makes a call of every alert, so that grouping hides none. It waits as long as a busy
   * machine may take from the first rule of the chain to the last.
   */
  private static RealAlertmanager alertmanager(PageReceiver receiver, String inhibition)
      throws IOException, InterruptedException {
    return RealAlertmanager.start(
        """
        route: {receiver: person, group_by: ['...'], group_wait: 10s, group_interval: 1h}
        receivers: [{name: person, webhook_configs: [{url: "%s", send_resolved: false}]}]
        """
                .formatted(receiver.url())
            + inhibition);
  }

  private static long silencedPages(RealAlertmanager alertmanager) {
    try {
      JsonNode alerts =
          JSON.readTree(
              HTTP.send(
                      HttpRequest.newBuilder(URI.create(alertmanager.url() + "/api/v2/alerts"))
                          .build(),
                      HttpResponse.BodyHandlers.ofString())
                  .body());
      long silenced = 0;
      for (JsonNode alert : alerts) {
        boolean page = alert.at("/labels/severity").asText().equals("page");
        silenced += page && !alert.at("/status/inhibitedBy").isEmpty() ? 1 : 0;
      }
      return silenced;
    } catch (IOException e) {
      throw new IllegalStateException("Alertmanager does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void tell(RealAlertmanager alertmanager, String alert)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(alertmanager.url() + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "[{\"labels\":{\"alertname\":\"%s\"}}]".formatted(alert)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void await(String what, PageReceiver receiver, BooleanSupplier wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected %s within %s, found the calls %s".formatted(what, SOON, receiver.calls()));
      }
      PAUSE.await(50, TimeUnit.MILLISECONDS);
    }
  }
}
