package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each mistake is named on the resource and in an Event, nothing is written, and mending it is
 * enough.
 */
@OnSharedOperator
class BadInputE2E {

  @TempDir static Path folder;

  private static OperatorWorld world;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("bad-input", folder);
    world.sharedOperator();
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
  }

  /** It is told, and told in an Event; and the object is as it was. */
  private static JsonNode assertTold(String name, String reason, String... words) throws Exception {
    JsonNode object = world.awaitReady(name, "False", reason);
    String message = OperatorWorld.condition(object, "Ready").path("message").asText();
    for (String word : words) {
      assertThat(message).contains(word);
    }
    world.api.await(
        "/apis/events.k8s.io/v1/namespaces/" + world.namespace + "/events",
        "an Event " + reason + " of " + name,
        OperatorWorld.SOON,
        events -> {
          for (JsonNode event : events.path("items")) {
            if (event.path("reason").asText().equals(reason)
                && event.path("regarding").path("name").asText().equals(name)
                && event.path("type").asText().equals("Warning")) {
              return true;
            }
          }
          return false;
        });
    return object;
  }

  private static String limit(String name) throws Exception {
    return world.api.get(world.configMapPath(name)).path("data").path("limit").asText();
  }

  private static String version(String name) throws Exception {
    return world
        .api
        .get(world.configMapPath(name))
        .path("metadata")
        .path("resourceVersion")
        .asText();
  }

  /** Mended, it decides; and then it acts. */
  private static void assertMended(String name) throws Exception {
    world.burn(name, "20");
    world.awaitReady(name, "True", "Deciding");
    world.awaitMode(name, "Degraded");
    world.awaitLimit(name, "50");
  }

  @Test
  void unknownSignal_isRefusedByTheApiServer() throws Exception {
    String yaml = world.operatingMode("unknown-signal").replace("{signal: burn,", "{signal: bern,");

    var outcome = world.kubectl.runWith(yaml, "apply", "-f", "-");

    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text()).contains("spec.signals");
  }

  @Test
  void unknownSource_isToldAndMended() throws Exception {
    world.configMap("unknown-source");
    String before = version("unknown-source");
    String yaml = world.operatingMode("unknown-source");
    world.apply(yaml.replace("source: bad-input", "source: nowhere"));

    JsonNode object = assertTold("unknown-source", "UnknownSource", "SignalSource nowhere");
    assertThat(OperatorWorld.condition(object, "Stalled").path("status").asText())
        .isEqualTo("True");
    assertThat(version("unknown-source")).isEqualTo(before);

    world.apply(yaml);
    assertMended("unknown-source");
  }

  @Test
  void unreachableSource_isToldOnBothAndMended() throws Exception {
    world.configMap("unreachable");
    world.apply(source("unreachable", "http://127.0.0.1:1"));
    world.apply(
        world.operatingMode("unreachable").replace("source: bad-input", "source: unreachable"));

    assertTold("unreachable", "SourceUnreachable", "unreachable");
    JsonNode source =
        world.api.await(
            "/apis/homeostat.dev/v1alpha1/signalsources/unreachable",
            "a source that is not ready",
            OperatorWorld.SOON,
            seen -> OperatorWorld.condition(seen, "Ready").path("status").asText().equals("False"));
    assertThat(OperatorWorld.condition(source, "Ready").path("reason").asText())
        .isEqualTo("SourceUnreachable");
    assertThat(limit("unreachable")).isEqualTo("620");

    world.apply(source("unreachable", world.prometheus.url()));
    assertMended("unreachable");
  }

  private static String source(String name, String url) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: SignalSource
    metadata: {name: %s}
    spec: {url: "%s", staleAfter: 5s, timeout: 2s, allowPromql: true}
    """
        .formatted(name, url);
  }

  @Test
  void emptyAnswer_isMissingAndNotHealth() throws Exception {
    world.configMap("empty");
    world.apply(world.operatingMode("empty"));

    assertTold("empty", "NoData");
    assertMended("empty");
    world.metrics.remove("burn{app=\"empty\"}");
    assertTold("empty", "NoData");
    assertThat(limit("empty")).isEqualTo("50");
  }

  @Test
  void notANumber_isMissing() throws Exception {
    world.configMap("nan");
    world.burn("nan", "NaN");
    world.apply(world.operatingMode("nan"));

    assertTold("nan", "NotFinite", "NaN");
    assertMended("nan");
  }

  @Test
  void severalSeries_areNamed() throws Exception {
    world.configMap("several");
    world.burn("several", "20");
    world.metrics.set("burn{app=\"several\",pod=\"b\"}", "0");
    world.apply(world.operatingMode("several"));

    assertTold("several", "SeveralSeries", "pod=\"b\"");
    assertThat(limit("several")).isEqualTo("620");
    world.metrics.remove("burn{app=\"several\",pod=\"b\"}");
    assertMended("several");
  }

  @Test
  void hundredMegabytes_areNotSwallowed() throws Exception {
    HttpServer flood =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    flood.setExecutor(Executors.newCachedThreadPool());
    flood.createContext("/", exchange -> flood(exchange.getResponseBody(), exchange));
    flood.start();
    try {
      world.configMap("flood");
      world.apply(source("flood", "http://127.0.0.1:" + flood.getAddress().getPort()));
      world.apply(world.operatingMode("flood").replace("source: bad-input", "source: flood"));
      assertTold("flood", "AnswerTooLarge");
    } finally {
      flood.stop(0);
    }
    world.apply(source("flood", world.prometheus.url()));
    assertMended("flood");
  }

  private static void flood(OutputStream body, HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    byte[] chunk = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      for (int i = 0; i < 1600; i++) {
        body.write(chunk);
      }
    } catch (IOException e) {
      // Hung up on, as it should be.
      exchange.close();
    }
  }

  @Test
  void missingObject_isToldAndNotMade() throws Exception {
    world.burn("no-object", "20");
    world.apply(world.operatingMode("no-object"));

    assertTold("no-object", "TargetMissing", "configmaps", "no-object");
    assertThat(world.api.get(world.configMapPath("no-object")).path("code").asInt()).isEqualTo(404);
    world.configMap("no-object");
    assertMended("no-object");
  }

  @Test
  void anothersField_isAConflictWithItsOwnersName() throws Exception {
    world.configMap("owned");
    world.burn("owned", "20");
    String yaml = world.operatingMode("owned");
    world.apply(yaml.replace("takeOver: true", "takeOver: false"));

    assertTold("owned", "Conflict", "kubectl-client-side-apply", "takeOver");
    assertThat(limit("owned")).isEqualTo("620");
    world.apply(yaml);
    assertMended("owned");
  }

  @Test
  void immutableObject_isNotLive() throws Exception {
    world.configMap("immutable");
    world.api.mergePatch(world.configMapPath("immutable"), "{\"immutable\": true}");
    world.burn("immutable", "20");
    world.apply(world.operatingMode("immutable"));

    assertTold("immutable", "KnobNotLive", "immutable");
    world.kubectl.must("", "delete", "configmap", "immutable", "-n", world.namespace);
    world.configMap("immutable");
    assertMended("immutable");
  }

  @Test
  void readThroughTheEnvironment_isNotLive() throws Exception {
    assertNotLive(
        "environment",
        "env: [{name: LIMIT, valueFrom: {configMapKeyRef: {name: environment, key: limit}}}]",
        "");
  }

  @Test
  void mountedBySubPath_isNotLive() throws Exception {
    assertNotLive(
        "sub-path",
        "volumeMounts: [{name: settings, mountPath: /limit, subPath: limit}]",
        "volumes: [{name: settings, configMap: {name: sub-path}}]");
  }

  private static void assertNotLive(String name, String container, String pod) throws Exception {
    world.configMap(name);
    world.burn(name, "20");
    world.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          schedulerName: nobody
          %4$s
          containers:
          - name: app
            image: "none"
            %3$s
        """
            .formatted(name, world.namespace, container, pod));
    world.apply(world.operatingMode(name));

    assertTold(name, "KnobNotLive", name);
    assertThat(limit(name)).isEqualTo("620");
    world.kubectl.must(
        "", "delete", "pod", name, "-n", world.namespace, "--force", "--grace-period=0");
    assertMended(name);
  }

  @Test
  void fieldThatTheSchemaLacks_isTold() throws Exception {
    world.burn("no-field", "20");
    world.configMap("no-field");
    String yaml = world.operatingMode("no-field");
    world.apply(
        yaml.replace(
            "{configMapKey: {name: no-field, key: limit}}",
            "{field: {version: v1, resource: configmaps, name: no-field, path: /spec/limit}}"));

    assertTold("no-field", "FieldMissing", "/spec/limit");
    world.apply(yaml);
    assertMended("no-field");
  }

  @Test
  void accountWithoutTheRight_isToldWhatToGrant() throws Exception {
    world.configMap("no-right");
    world.burn("no-right", "20");
    world.kubectl.must("", "create", "serviceaccount", "weak", "-n", world.namespace);
    String yaml =
        world.operatingMode("no-right").replace("spec:\n", "spec:\n  serviceAccountName: weak\n");
    world.apply(yaml);

    JsonNode object = world.awaitReady("no-right", "False", "ObjectUnreadable");
    assertThat(OperatorWorld.condition(object, "Ready").path("message").asText())
        .contains("weak", "configmaps");
    role("reader", "get");
    assertTold("no-right", "Forbidden", "weak", "patch", "configmaps");
    assertThat(limit("no-right")).isEqualTo("620");
    role("writer", "get,patch");
    assertMended("no-right");
  }

  private static void role(String name, String verbs) throws Exception {
    String ns = world.namespace;
    world.kubectl.must(
        "", "create", "role", name, "-n", ns, "--verb=" + verbs, "--resource=configmaps");
    world.kubectl.must(
        "",
        "create",
        "rolebinding",
        name,
        "-n",
        ns,
        "--role=" + name,
        "--serviceaccount=" + ns + ":weak");
  }

  @Test
  void notImplemented_saysSoAndWritesNothing() throws Exception {
    world.configMap("tenants");
    world.burn("tenants", "0");
    String source = source("tenants", world.prometheus.url());
    world.apply(source.replace("allowPromql: true", "allowPromql: true, tenant: {label: team}"));
    world.apply(world.operatingMode("tenants").replace("source: bad-input", "source: tenants"));

    assertTold("tenants", "NotImplemented", "keeps tenants apart by the label team");
    assertThat(limit("tenants")).isEqualTo("620");

    world.apply(source);
    assertMended("tenants");
  }
}
