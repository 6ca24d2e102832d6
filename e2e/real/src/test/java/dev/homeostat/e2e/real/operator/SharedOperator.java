package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.cluster.OperatorProcess;
import dev.homeostat.e2e.cluster.RealCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one operator of all tests that only need one to run; it ends with the last that uses it, so
 * that a test of the operator's own life finds the Lease free.
 */
public final class SharedOperator implements AutoCloseable {

  /** What a test class locks: for reading where it shares the operator, else for writing. */
  public static final String LOCK = "operator";

  private static @Nullable SharedOperator running;
  private static int users;

  private final Path folder;
  private final OperatorProcess process;

  private SharedOperator(RealCluster cluster) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("homeostat-operator-");
    process =
        OperatorProcess.start(
            cluster, OperatorProcess.builtJar(), "operator-shared", folder, Map.of());
    process.awaitReady();
  }

  /** The operator, ready; whoever takes it closes what is returned, once. */
  static synchronized SharedOperator take(RealCluster cluster)
      throws IOException, InterruptedException {
    SharedOperator taken = running;
    if (taken == null) {
      taken = new SharedOperator(cluster);
      running = taken;
    }
    users++;
    return taken;
  }

  /** That nobody shares it, so that an operator of one's own can lead. */
  static synchronized void requireUnused() {
    if (running != null) {
      throw new IllegalStateException(
          "expected no operator but this test's own, found the shared one: lock"
              + " SharedOperator.LOCK for writing");
    }
  }

  OperatorProcess process() {
    return process;
  }

  @Override
  public void close() throws IOException {
    synchronized (SharedOperator.class) {
      users--;
      if (users > 0) {
        return;
      }
      running = null;
      process.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
