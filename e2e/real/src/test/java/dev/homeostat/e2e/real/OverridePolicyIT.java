package dev.homeostat.e2e.real;

import static dev.homeostat.e2e.real.ClusterUsers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.Kubectl;
import dev.homeostat.e2e.cluster.Kubectl.Outcome;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may send a workload to a mode or approve a move, and that he does so under his own name. */
@OnRealCluster
class OverridePolicyIT {

  private static final String SPACE = "overrides";

  private static Kubectl admin;

  @BeforeAll
  static void install() throws Exception {
    RealCluster cluster = RealCluster.shared();
    ProjectInstall.once(cluster);
    admin = cluster.kubectl();
    succeed(admin.run("create", "namespace", SPACE));
    role("write", "--verb=*", "--resource=modeoverrides.homeostat.dev,approvals.homeostat.dev");
    role(
        "override",
        "--verb=override",
        "--resource=operatingmodes.homeostat.dev",
        "--resource-name=checkout");
    bind("write", "mallory");
    bind("write", "alice");
    bind("override", "alice");
  }

  @AfterAll
  static void remove() throws Exception {
    if (admin != null) {
      admin.run("delete", "namespace", SPACE, "--wait=false");
    }
  }

  private static void role(String name, String... flags) throws Exception {
    String[] command = new String[5 + flags.length];
    System.arraycopy(new String[] {"create", "role", name, "-n", SPACE}, 0, command, 0, 5);
    System.arraycopy(flags, 0, command, 5, flags.length);
    succeed(admin.run(command));
  }

  private static void bind(String role, String user) throws Exception {
    String name = role + "-" + user;
    succeed(
        admin.run("create", "rolebinding", name, "-n", SPACE, "--role=" + role, "--user=" + user));
  }

  private static Outcome apply(String user, String by, String mode) throws Exception {
    return admin.runWith(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: ModeOverride
        metadata: {name: %s, namespace: %s}
        spec: {operatingMode: checkout, mode: %s, until: "2030-01-01T00:00:00Z", reason: a drill%s}
        """
            .formatted(user, SPACE, mode, by.isEmpty() ? "" : ", by: " + by),
        "apply",
        "-f",
        "-",
        "--as=" + user);
  }

  @Test
  void create_withoutTheVerb_isRefusedAndSaysWhatToGrant() throws Exception {
    Outcome outcome = apply("mallory", "mallory", "Degraded");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text())
        .contains(
            "spec.operatingMode: expected that mallory may override OperatingMode checkout in"
                + " namespace overrides; found no such right: grant verb override on resource"
                + " operatingmodes of group homeostat.dev with resourceNames [checkout] by a Role");
  }

  @Test
  void create_inTheNameOfAnother_isRefused() throws Exception {
    assertThat(apply("alice", "bob", "Degraded").text())
        .contains("spec.by: expected who writes it, alice, found bob; write your own name");
    assertThat(apply("alice", "", "Degraded").text())
        .contains("spec.by: expected who writes it, alice, found nothing");
  }

  @Test
  void create_approval_needsAVerbOfItsOwn() throws Exception {
    Outcome outcome =
        admin.runWith(
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: Approval
            metadata: {name: alice, namespace: overrides}
            spec: {operatingMode: checkout, decision: 2, until: "2030-01-01T00:00:00Z", by: alice}
            """,
            "apply",
            "-f",
            "-",
            "--as=alice");
    assertThat(outcome.succeeded()).as("who may override may not yet approve").isFalse();
    assertThat(outcome.text())
        .contains(
            "expected that alice may approve OperatingMode checkout in namespace overrides; found"
                + " no such right: grant verb approve on resource operatingmodes");
  }

  @Test
  void update_ofAnother_needsOnesOwnNameAndRight() throws Exception {
    succeed(apply("alice", "alice", "Degraded"));
    Outcome outcome =
        admin.run(
            "patch",
            "mo",
            "alice",
            "-n",
            SPACE,
            "--type=merge",
            "-p",
            "{\"spec\":{\"mode\":\"Floor\"}}",
            "--as=mallory");
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.text()).contains("expected that mallory may override");
  }
}
