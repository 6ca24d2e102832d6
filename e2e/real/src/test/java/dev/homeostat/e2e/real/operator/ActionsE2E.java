package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.e2e.cluster.OperatorProcess;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, rollouts, upstreams of other namespaces and actions, to an operator that runs. */
@OnOwnOperator
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ActionsE2E {

  private static final String TOKEN = "a-token-of-the-test";

  @TempDir static Path folder;

  private static OperatorWorld world;
  private static OperatorProcess operator;
  private static StatusPage page;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("actions", folder);
    page = world.open(new StatusPage());
    world.apply(
        "{apiVersion: homeostat.dev/v1alpha1, kind: HomeostatControl, metadata: {name: cluster},"
            + " spec: {webhooks: ['"
            + page.url()
            + "']}}");
    operator = start("operator-actions");
  }

  private static OperatorProcess start(String pod) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    return world.operator(pod, Map.of("HOMEOSTAT_ALERTS_TOKEN_FILE", token.toString()));
  }

  @AfterAll
  static void close() throws Exception {
    world.kubectl.run("delete", "homeostatcontrol", "cluster");
    world.kubectl.run("delete", "configmap", "homeostat-alerts", "-n", "homeostat-system");
    world.close();
  }

  private static int post(String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(operator.uri().resolve("/api/v1/alerts"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String notification(String status) {
    return """
    {"version":"4","status":"%1$s","receiver":"homeostat","alerts":[{"status":"%1$s",
     "labels":{"alertname":"DiskFull","namespace":"actions"},"annotations":{},
     "startsAt":"2026-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z"}]}
    """
        .formatted(status);
  }

  @Test
  @Order(1)
  void receiver_ofBadInput_refusesItAndKeepsNothing() throws Exception {
    assertThat(post(notification("firing"), "")).isEqualTo(401);
    assertThat(post(notification("firing"), "another")).isEqualTo(401);
    assertThat(post("x".repeat((1 << 20) + 1), TOKEN)).isEqualTo(413);
    assertThat(post("{\"version\":\"3\"}", TOKEN)).isEqualTo(400);
    assertThat(hundredMegabytes("")).isEqualTo(413);
    assertThat(hundredMegabytes(TOKEN)).isEqualTo(413);
    JsonNode kept =
        world.api.get("/api/v1/namespaces/homeostat-system/configmaps/homeostat-alerts");
    assertThat(kept.path("code").asInt()).isEqualTo(404);
  }

  /**
   * The status of an answer to 100 MB; the server hangs up in the middle of them, so they are
   * announced, and sent as far as it takes them.
   */
  private static int hundredMegabytes(String token) throws Exception {
    URI uri = operator.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 104857600\r\n"
              + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      byte[] answer = socket.getInputStream().readNBytes(12);
      return Integer.parseInt(new String(answer, StandardCharsets.US_ASCII).substring(9, 12));
    }
  }

  @Test
  @Order(2)
  void alert_ofTheRealReceiver_isACondition() throws Exception {
    world.configMap("alerted");
    world.apply(
        world
            .operatingMode("alerted")
            .replace(
                "promql: {source: actions, query: 'burn{app=\"alerted\"}'}",
                "alert: {name: DiskFull}")
            .replace("above: 10, exitBelow: 1", "above: 0.5, exitBelow: 0.1"));
    world.awaitReady("alerted", "False", "AlertNotHeard");
    assertThat(post(notification("firing"), TOKEN)).isEqualTo(204);
    world.awaitLimit("alerted", "50");
    assertThat(post(notification("resolved"), TOKEN)).isEqualTo(204);

    world.awaitMode("alerted", "Target");
  }

  @Test
  @Order(3)
  void rollout_ofTheWorkload_holdsTheWayUp() throws Exception {
    deployment("rolled");
    world.configMap("rolled");
    world.burn("rolled", "20");
    world.apply(targeting("rolled", ""));
    world.awaitMode("rolled", "Degraded");
    world.burn("rolled", "0");
    world.api.await(
        world.modePath("rolled"),
        "it waits for the rollout",
        OperatorWorld.SOON,
        seen ->
            seen.at("/status/waitsFor")
                .asText()
                .equals("the rollout of deployments.apps actions/rolled"));
    rolledOut("rolled");

    world.awaitMode("rolled", "Target");
  }

  private static void deployment(String name) throws Exception {
    world.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: actions}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: app, image: none}]}
        """
            .formatted(name));
  }

  /** As its controller would say, which does not run here. */
  private static void rolledOut(String name) throws Exception {
    world.api.mergePatch(
        "/apis/apps/v1/namespaces/actions/deployments/" + name + "/status",
        """
        {"status":{"observedGeneration":9,"replicas":1,"updatedReplicas":1,"readyReplicas":1,
         "availableReplicas":1,"conditions":[{"type":"Progressing","status":"True",
         "reason":"NewReplicaSetAvailable"}]}}
        """);
  }

  private static String targeting(String name, String degraded) {
    return world
        .operatingMode(name)
        .replace("spec:\n", "spec:\n  targetRef: {kind: Deployment, name: " + name + "}\n")
        .replace("      minDwell: 3s", degraded + "      minDwell: 3s");
  }

  @Test
  @Order(4)
  void upstream_ofAnotherNamespace_isNamedOnlyWhereItIsExported() throws Exception {
    world.kubectl.run("create", "namespace", "actions-data");
    String upstream =
        world
            .operatingMode("orders")
            .replace("namespace: actions}", "namespace: actions-data}")
            .replace("enforcement: Enforce", "enforcement: Observe");
    world.apply(upstream);
    world.configMap("needing");
    world.burn("needing", "0");
    world.apply(
        world
            .operatingMode("needing")
            .replace(
                "spec:\n",
                "spec:\n  dependsOn: [{operatingMode: orders, namespace: actions-data}]\n"));
    world.awaitReady("needing", "False", "NotExported");
    world.apply(upstream.replace("spec:\n", "spec:\n  exportTo: [actions]\n"));

    world.awaitReady("needing", "True", "Deciding");
  }

  /**
   * The operator is killed while the page is being told; the next one tells it under the same key.
   */
  @Test
  @Order(5)
  void action_ofAnOperatorThatIsKilled_isDoneUnderOneKeyAndThenNeverAgain() throws Exception {
    String acting =
        """
              onEntry:
              - {name: page, webhook: {url: '%spage', credential: {secretName: page}}, timeout: 30s}
              - {name: mark, annotate: {key: example.com/mode, value: degraded}}
              - {name: grow, scale: {atLeast: 3, atMost: 5}}
        """
            .formatted(page.url());
    world.kubectl.run(
        "create", "secret", "generic", "page", "-n", "actions", "--from-literal=token=" + TOKEN);
    for (String name : new String[] {"acting", "watching"}) {
      deployment(name);
      rolledOut(name);
      world.configMap(name);
      world.burn(name, "20");
    }
    world.apply(targeting("acting", acting));
    world.apply(
        targeting("watching", acting).replace("enforcement: Enforce", "enforcement: Observe"));
    world.awaitMode("acting", "Degraded");
    awaitKeys(1);
    operator.signal("KILL");
    operator = start("operator-actions-2");
    awaitKeys(2);
    page.answer();

    JsonNode marked =
        world.api.await(
            "/apis/apps/v1/namespaces/actions/deployments/acting",
            "it is marked and scaled",
            OperatorWorld.SOON,
            seen -> seen.at("/spec/replicas").asInt() == 3);
    assertThat(marked.at("/metadata/annotations/example.com~1mode").asText()).isEqualTo("degraded");
    world.api.await(
        world.modePath("acting"),
        "nothing is left to do",
        OperatorWorld.SOON,
        seen -> seen.at("/status/actions").isEmpty());
    assertThat(page.keys()).hasSize(2);
    assertThat(page.credentials()).containsOnly("Bearer " + TOKEN);
    assertThat(world.api.get(world.modePath("acting")).toString()).doesNotContain(TOKEN);
    assertThat(page.keys().stream().distinct()).singleElement().asString().endsWith("/page");
    assertThat(world.awaitMode("watching", "Degraded").at("/status/wouldBe").asText())
        .contains("would do page; would do mark");
  }

  private static void awaitKeys(int count) throws Exception {
    world.api.await(
        world.modePath("acting"),
        "the page was told " + count + " times",
        Duration.ofSeconds(45),
        seen -> page.keys().size() >= count);
  }

  @Test
  @Order(6)
  void jobGate_opensOnceTheJobHasSucceeded() throws Exception {
    world.apply(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: smoke, namespace: actions}
        spec:
          suspend: true
          schedule: "0 0 1 1 *"
          jobTemplate:
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: smoke, image: none}]}
        """);
    world.configMap("gated");
    world.burn("gated", "20");
    world.apply(
        world
            .operatingMode("gated")
            .replace(
                "{steps: [10, 50, 100], hold: 1s}",
                "{steps: [100], hold: 1s, gates: [{name: smoke, job: {cronJob: smoke}}]}"));
    world.awaitMode("gated", "Degraded");
    world.burn("gated", "0");
    String jobs = "/apis/batch/v1/namespaces/actions/jobs";
    JsonNode made =
        world.api.await(
            jobs,
            "a Job that was started",
            OperatorWorld.SOON,
            seen -> seen.at("/items/0/status").has("startTime"));
    assertThat(world.api.get(world.modePath("gated")).at("/status/mode").asText())
        .isEqualTo("Recovery");
    JsonNode patched =
        world.api.mergePatch(
            jobs + "/" + made.at("/items/0/metadata/name").asText() + "/status",
            """
            {"status":{"completionTime":"%s","active":0,"ready":0,"succeeded":1,"uncountedTerminatedPods":{},"conditions":[
             {"type":"SuccessCriteriaMet","status":"True","reason":"CompletionsReached"},
             {"type":"Complete","status":"True","reason":"CompletionsReached"}]}}
            """
                .formatted(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS)));
    assertThat(patched.path("code").asInt(0)).as(patched.toString()).isZero();

    world.awaitMode("gated", "Target");
  }
}
