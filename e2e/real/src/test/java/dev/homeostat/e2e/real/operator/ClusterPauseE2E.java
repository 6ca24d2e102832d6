package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.e2e.cluster.OperatorProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pause of the whole cluster; while it lasts, no other test has an operator. */
@OnOwnOperator
class ClusterPauseE2E {

  @TempDir static Path folder;

  private static OperatorWorld world;
  private static OperatorProcess operator;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("pause", folder);
    operator = world.operator("operator-pause");
  }

  @AfterAll
  static void close() throws Exception {
    world.kubectl.run("delete", "homeostatcontrol", "cluster");
    world.close();
  }

  @Test
  void clusterPause_holdsAllUntilItEnds() throws Exception {
    world.configMap("paused");
    world.burn("paused", "0");
    world.apply(world.operatingMode("paused"));
    world.awaitReady("paused", "True", "Deciding");
    world.apply(control(true));
    world.awaitReady("paused", "False", "Paused");
    world.burn("paused", "20");
    double before = evaluations();
    while (evaluations() < before + 20) {
      assertThat(world.api.get(world.configMapPath("paused")).at("/data/limit").asText())
          .isEqualTo("620");
    }
    world.apply(control(false));

    world.awaitLimit("paused", "50");
  }

  private static String control(boolean paused) {
    return "{apiVersion: homeostat.dev/v1alpha1, kind: HomeostatControl, metadata: {name: cluster},"
        + " spec: {paused: "
        + paused
        + "}}";
  }

  private static double evaluations() throws Exception {
    return operator
        .get("/q/metrics")
        .lines()
        .filter(line -> line.startsWith("homeostat_evaluations_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
