package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.e2e.cluster.OperatorProcess;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.real.OnRealCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Somebody changes the CustomResourceDefinitions, or deletes them, while the operator runs. */
@OnRealCluster
@Isolated
class DefinitionsE2E {

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

  private static final Duration DEAF_AFTER = Duration.ofSeconds(10);

  private static final String DEFINITION =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/operatingmodes.homeostat.dev";

  private static final String FOREIGN =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: OperatingMode
      metadata: {name: foreign, namespace: %s}
      spec: {enforcement: Enforce, knobs: {limit: 620}}
      """;

  @TempDir static Path folder;

  private static OperatorWorld world;
  private static OperatorProcess operator;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("definitions", folder);
    operator =
        world.operator(
            "operator-definitions",
            Map.of("HOMEOSTAT_DEAF_AFTER_SECONDS", Long.toString(DEAF_AFTER.toSeconds())));
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
  }

  @AfterEach
  void install() throws Exception {
    ProjectInstall.definitions(world.cluster);
  }

  /** A spec that only another version's definition lets in: its knobs are no list. */
  @Test
  void resourceThatCannotBeDecoded_saysSoAndNeitherStopsNorDelaysTheOthers() throws Exception {
    ObjectNode definition = (ObjectNode) world.api.get(DEFINITION);
    ((ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties"))
        .putObject("spec")
        .put("type", "object")
        .put("x-kubernetes-preserve-unknown-fields", true);
    world.kubectl.must(definition.toString(), "replace", "-f", "-");
    world.configMap("beside");
    world.burn("beside", "0");
    world.apply(world.operatingMode("beside"));
    world.awaitReady("beside", "True", "Deciding");

    applyOnceAccepted(FOREIGN.formatted(world.namespace));
    world.burn("beside", "20");

    JsonNode foreign = world.awaitReady("foreign", "False", "Undecodable");
    assertThat(OperatorWorld.condition(foreign, "Ready").path("message").asText())
        .contains("spec.knobs");
    world.awaitMode("beside", "Degraded");
    world.awaitLimit("beside", "50");
    world.kubectl.must("", "delete", "om", "foreign", "-n", world.namespace, "--timeout=20s");
  }

  /** A changed definition is in force a moment after it was written. */
  private static void applyOnceAccepted(String yaml) throws Exception {
    long deadline = System.nanoTime() + OperatorWorld.SOON.toNanos();
    var outcome = world.kubectl.runWith(yaml, "apply", "-f", "-");
    while (!outcome.succeeded()) {
      assertThat(System.nanoTime()).as(outcome.text()).isLessThan(deadline);
      outcome = world.kubectl.runWith(yaml, "apply", "-f", "-");
    }
  }

  @Test
  void definitionsDeleted_givesBackStaysUpAndGoesOnOnceTheyAreThereAgain() throws Exception {
    world.configMap("kept");
    world.burn("kept", "20");
    world.apply(world.operatingMode("kept"));
    world.awaitLimit("kept", "50");

    world.kubectl.must("", DELETE);

    world.awaitLimit("kept", "620");
    long end = System.nanoTime() + DEAF_AFTER.multipliedBy(2).toNanos();
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
