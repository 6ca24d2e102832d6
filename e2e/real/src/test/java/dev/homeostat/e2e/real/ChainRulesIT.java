package dev.homeostat.e2e.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homeostat.controllers.prometheus.Credentials;
import dev.homeostat.controllers.prometheus.PrometheusSignals;
import dev.homeostat.controllers.prometheus.RuleQuestions;
import dev.homeostat.controllers.rules.DeclaredChain;
import dev.homeostat.controllers.rules.RulesActuator;
import dev.homeostat.controllers.rules.RulesLoop;
import dev.homeostat.crds.Manifest;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.Promtool;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.e2e.real.operator.OnOwnOperator;
import dev.homeostat.engine.rules.RulesStanding;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of chains on a real API server, proven by a real Prometheus. The test brings them from
 * one to the other, as the Prometheus Operator or a mounted ConfigMap would.
 */
@OnOwnOperator
class ChainRulesIT {

  private static final String SPACE = "chainrules";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Nobody counts it down: waiting for it is the pause between two looks. */
  private static final CountDownLatch PAUSE = new CountDownLatch(1);

  private static final String PROMETHEUSES =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: prometheuses.monitoring.coreos.com}
      spec:
        group: monitoring.coreos.com
        names: {kind: Prometheus, plural: prometheuses, singular: prometheus}
        scope: Namespaced
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  @TempDir private static Path folder;

  private static Kubectl kubectl;
  private static KubernetesClient client;
  private static RealPrometheus prometheus;

  /** Moves on by what a look waits for, each time that one is asked for. */
  private final AtomicLong nanos = new AtomicLong();

  private final Map<String, DeclaredChain> declared = new ConcurrentHashMap<>();
  private final Map<String, RulesStanding> standings = new ConcurrentHashMap<>();
  private final RulesLoop loop =
      new RulesLoop(
          new RulesActuator(client, () -> true),
          new RuleQuestions(
              ChainRulesIT::sources,
              (source, credential) -> new Credentials.Bearer("unused"),
              PrometheusSignals.client()),
          () -> List.copyOf(declared.values()),
          (chain, standing) -> {
            standings.put(chain.name(), standing);
            return true;
          },
          new RulesLoop.Clocks(nanos::get, System::currentTimeMillis));

  private static Map<String, SignalSourceSpec> sources() {
    return Map.of(
        "main",
        new SignalSourceSpec(
            prometheus.url(), null, null, null, null, null, null, null, null, null, List.of()));
  }

  @BeforeAll
  static void open() throws Exception {
    RealCluster cluster = RealCluster.shared();
    ProjectInstall.once(cluster);
    kubectl = cluster.kubectl();
    kubectl.must("", "create", "namespace", SPACE);
    // As the operator that leads, with its own rights and behind its own policies.
    String token =
        new ClusterUsers(cluster, folder)
            .podToken(ProjectInstall.NAMESPACE, "homeostat-operator", "chainrules");
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .withClientCertFile(null)
            .withClientKeyFile(null)
            .withClientCertData(null)
            .withClientKeyData(null)
            .withOauthToken(token)
            .withRequestRetryBackoffLimit(0)
            .build();
    String before =
        kubectl.must("", "get", "leaderfence", "operator", "-o", "jsonpath={.spec.transitions}");
    kubectl.must(
        "",
        "patch",
        "leaderfence",
        "operator",
        "--type=merge",
        "-p",
        "{\"spec\":{\"holder\":\"chainrules\",\"transitions\":%d}}"
            .formatted(Long.parseLong(before.strip()) + 1));
    client = new KubernetesClientBuilder().withConfig(config).build();
    prometheus = RealPrometheus.start(List.of());
  }

  @AfterEach
  void end() {
    loop.close();
  }

  @AfterAll
  static void close() throws Exception {
    prometheus.close();
    client.close();
    kubectl.must("", "delete", "namespace", SPACE, "--wait=false");
    kubectl.must("", "delete", "pod", "chainrules", "-n", ProjectInstall.NAMESPACE, "--wait=false");
  }

  private static String chain(String name, String errors, String more) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: SLOChain
    metadata: {name: %s, namespace: %s}
    spec:
      source: main
      objective: "0.99"
      services:
      - {name: web, objective: "0.999", errors: '%s', total: t_total}
      - {name: db, objective: "0.999", errors: d_total, total: t_total}
      stages: [{name: all, compose: Serial, members: [web, db]}]
      root: all
    %s
    """
        .formatted(name, SPACE, errors, more);
  }

  /** Declares a chain, or declares it otherwise; as the API server takes it. */
  private void declare(String yaml) throws Exception {
    kubectl.must(yaml, "apply", "-f", "-");
    Manifest<SLOChainSpec> manifest =
        ManifestReader.read("chain.yaml", yaml).of(SLOChainSpec.class).get(0);
    String name = manifest.metadata().name();
    String uid =
        kubectl.must("", "get", "slo", name, "-n", SPACE, "-o", "jsonpath={.metadata.uid}");
    declared.put(name, new DeclaredChain(manifest.metadata(), uid.strip(), manifest.spec()));
  }

  private RulesStanding await(String chain, String reason) throws InterruptedException {
    long deadline = System.nanoTime() + SOON.toNanos();
    RulesStanding seen = null;
    while (seen == null || !seen.reason().equals(reason)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected %s of %s within %s, found %s".formatted(reason, chain, SOON, seen));
      }
      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
      loop.tick();
      PAUSE.await(100, TimeUnit.MILLISECONDS);
      seen = standings.get(chain);
    }
    return seen;
  }

  private static JsonNode object(String resource, String chain) throws Exception {
    Kubectl.Outcome found =
        kubectl.run("get", resource, "homeostat-rules-" + chain, "-n", SPACE, "-o", "json");
    return found.succeeded() ? JSON.readTree(found.text()) : JSON.missingNode();
  }

  /** What a Prometheus would mount, evaluated each second so that nobody waits for a minute. */
  private static void load(String name, String yaml) throws Exception {
    prometheus.loadRules(name, yaml.replaceAll("interval: \"?[12]m\"?", "interval: 1s"));
  }

  private static String ofConfigMap(String chain) throws Exception {
    return object("configmap", chain).path("data").path("rules.yaml").asText();
  }

  @Test
  void chain_whereNoPrometheusRuleIs_isAConfigMapThatIsProvenToBeLoaded() throws Exception {
    declare(chain("mapped", "e_total", "  rules: {labels: {team: payments}}"));

    assertThat(await("mapped", "NotLoaded").message())
        .contains("expected the group homeostat/chainrules/mapped/burn", "SignalSource main")
        .contains("ConfigMap chainrules/homeostat-rules-mapped", "rule_files");
    JsonNode map = object("configmap", "mapped");
    assertThat(map.at("/metadata/labels/team").asText()).isEqualTo("payments");
    assertThat(map.at("/metadata/ownerReferences/0/name").asText()).isEqualTo("mapped");
    Files.writeString(folder.resolve("mapped.yaml"), ofConfigMap("mapped"));
    Promtool.Verdict verdict =
        Promtool.find().run(folder, "check", "rules", "--lint=all", "mapped.yaml");
    assertThat(verdict.exitCode()).as(verdict.output()).isZero();

    load("mapped", ofConfigMap("mapped"));
    assertThat(await("mapped", "Loaded").message()).contains("evaluates", "mapped.yaml");
    assertThat(standings.get("mapped").loaded()).isTrue();

    declare(chain("mapped", "e2_total", ""));
    assertThat(await("mapped", "OldRules").message()).contains("in revision", "found revision");
    assertThat(standings.get("mapped").loaded()).isFalse();
    load("mapped", ofConfigMap("mapped"));
    await("mapped", "Loaded");

    load("again", ofConfigMap("mapped"));
    assertThat(await("mapped", "LoadedTwice").message())
        .contains("again.yaml and from", "mapped.yaml", "series collide");
    prometheus.dropRules("again");
    prometheus.dropRules("mapped");
  }

  @Test
  void selector_thatPrometheusCannotParse_isNamedAndLeavesTheRulesAsTheyWere() throws Exception {
    declare(chain("refused", "e_total", ""));
    await("refused", "NotLoaded");
    String before = ofConfigMap("refused");

    declare(chain("refused", "e_total{code=~\"5[\"}", ""));

    assertThat(await("refused", "ExpressionRefused").message())
        .contains("spec.services[0].errors", "SignalSource main", "e_total{code=~\"5[\"}")
        .contains("error parsing regexp", "mend it");
    assertThat(ofConfigMap("refused")).isEqualTo(before).isNotEmpty();
  }

  @Test
  void object_ofSomebodyElse_isLeftAlone() throws Exception {
    kubectl.must("", "create", "configmap", "homeostat-rules-foreign", "-n", SPACE);
    declare(chain("foreign", "e_total", ""));

    assertThat(await("foreign", "NotOurs").message())
        .contains("ConfigMap chainrules/homeostat-rules-foreign", "rename or delete it");
    assertThat(object("configmap", "foreign").has("data")).isFalse();
  }

  @Test
  void object_deletedByHand_isThereAgain_andGoneWithItsChain() throws Exception {
    declare(chain("gone", "e_total", ""));
    await("gone", "NotLoaded");
    kubectl.must("", "delete", "configmap", "homeostat-rules-gone", "-n", SPACE);

    long deadline = System.nanoTime() + SOON.toNanos();
    while (ofConfigMap("gone").isEmpty()) {
      assertThat(System.nanoTime()).as("it is not written anew").isLessThan(deadline);
      nanos.addAndGet(Duration.ofSeconds(31).toNanos());
      loop.tick();
      PAUSE.await(100, TimeUnit.MILLISECONDS);
    }
    declared.remove("gone");
    kubectl.must("", "delete", "slo", "gone", "-n", SPACE);
    kubectl.must(
        "", "wait", "--for=delete", "configmap/homeostat-rules-gone", "-n", SPACE, "--timeout=30s");
  }

  @Test
  void prometheusRule_whichNobodySelects_namesTheSelectorAndTheLabelsThatMatch() throws Exception {
    Path definition = data("crds/prometheus-operator/monitoring.coreos.com_prometheusrules.yaml");
    declare(chain("selected", "e_total", ""));
    await("selected", "NotLoaded");
    try {
      kubectl.must("", "apply", "--server-side", "-f", definition.toString());
      kubectl.must(PROMETHEUSES, "apply", "-f", "-");
      kubectl.must(
          "",
          "wait",
          "--for=condition=Established",
          "crd/prometheusrules.monitoring.coreos.com",
          "crd/prometheuses.monitoring.coreos.com",
          "--timeout=30s");
      kubectl.must(
          """
          apiVersion: monitoring.coreos.com/v1
          kind: Prometheus
          metadata: {name: k8s, namespace: chainrules}
          spec: {ruleSelector: {matchLabels: {release: prom}}}
          """,
          "apply",
          "-f",
          "-");

      assertThat(await("selected", "NotSelected").message())
          .contains("PrometheusRule chainrules/homeostat-rules-selected")
          .contains("Prometheus chainrules/k8s", "ruleSelector {release=prom}")
          .contains("write spec.rules.labels: {release: prom}");
      assertThat(object("configmap", "selected").isMissingNode()).isTrue();

      declare(chain("selected", "e_total", "  rules: {labels: {release: prom}}"));
      assertThat(await("selected", "NotLoaded").message())
          .contains("Prometheus chainrules/k8s selects it");
      load("selected", YAML.writeValueAsString(object("prometheusrule", "selected").path("spec")));
      await("selected", "Loaded");
    } finally {
      kubectl.run(
          "delete",
          "crd",
          "prometheusrules.monitoring.coreos.com",
          "prometheuses.monitoring.coreos.com",
          "--ignore-not-found");
      prometheus.dropRules("selected");
    }
  }

  /**
   * A file of the optional data folder beside the project; it must be there on the build server.
   */
  private static Path data(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
      root = root.getParent();
    }
    Path file = root.resolveSibling("shared").resolve("data").resolve(name);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(Files.exists(file), "skipped, since ../shared/data is not there");
    }
    return file;
  }
}
