package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the project installs in a cluster: definitions, rights and admission policies.
 *
 * <p>Once for an API server, and never taken away again: a policy that is made anew may keep a
 * frozen parameter.
 */
public final class ProjectInstall {

  /** Namespace of the operator. */
  public static final String NAMESPACE = "homeostat-system";

  /** What the API server calls the operator. */
  public static final String OPERATOR =
      "system:serviceaccount:" + NAMESPACE + ":homeostat-operator";

  /** Whom the fence lets through at first; no Pod has this name. */
  public static final String NOBODY = "nobody";

  private static final String PROBE =
      "{apiVersion: homeostat.dev/v1alpha1, kind: SignalSource,"
          + " metadata: {name: install-probe}, spec: {url: 'http://localhost:9090'}}";

  private static final String FILES = "crds/src/main/resources/META-INF/homeostat";
  private static final Duration ENFORCED_WITHIN = Duration.ofSeconds(60);

  private static @Nullable RealCluster installed;

  private final Kubectl kubectl;

  private final Path files =
      CachedPrograms.inCheckout(FILES)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "expected %s above the working directory, found none; run it in a checkout"
                          .formatted(FILES)));

  private ProjectInstall(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /** Installs all of it, unless that was done; returns once every policy is enforced. */
  public static synchronized void once(RealCluster cluster)
      throws IOException, InterruptedException {
    if (installed == cluster) {
      return;
    }
    Stopwatch stopwatch = new Stopwatch("install");
    ProjectInstall install = new ProjectInstall(cluster.kubectl());
    install.definitions();
    stopwatch.stage("definitions");
    install.rights();
    install.policies();
    stopwatch.stage("policies enforced");
    installed = cluster;
  }

  /** Installs the definitions anew, after a test that has deleted them. */
  public static void definitions(RealCluster cluster) throws IOException, InterruptedException {
    new ProjectInstall(cluster.kubectl()).definitions();
  }

  private void definitions() throws IOException, InterruptedException {
    succeed("apply", "--server-side", "--force-conflicts", "-f", files.toString());
    succeed(
        "wait", "--for=condition=Established", "-R=false", "-f", files.toString(), "--timeout=60s");
  }

  private void rights() throws IOException, InterruptedException {
    kubectl.run("create", "namespace", NAMESPACE);
    succeed("apply", "--server-side", "-f", files.resolve("rbac").toString());
  }

  private void policies() throws IOException, InterruptedException {
    succeed("apply", "--server-side", "-f", files.resolve("policies").toString());
    pollUntilDenied("homeostat-fence-holder", fence("somebody-else"), "create", "-f", "-");
    pollUntilDenied(
        "homeostat-override",
        "{apiVersion: homeostat.dev/v1alpha1, kind: ModeOverride, metadata: {name: install-probe,"
            + " namespace: default}, spec: {operatingMode: none, mode: Degraded, until:"
            + " '2030-01-01T00:00:00Z', reason: probe}}",
        "create",
        "-f",
        "-");
    // Before the fence is there, since then only this policy refuses a status.
    succeed(kubectl.runWith(PROBE, "apply", "-f", "-"));
    if (!kubectl.run("get", "leaderfence", "operator").succeeded()) {
      pollUntilDenied(
          "homeostat-fence-status",
          "",
          "patch",
          "signalsource",
          "install-probe",
          "--subresource=status",
          "--type=merge",
          "-p",
          "{\"status\":{\"observedGeneration\":1}}");
      succeed(kubectl.runWith(fence("operator"), "create", "-f", "-"));
    }
    pollUntilDenied("homeostat-fence", "", "create", "serviceaccount", "install-probe");
    succeed("delete", "signalsource", "install-probe");
  }

  private static String fence(String name) {
    return "{apiVersion: homeostat.dev/v1alpha1, kind: LeaderFence, metadata: {name: "
        + name
        + "}, spec: {holder: "
        + NOBODY
        + ", transitions: 0}}";
  }

  /** As the operator with all rights, so that nothing but a policy refuses it. */
  private void pollUntilDenied(String policy, String input, String... command)
      throws IOException, InterruptedException {
    String[] dryRun = new String[command.length + 3];
    System.arraycopy(command, 0, dryRun, 0, command.length);
    dryRun[command.length] = "--dry-run=server";
    dryRun[command.length + 1] = "--as=" + OPERATOR;
    dryRun[command.length + 2] = "--as-group=system:masters";
    long deadline = System.nanoTime() + ENFORCED_WITHIN.toNanos();
    Kubectl.Outcome outcome = kubectl.runWith(input, dryRun);
    while (!outcome.text().contains("'" + policy + "'")) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected policy %s to be enforced within %s, found: %s"
                .formatted(policy, ENFORCED_WITHIN, outcome.text()));
      }
      outcome = kubectl.runWith(input, dryRun);
    }
  }

  private void succeed(String... command) throws IOException, InterruptedException {
    succeed(kubectl.run(command));
  }

  private static void succeed(Kubectl.Outcome outcome) {
    if (!outcome.succeeded()) {
      throw new IllegalStateException("the install failed: " + outcome.text());
    }
  }
}
