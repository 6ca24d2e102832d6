package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes API server with its controllers, one for all tests of a JVM.
 *
 * <p>It is the first of: the cluster that the environment variable {@code HOMEOSTAT_KUBECONFIG}
 * names; a control plane from the programs in the cache folder; one from programs that {@code
 * e2e/cluster/build.sh} builds first. There is no other way on without one than to type {@code
 * -DskipReal}, which a build server ({@code CI=true}) refuses.
 */
public final class RealCluster {

  private static final String NAMED = "HOMEOSTAT_KUBECONFIG";

  private static @Nullable RealCluster shared;

  private final Kubectl kubectl;

  private RealCluster(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  /** Whether tests with a real cluster run; false only where somebody typed that they do not. */
  public static boolean isWanted() {
    boolean skipped = System.getProperty("skipReal") != null;
    if (skipped && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(
          "expected a run with a real cluster, since CI=true; found -DskipReal: remove it");
    }
    return !skipped;
  }

  /** The cluster of this JVM; started by the first caller, ended with the JVM. */
  public static synchronized RealCluster shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = find();
    }
    return shared;
  }

  private static RealCluster find() throws IOException, InterruptedException {
    Stopwatch stopwatch = new Stopwatch("cluster");
    String named = System.getenv(NAMED);
    if (named != null && !named.isEmpty()) {
      if (!Files.isReadable(Path.of(named))) {
        throw new IllegalStateException(
            "expected a kubeconfig in %s, found no file %s".formatted(NAMED, named));
      }
      System.err.println("cluster: the one that " + NAMED + " names, " + named);
      return new RealCluster(new Kubectl(ClusterPrograms.kubectlOrPath(), Path.of(named)));
    }
    ClusterPrograms programs = ClusterPrograms.find();
    System.err.println("cluster: Kubernetes " + ClusterPrograms.VERSION + ", " + programs.origin());
    stopwatch.stage("programs found");
    ControlPlane plane = ControlPlane.start(programs, stopwatch);
    return new RealCluster(new Kubectl(programs.kubectl(), plane.kubeconfig()));
  }

  /** kubectl as the cluster's administrator. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** Where a client finds the cluster. */
  public Path kubeconfig() {
    return kubectl.kubeconfig();
  }
}
