package dev.homeostat.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.e2e.cluster.ClusterProxy;
import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.MountedConfigMap;
import dev.homeostat.e2e.cluster.OperatorProcess;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.engine.Journal;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.ResourceId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Homeostat as it runs in a cluster: the operator's jar as a process, a real API server, a real
 * Prometheus. There is no kubelet, so the processes of the sample are no Pods, and this process
 * mounts their ConfigMap.
 */
final class RealSetting implements Setting {

  private static final String CONFIG_MAP = "checkout";
  private static final String POD = "homeostat-operator-0";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final Path folder;
  private final String policy;
  private final boolean observe;
  private final Consumer<String> say;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /**
   * A setting that is not prepared yet.
   *
   * @param folder for logs
   * @param policy text of the policy
   * @param observe whether nothing may be written
   * @param say takes a line for people
   */
  RealSetting(Path folder, String policy, boolean observe, Consumer<String> say) {
    this.folder = folder;
    this.policy = policy;
    this.observe = observe;
    this.say = say;
  }

  @Override
  public List<String> embedded() {
    return List.of(
        "kubelet: the demo's process mounts the ConfigMap; the sample runs as processes");
  }

  @Override
  public void prepare() throws DemoException {
    try {
      say.accept("starting a real API server, and the operator against it");
      RealCluster cluster = RealCluster.shared();
      ProjectInstall.once(cluster);
      OperatorProcess operator =
          OperatorProcess.start(
              cluster,
              OperatorProcess.builtJar(),
              POD,
              folder,
              Map.of("HOMEOSTAT_ENFORCEMENT", observe ? "observe" : "enforce"));
      started.push(operator);
      long readyMillis = operator.awaitReady();
      say.accept(
          "  operator ready in %.1f s, its log: %s"
              .formatted(readyMillis / 1000.0, operator.log()));
      started.push(ClusterProxy.start(cluster, folder));
    } catch (IOException | IllegalStateException e) {
      throw new DemoException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  @Override
  public Pilot steer(Attachment copy, PolicySet set, Enforcement cap, Journal journal)
      throws DemoException {
    ResourceId mode = set.all(OperatingModeSpec.class).get(0).id();
    try {
      RealCluster cluster = RealCluster.shared();
      Kubectl kubectl = cluster.kubectl();
      prepare(kubectl, mode.namespace(), copy.settings());
      ClusterProxy proxy = (ClusterProxy) started.element();
      MountedConfigMap mount =
          MountedConfigMap.mount(proxy, mode.namespace(), CONFIG_MAP, copy.settings());
      started.push(mount);
      List<RealPrometheus.Target> targets = new ArrayList<>();
      for (Endpoint endpoint : copy.endpoints()) {
        targets.add(
            new RealPrometheus.Target(endpoint.job(), endpoint.url().getAuthority(), Map.of()));
      }
      RealPrometheus prometheus = RealPrometheus.start(targets);
      started.push(prometheus);
      say.accept("  prometheus   " + prometheus.url());
      say.accept("  kubectl --kubeconfig " + cluster.kubeconfig() + " get om -A");
      String manifests = manifests(prometheus.url());
      Controlled eyes = new Controlled(copy, set, Enforcement.OBSERVE, null);
      return new ClusterPilot(
          eyes, proxy.uri(), mode, mount::changes, () -> declare(kubectl, manifests));
    } catch (IOException | IllegalStateException e) {
      throw new DemoException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  /**
   * What the owner of the service would have: a namespace, the settings, and who may change them.
   */
  private static void prepare(Kubectl kubectl, String namespace, Path settings)
      throws IOException, InterruptedException {
    kubectl.must(
        """
        {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
        """
            .formatted(namespace),
        "apply",
        "-f",
        "-");
    kubectl.must(
        "",
        "create",
        "configmap",
        CONFIG_MAP,
        "-n",
        namespace,
        "--from-file=" + settings,
        "--save-config");
    kubectl.must(
        "",
        "create",
        "role",
        "knobs",
        "-n",
        namespace,
        "--verb=get,patch",
        "--resource=configmaps",
        "--resource-name=" + CONFIG_MAP);
    kubectl.must(
        "",
        "create",
        "rolebinding",
        "knobs",
        "-n",
        namespace,
        "--role=knobs",
        "--serviceaccount=" + namespace + ":default");
  }

  private static void declare(Kubectl kubectl, String manifests) throws DemoException {
    try {
      kubectl.must(manifests, "apply", "-f", "-");
    } catch (IOException | IllegalStateException e) {
      throw new DemoException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  /** The policy, its sources at the Prometheus of this run. */
  private String manifests(String url) throws IOException {
    StringBuilder manifests = new StringBuilder();
    for (JsonNode manifest :
        YAML.readerFor(JsonNode.class).<JsonNode>readValues(policy).readAll()) {
      if (manifest.path("kind").asText().equals("SignalSource")
          && manifest.path("spec") instanceof ObjectNode spec) {
        spec.put("url", url);
      }
      manifests.append("---\n").append(manifest).append('\n');
    }
    return manifests.toString();
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        say.accept("something did not end: " + e.getMessage());
      }
    }
  }
}
