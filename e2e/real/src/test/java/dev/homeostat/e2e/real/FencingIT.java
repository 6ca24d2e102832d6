package dev.homeostat.e2e.real;

import static dev.homeostat.e2e.real.ClusterUsers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.Kubectl.Outcome;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.real.operator.OnOwnOperator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server lets through what the holder of the fence writes, and refuses what others do. */
@OnOwnOperator
class FencingIT {

  private static final String SPACE = "fencing";
  private static final String WRITER = "system:serviceaccount:fencing:writer";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private static Kubectl admin;
  private static Kubectl a;
  private static Kubectl b;
  private static Kubectl forA;
  private static Kubectl forB;
  private static Kubectl writer;

  @TempDir private static Path folder;

  @BeforeAll
  static void install() throws Exception {
    RealCluster cluster = RealCluster.shared();
    ProjectInstall.once(cluster);
    admin = cluster.kubectl();
    succeed(admin.run("create", "namespace", SPACE));
    succeed(admin.run("create", "serviceaccount", "writer", "-n", SPACE));
    succeed(
        admin.run("create", "role", "w", "-n", SPACE, "--verb=*", "--resource=configmaps,secrets"));
    succeed(
        admin.run(
            "create",
            "rolebinding",
            "w",
            "-n",
            SPACE,
            "--role=w",
            "--serviceaccount=" + SPACE + ":writer"));
    String mode = ManifestCases.read("operatingmode.yaml").base().toString();
    succeed(
        admin.runWith(
            mode.replace("\"namespace\":\"default\"", "\"namespace\":\"fencing\""),
            "apply",
            "-f",
            "-"));
    ClusterUsers users = new ClusterUsers(cluster, folder);
    String tokenA = users.podToken(ProjectInstall.NAMESPACE, "homeostat-operator", "fencing-a");
    String tokenB = users.podToken(ProjectInstall.NAMESPACE, "homeostat-operator", "fencing-b");
    a = users.withToken("a", tokenA);
    b = users.withToken("b", tokenB);
    forA = users.impersonating("for-a", tokenA, WRITER, "fencing-a");
    forB = users.impersonating("for-b", tokenB, WRITER, "fencing-b");
    writer = users.withToken("writer", users.podToken(SPACE, "writer", "app"));
  }

  @AfterAll
  static void remove() throws Exception {
    if (admin != null) {
      hold(ProjectInstall.NOBODY);
      admin.run("delete", "namespace", SPACE, "--wait=false");
      admin.run("delete", "pod", "fencing-a", "fencing-b", "-n", ProjectInstall.NAMESPACE);
    }
  }

  @BeforeEach
  void holdA() throws Exception {
    hold("fencing-a");
    awaitPass(forA);
  }

  /** As an administrator, who may. */
  private static void hold(String pod) throws Exception {
    Outcome now = admin.run("get", "lf", "operator", "-o", "jsonpath={.spec.transitions}");
    long transitions = now.succeeded() ? Long.parseLong(now.text()) : 0;
    succeed(
        admin.runWith(
            """
            {apiVersion: homeostat.dev/v1alpha1, kind: LeaderFence, metadata: {name: operator},
             spec: {holder: %s, transitions: %d}}
            """
                .formatted(pod, transitions + 1),
            "apply",
            "-f",
            "-"));
  }

  private static Outcome status(Kubectl kubectl) throws Exception {
    return kubectl.run(
        "patch",
        "om",
        "checkout",
        "-n",
        SPACE,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"observedGeneration\":" + System.nanoTime() % 1000 + "}}");
  }

  private static Outcome configMap(Kubectl kubectl) throws Exception {
    return kubectl.runWith(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: fencing},"
            + " data: {at: '"
            + System.nanoTime()
            + "'}}",
        "apply",
        "--server-side",
        "--force-conflicts",
        "-f",
        "-");
  }

  /** The fence reaches the policy a moment after it was written. */
  private static void awaitPass(Kubectl impersonating) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Outcome outcome = configMap(impersonating);
    while (!outcome.succeeded()) {
      assertThat(System.nanoTime()).as(outcome.text()).isLessThan(deadline);
      outcome = configMap(impersonating);
    }
  }

  private static void refused(Outcome outcome, String... texts) {
    assertThat(outcome.succeeded()).as(outcome.text()).isFalse();
    assertThat(outcome.text()).contains(texts);
  }

  @Test
  void write_ofTheHolder_passes() throws Exception {
    succeed(status(a));
    succeed(configMap(forA));
    succeed(forA.run("delete", "configmap", "c", "-n", SPACE));
  }

  @Test
  void write_ofAnother_isRefusedAndSaysWhoHolds() throws Exception {
    String found = "found Pod fencing-b, which does not lead: it must stop writing";
    refused(status(b), "ValidatingAdmissionPolicy 'homeostat-fence", "Pod fencing-a", found);
    refused(configMap(forB), "ValidatingAdmissionPolicy 'homeostat-fence'", found);
    refused(forB.run("delete", "configmap", "c", "-n", SPACE), found);
  }

  @Test
  void write_afterTheHolderChanged_firstOfTheOldOneIsRefused() throws Exception {
    hold("fencing-b");
    awaitPass(forB);
    refused(configMap(forA), "Pod fencing-b", "found Pod fencing-a");
    refused(status(a), "Pod fencing-b", "found Pod fencing-a");
  }

  @Test
  void write_ofOthers_isUntouched() throws Exception {
    succeed(configMap(admin));
    succeed(status(admin));
    // Its token carries the name of its own Pod, which is no operator.
    succeed(configMap(writer));
  }

  @Test
  void write_impersonatedWithoutThePod_isUntouchedByTheFenceButGrantedNothing() throws Exception {
    Outcome forged =
        writer.run(
            "get", "configmaps", "-n", SPACE, "--as=system:serviceaccount:homeostat-system:x");
    refused(forged, "cannot impersonate resource \"serviceaccounts\"");
  }

  /** In its own name the operator writes ConfigMaps for rules alone. */
  @Test
  void configMap_ofTheOperatorItself_isRefused() throws Exception {
    refused(
        configMap(a),
        "ValidatingAdmissionPolicy 'homeostat-rules'",
        "expected a ConfigMap homeostat-rules-... that an SLOChain owns, found c");
  }

  @Test
  void write_ofATokenWithoutPod_isRefused() throws Exception {
    Outcome outcome =
        admin.run(
            "create",
            "serviceaccount",
            "x",
            "--dry-run=server",
            "--as=" + ProjectInstall.OPERATOR,
            "--as-group=system:masters");
    refused(outcome, "found a token that is bound to no Pod");
  }

  @Test
  void write_withoutFence_operatorsStatusIsRefusedAndOthersStillWrite() throws Exception {
    succeed(admin.run("delete", "lf", "operator"));
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    Outcome outcome = status(a);
    while (outcome.succeeded()) {
      assertThat(System.nanoTime()).as("without a fence a status is written").isLessThan(deadline);
      outcome = status(a);
    }
    refused(outcome, "'homeostat-fence-status'", "no params found");
    succeed(configMap(admin));
    succeed(configMap(writer));
  }

  @Test
  void fence_writtenByTheOperator_onlyForItself() throws Exception {
    long next =
        Long.parseLong(
                succeed(admin.run("get", "lf", "operator", "-o", "jsonpath={.spec.transitions}")))
            + 1;
    refused(
        fence(b, Map.of("holder", "fencing-a", "transitions", next)),
        "spec.holder: expected the Pod whose token writes it, fencing-b; found fencing-a");
    refused(
        fence(b, Map.of("holder", "fencing-b", "transitions", next - 1)),
        "a leader of the past: expected more transitions than are recorded");
    succeed(fence(b, Map.of("holder", "fencing-b", "transitions", next)));
    refused(b.run("delete", "lf", "operator"), "forbidden");
  }

  private static Outcome fence(Kubectl kubectl, Map<String, Object> spec) throws Exception {
    return kubectl.runWith(
        """
        {apiVersion: homeostat.dev/v1alpha1, kind: LeaderFence,
         metadata: {name: operator, resourceVersion: '%s'}, spec: {holder: %s, transitions: %s}}
        """
            .formatted(
                succeed(
                    kubectl.run(
                        "get", "lf", "operator", "-o", "jsonpath={.metadata.resourceVersion}")),
                spec.get("holder"),
                spec.get("transitions")),
        "replace",
        "-f",
        "-");
  }

  @Test
  void get_fence_showsItsColumns() throws Exception {
    assertThat(succeed(admin.run("get", "lf")).lines().findFirst().orElse("").split(" +"))
        .containsExactly("NAME", "HOLDER", "TRANSITIONS", "AGE");
  }
}
