package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.OperatorProcess;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody deletes the CustomResourceDefinitions while the operator runs, and installs them again.
 */
@EnabledIf("isWanted")
class DefinitionsDeletedE2E {

  private static final String[] DELETE = {
    "delete",
    "crd",
    "operatingmodes.homeostat.dev",
    "slochains.homeostat.dev",
    "controlloops.homeostat.dev",
    "signalsources.homeostat.dev",
    "modeoverrides.homeostat.dev",
    "approvals.homeostat.dev",
    "homeostatcontrols.homeostat.dev",
    "--timeout=60s"
  };

  @TempDir static Path folder;

  private static OperatorWorld world;

  static boolean isWanted() {
    return RealCluster.isWanted();
  }

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("definitions", folder);
  }

  @AfterAll
  static void close() throws Exception {
    try {
      ProjectInstall.definitions(world.cluster);
    } finally {
      world.close();
    }
  }

  @Test
  void definitionsDeleted_givesBackStaysUpAndGoesOnOnceTheyAreThereAgain() throws Exception {
    OperatorProcess operator = world.operator("operator-definitions");
    world.configMap("kept");
    world.burn("kept", "20");
    world.apply(world.operatingMode("kept"));
    world.awaitLimit("kept", "50");

    world.kubectl.must("", DELETE);

    world.awaitLimit("kept", "620");
    long end = System.nanoTime() + Duration.ofSeconds(70).toNanos();
    while (System.nanoTime() < end) {
      assertThat(operator.endsWithin(Duration.ofSeconds(1))).as(operator.tail()).isFalse();
      assertThat(operator.code("/q/health/live")).as(operator.tail()).isEqualTo(200);
    }
    ProjectInstall.definitions(world.cluster);
    world.source();
    world.apply(world.operatingMode("kept"));
    world.awaitLimit("kept", "50");
  }
}
