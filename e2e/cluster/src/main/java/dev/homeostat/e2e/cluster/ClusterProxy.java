package dev.homeostat.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The API server over plain HTTP on loopback, as {@code kubectl proxy} gives it. */
public final class ClusterProxy implements AutoCloseable {

  private static final String SERVING = "Starting to serve on ";
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration READY_WITHIN = Duration.ofSeconds(20);

  private final LeashedProcess process;
  private final URI uri;

  private ClusterProxy(LeashedProcess process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts one as the cluster's administrator.
   *
   * @param folder for its log
   */
  public static ClusterProxy start(RealCluster cluster, Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("kubectl-proxy.log");
    LeashedProcess process =
        LeashedProcess.start(
            List.of(
                cluster.kubectl().program().toString(),
                "--kubeconfig=" + cluster.kubeconfig(),
                "proxy",
                "--port=0"),
            log);
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline && !process.endsWithin(PAUSE)) {
      try (BufferedReader lines = Files.newBufferedReader(log)) {
        String line = lines.readLine();
        if (line != null && line.startsWith(SERVING)) {
          String address = line.substring(SERVING.length()).strip();
          return new ClusterProxy(process, URI.create("http://" + address));
        }
      }
    }
    String said = process.tail();
    process.close();
    throw new IllegalStateException("expected kubectl proxy to serve, found: " + said);
  }

  /** Where it serves. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.close();
  }
}
