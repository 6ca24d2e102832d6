package dev.homeostat.e2e.real.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.e2e.cluster.ClusterProxy;
import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.OperatorProcess;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.cluster.RealPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One namespace of the real API server with a real Prometheus, and operators as processes. */
final class OperatorWorld implements AutoCloseable {

  /** Beyond the half minute for which it is remembered who reads a ConfigMap. */
  static final Duration SOON = Duration.ofSeconds(45);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Path folder;

  final String namespace;
  final RealCluster cluster;
  final Kubectl kubectl;
  final MovableMetrics metrics;
  final RealPrometheus prometheus;
  final ClusterProxy proxy;
  final ApiClient api;

  OperatorWorld(String namespace, Path folder) throws IOException, InterruptedException {
    this(namespace, folder, List.of());
  }

  /** A world whose Prometheus scrapes more than its movable metrics. */
  OperatorWorld(String namespace, Path folder, List<RealPrometheus.Target> more)
      throws IOException, InterruptedException {
    this.namespace = namespace;
    this.folder = Files.createDirectories(folder.resolve(namespace));
    cluster = RealCluster.shared();
    kubectl = cluster.kubectl();
    ProjectInstall.once(cluster);
    metrics = open(new MovableMetrics());
    List<RealPrometheus.Target> targets = new ArrayList<>(more);
    targets.add(new RealPrometheus.Target("app", metrics.hostPort(), Map.of()));
    prometheus = open(RealPrometheus.start(targets));
    proxy = open(ClusterProxy.start(cluster, this.folder));
    api = new ApiClient(proxy.uri());
    kubectl.must("", "create", "namespace", namespace);
    source();
    apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: knobs, namespace: %1$s}
        rules:
        - {apiGroups: [""], resources: [configmaps], verbs: [get, list, patch]}
        - {apiGroups: [""], resources: [pods], verbs: [list]}
        - {apiGroups: [""], resources: [secrets], resourceNames: [page], verbs: [get]}
        - {apiGroups: [apps], resources: [deployments, deployments/scale], verbs: [get, patch]}
        - {apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [list]}
        - {apiGroups: [batch], resources: [cronjobs], verbs: [get]}
        - {apiGroups: [batch], resources: [jobs], verbs: [get, create]}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: knobs, namespace: %1$s}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: knobs}
        subjects: [{kind: ServiceAccount, name: default, namespace: %1$s}]
        """
            .formatted(namespace));
  }

  /** The SignalSource at its Prometheus. */
  void source() throws IOException, InterruptedException {
    apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: SignalSource
        metadata: {name: %s}
        spec: {url: "%s", staleAfter: 5s, timeout: 2s, allowPromql: true}
        """
            .formatted(namespace, prometheus.url()));
  }

  <T extends AutoCloseable> T open(T one) {
    opened.push(one);
    return one;
  }

  void apply(String yaml) throws IOException, InterruptedException {
    kubectl.must(yaml, "apply", "-f", "-");
  }

  /** The operator that tests share, ready. */
  OperatorProcess sharedOperator() throws IOException, InterruptedException {
    return open(SharedOperator.take(cluster)).process();
  }

  /** An operator of this world alone, ready. */
  OperatorProcess operator(String pod) throws IOException, InterruptedException {
    return operator(pod, Map.of());
  }

  /** An operator of this world alone, with more of its configuration, ready. */
  OperatorProcess operator(String pod, Map<String, String> settings)
      throws IOException, InterruptedException {
    SharedOperator.requireUnused();
    OperatorProcess operator =
        open(OperatorProcess.start(cluster, OperatorProcess.builtJar(), pod, folder, settings));
    operator.awaitReady();
    return operator;
  }

  /** A ConfigMap with the one key that {@link #operatingMode} turns. */
  void configMap(String name) throws IOException, InterruptedException {
    apply(
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, namespace: %s}
        data: {limit: "620"}
        """
            .formatted(name, namespace));
  }

  /** An OperatingMode of the same name over that ConfigMap, on the gauge {@code burn{app=name}}. */
  String operatingMode(String name) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: OperatingMode
    metadata: {name: %1$s, namespace: %2$s}
    spec:
      enforcement: Enforce
      interval: 1s
      signals:
      - {name: burn, promql: {source: %2$s, query: 'burn{app="%1$s"}'}}
      knobs:
      - name: limit
        type: Integer
        min: 10
        max: 1000
        saferDirection: Lower
        takeOver: true
        values: {target: 620, degraded: 50}
        in: {configMapKey: {name: %1$s, key: limit}}
      modes:
        degraded:
          minDwell: 3s
          enter: [{allOf: [{signal: burn, above: 10, exitBelow: 1, for: 1s, exitFor: 1s}]}]
        recovery: {steps: [10, 50, 100], hold: 1s}
    """
        .formatted(name, namespace);
  }

  /** Moves the gauge of an OperatingMode. */
  void burn(String name, String value) {
    metrics.set("burn{app=\"" + name + "\"}", value);
  }

  String modePath(String name) {
    return "/apis/homeostat.dev/v1alpha1/namespaces/" + namespace + "/operatingmodes/" + name;
  }

  String configMapPath(String name) {
    return "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
  }

  JsonNode awaitMode(String name, String mode) throws IOException, InterruptedException {
    return api.await(
        modePath(name),
        name + " in " + mode,
        SOON,
        seen -> seen.path("status").path("mode").asText().equals(mode));
  }

  JsonNode awaitLimit(String name, String limit) throws IOException, InterruptedException {
    return api.await(
        configMapPath(name),
        name + " at " + limit,
        SOON,
        seen -> seen.path("data").path("limit").asText().equals(limit));
  }

  /** One condition; missing where there is none. */
  static JsonNode condition(JsonNode object, String type) {
    for (JsonNode condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return object.path("no such condition");
  }

  JsonNode awaitReady(String name, String status, String reason)
      throws IOException, InterruptedException {
    return api.await(
        modePath(name),
        name + " Ready=" + status + ", " + reason,
        SOON,
        seen -> {
          JsonNode ready = condition(seen, "Ready");
          return ready.path("status").asText().equals(status)
              && ready.path("reason").asText().equals(reason);
        });
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("something of the test did not end", e);
      }
    }
  }
}
