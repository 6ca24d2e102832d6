package dev.homeostat.e2e.real;

import dev.homeostat.e2e.cluster.RealAlertmanager;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.cluster.RealPrometheus;
import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets no test begin before every program that any of them needs is there: a build beside a test
 * that waits for something would slow it down.
 */
final class RealPrograms implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
    awaitAll();
  }

  private static synchronized void awaitAll() throws IOException, InterruptedException {
    RealPrometheus.program();
    RealAlertmanager.program();
    RealCluster.shared();
  }
}
