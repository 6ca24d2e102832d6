package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What binds changes of settings, in an operator that runs: rollback, canary and constraints. */
@OnSharedOperator
class ChangesE2E {

  private static final String ROLLBACK =
      "  rollbackWhen: {within: 10m, holdFor: %s, anyOf: [{signal: errors, times: 5, beyond: 10,"
          + " for: 1s}]}\n";

  @TempDir static Path folder;

  private static OperatorWorld world;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("changes", folder);
    world.sharedOperator();
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
  }

  private static String withSignals(String mode, String name, String... gauges) {
    StringBuilder signals = new StringBuilder();
    for (String gauge : gauges) {
      signals.append(
          "  - {name: %s, promql: {source: changes, query: '%s{app=\"%s\"}'}}\n"
              .formatted(gauge, gauge, name));
    }
    return mode.replace("  knobs:\n", signals + "  knobs:\n");
  }

  private static void gauge(String gauge, String name, String value) {
    world.metrics.set(gauge + "{app=\"" + name + "\"}", value);
  }

  /** Ten percent of the way from 50 to 620 are 107, and the step lasts. */
  @Test
  void rollback_errorsRiseAfterAStep_returnsAndHoldsUntilApproved() throws Exception {
    world.configMap("back");
    gauge("errors", "back", "4");
    world.burn("back", "20");
    world.apply(
        withSignals(world.operatingMode("back"), "back", "errors").replace("hold: 1s", "hold: 1h")
            + ROLLBACK.formatted("1h"));
    world.awaitLimit("back", "50");
    world.burn("back", "0");
    world.awaitLimit("back", "107");
    gauge("errors", "back", "30");

    world.awaitLimit("back", "50");
    world.awaitReady("back", "False", "RolledBack");
    JsonNode status = world.api.get(world.modePath("back")).path("status");
    assertThat(status.path("mode").asText()).isEqualTo("Recovery");
    assertThat(status.at("/settings/rollback/why").asText())
        .isEqualTo("errors was 30, more than 5 times its 4 before for 1s since revision 3");
    assertThat(status.path("waitsFor").asText())
        .isEqualTo("1h of holding revision 2, or an Approval of decision 4");
    gauge("errors", "back", "4");
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: Approval
        metadata: {name: back, namespace: changes}
        spec: {operatingMode: back, decision: 4, until: "%s", by: admin}
        """
            .formatted(Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS)));
    world.awaitLimit("back", "107");
  }

  @Test
  void override_toARevision_returnsToItAndItsEndGoesOn() throws Exception {
    world.configMap("revised");
    world.burn("revised", "0");
    String mode = world.operatingMode("revised");
    world.apply(mode);
    world.awaitReady("revised", "True", "Deciding");
    world.apply(mode.replace("target: 620", "target: 900"));
    world.awaitLimit("revised", "900");
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: ModeOverride
        metadata: {name: revised, namespace: changes}
        spec: {operatingMode: revised, toRevision: 1, until: "%s", reason: a drill, by: admin}
        """
            .formatted(Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS)));
    world.awaitLimit("revised", "620");
    world.kubectl.must("", "delete", "modeoverride", "revised", "-n", "changes");

    world.awaitLimit("revised", "900");
  }

  /**
   * The first two of the four cells with a label get the change, are worse, and alone are set back.
   */
  @Test
  void canary_failingHalf_isRolledBackAloneAndTriedAgain() throws Exception {
    List<String> cells = List.of("cell-a", "cell-b", "cell-c", "cell-d");
    for (String cell : cells) {
      world.configMap(cell);
      world.kubectl.must("", "label", "configmap", cell, "-n", "changes", "cell-of=cells");
    }
    gauge("errors", "cells", "4");
    gauge("rest", "cells", "4");
    world.burn("cells", "20");
    world.apply(
        withSignals(world.operatingMode("cells"), "cells", "errors", "rest")
                .replace(
                    "{name: cells, key: limit}",
                    "{selector: {matchLabels: {cell-of: cells}}, key: limit}")
                .replace("steps: [10, 50, 100]", "steps: [100]")
            + "  canary: {share: 50, bake: 4s, compare: [{canary: errors, rest: rest, times: 2,"
            + " beyond: 10, for: 1s}]}\n"
            + ROLLBACK.formatted("8s"));
    awaitLimits("50", cells);
    gauge("errors", "cells", "90");
    world.burn("cells", "0");
    awaitLimits("620", List.of("cell-a", "cell-b"));
    assertThat(limits("cell-c", "cell-d")).containsExactly("50", "50");

    awaitLimits("50", List.of("cell-a", "cell-b"));
    world.awaitReady("cells", "False", "RolledBack");
    assertThat(limits("cell-c", "cell-d")).containsExactly("50", "50");
    gauge("errors", "cells", "4");
    awaitLimits("620", cells);
    world.awaitMode("cells", "Target");
  }

  @Test
  void constraint_thatTheSettingsBreak_isToldAndNothingIsWritten() throws Exception {
    world.configMap("bound");
    world.burn("bound", "20");
    world.apply(
        world.operatingMode("bound")
            + "  constraints: [{name: most, rule: knobs.limit <= 600, message: the pool has"
            + " 600}]\n");

    world.awaitReady("bound", "False", "ConstraintBroken");
    assertThat(world.api.get(world.configMapPath("bound")).at("/data/limit").asText())
        .isEqualTo("620");
  }

  private static void awaitLimits(String limit, List<String> cells) throws Exception {
    for (String cell : cells) {
      world.awaitLimit(cell, limit);
    }
  }

  private static List<String> limits(String... cells) throws Exception {
    List<String> limits = new ArrayList<>();
    for (String cell : cells) {
      limits.add(world.api.get(world.configMapPath(cell)).at("/data/limit").asText());
    }
    return limits;
  }
}
