package dev.homeostat.e2e.real;

import static dev.homeostat.e2e.real.ClusterUsers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.Kubectl.Outcome;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever writes an OperatingMode must be allowed to act as its ServiceAccount. */
@OnRealCluster
class ImpersonationPolicyIT {

  private static final String SPACE = "impersonation";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private static Kubectl admin;
  private static String mode;

  @BeforeAll
  static void install() throws Exception {
    RealCluster cluster = RealCluster.shared();
    ProjectInstall.once(cluster);
    admin = cluster.kubectl();
    mode =
        ManifestCases.read("operatingmode.yaml")
            .base()
            .toString()
            .replace("\"namespace\":\"default\"", "\"namespace\":\"impersonation\"");
    succeed(admin.run("create", "namespace", SPACE));
    role("modes", "--verb=*", "--resource=operatingmodes,operatingmodes/status");
    bind("modes", "mallory");
    bind("modes", "alice");
    role("act", "--verb=impersonate", "--resource=serviceaccounts", "--resource-name=default");
    bind("act", "alice");
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (apply("mallory", "probe", "default", "--dry-run=server").succeeded()) {
      assertThat(System.nanoTime()).as("the policy is not enforced").isLessThan(deadline);
    }
  }

  @AfterAll
  static void remove() throws Exception {
    if (admin != null) {
      admin.run("delete", "namespace", SPACE, "--wait=false");
    }
  }

  private static void role(String name, String... flags) throws Exception {
    succeed(
        admin.run(
            Stream.concat(Stream.of("create", "role", name, "-n", SPACE), Arrays.stream(flags))
                .toArray(String[]::new)));
  }

  private static void bind(String role, String user) throws Exception {
    succeed(
        admin.run(
            "create",
            "rolebinding",
            role + "-" + user,
            "-n",
            SPACE,
            "--role=" + role,
            "--user=" + user));
  }

  private static Outcome apply(String user, String name, String account, String... flags)
      throws Exception {
    String manifest =
        mode.replace(
                "\"name\":\"checkout\",\"namespace\"", "\"name\":\"" + name + "\",\"namespace\"")
            .replaceFirst("\"spec\":\\{", "\"spec\":{\"serviceAccountName\":\"" + account + "\",");
    return admin.runWith(
        manifest,
        Stream.concat(Stream.of("apply", "-f", "-", "--as=" + user), Arrays.stream(flags))
            .toArray(String[]::new));
  }

  @Test
  void create_withoutTheRight_isRefusedAndSaysWhatToGrant() throws Exception {
    Outcome outcome = apply("mallory", "a", "default");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text())
        .contains(
            "ValidatingAdmissionPolicy 'homeostat-impersonation'",
            "spec.serviceAccountName: expected that mallory may impersonate ServiceAccount default"
                + " in namespace impersonation, as whom objects are written; found no such right:"
                + " grant verb impersonate on resource serviceaccounts with resourceNames [default]"
                + " by a Role, or name another ServiceAccount");
  }

  @Test
  void create_withTheRight_isAccepted() throws Exception {
    succeed(apply("alice", "b", "default"));
  }

  @Test
  void update_toAnAccountWithoutTheRight_isRefused() throws Exception {
    succeed(apply("alice", "c", "default"));
    Outcome outcome = apply("alice", "c", "powerful");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text()).contains("alice may impersonate ServiceAccount powerful");
  }

  @Test
  void update_thatLeavesTheSpec_isAcceptedFromAnybody() throws Exception {
    succeed(apply("alice", "d", "default"));
    succeed(
        patch("d", "{\"metadata\":{\"finalizers\":[\"homeostat.dev/restore\"]}}", "--type=merge"));
    succeed(
        patch(
            "d",
            "{\"status\":{\"observedGeneration\":1}}",
            "--type=merge",
            "--subresource=status"));
    succeed(admin.run("delete", "om", "d", "-n", SPACE, "--wait=false", "--as=mallory"));
    succeed(patch("d", "{\"metadata\":{\"finalizers\":null}}", "--type=merge"));
    assertThat(admin.run("get", "om", "d", "-n", SPACE).text()).contains("NotFound");
  }

  private static Outcome patch(String name, String patch, String... flags) throws Exception {
    return admin.run(
        Stream.concat(
                Stream.of("patch", "om", name, "-n", SPACE, "-p", patch, "--as=mallory"),
                Arrays.stream(flags))
            .toArray(String[]::new));
  }
}
