package dev.homeostat.e2e.real.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people say beside the signals, to an operator that runs: overrides, schedules, approvals.
 */
@OnSharedOperator
class GuidanceE2E {

  @TempDir static Path folder;

  private static OperatorWorld world;

  @BeforeAll
  static void open() throws Exception {
    world = new OperatorWorld("guidance", folder);
    world.sharedOperator();
  }

  @AfterAll
  static void close() throws Exception {
    world.close();
  }

  private static void calm(String name, String more) throws Exception {
    world.configMap(name);
    world.burn(name, "0");
    world.apply(
        world
                .operatingMode(name)
                .replace(
                    "values: {target: 620, degraded: 50}",
                    "values: {target: 620, degraded: 50, floor: 10}")
                .replace("    recovery:", "    floor: {minDwell: 2s}\n    recovery:")
            + more);
    world.awaitReady(name, "True", "Deciding");
  }

  private static void override(String name, String mode, Instant until) throws Exception {
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: ModeOverride
        metadata: {name: %s, namespace: guidance}
        spec: {operatingMode: %s, mode: %s, until: "%s", reason: a drill, by: admin}
        """
            .formatted(name, name, mode, until.truncatedTo(ChronoUnit.SECONDS)));
  }

  @Test
  void override_toFloor_isActedOnAndExpires() throws Exception {
    calm("overridden", "");
    override("overridden", "Floor", Instant.now().plusSeconds(8));

    world.awaitMode("overridden", "Floor");
    world.awaitLimit("overridden", "10");
    world.awaitMode("overridden", "Target");
    world.awaitLimit("overridden", "620");
    JsonNode expired =
        world.api.await(
            "/apis/homeostat.dev/v1alpha1/namespaces/guidance/modeoverrides/overridden",
            "it says that it is expired",
            OperatorWorld.SOON,
            seen ->
                OperatorWorld.condition(seen, "Ready").path("reason").asText().equals("Expired"));
    assertThat(OperatorWorld.condition(expired, "Ready").path("status").asText())
        .isEqualTo("False");
  }

  @Test
  void override_ofWhatThereIsNot_saysSo() throws Exception {
    override("nobody", "Degraded", Instant.now().plusSeconds(60));

    world.api.await(
        "/apis/homeostat.dev/v1alpha1/namespaces/guidance/modeoverrides/nobody",
        "it says that there is none",
        OperatorWorld.SOON,
        seen ->
            OperatorWorld.condition(seen, "Ready")
                .path("reason")
                .asText()
                .equals("UnknownOperatingMode"));
  }

  /** A window that began a minute ago and lasts five is open. */
  @Test
  void schedule_open_holdsDegradedWhileSignalsAreWell() throws Exception {
    ZonedDateTime begin = ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1);
    calm(
        "scheduled",
        "  schedules: [{name: batch, cron: '%d %d * * *', duration: 5m, mode: Degraded}]\n"
            .formatted(begin.getMinute(), begin.getHour()));

    world.awaitMode("scheduled", "Degraded");
    world.awaitLimit("scheduled", "50");
  }

  /** From 620 to 50 in six seconds: 95 a second, written once a second. */
  @Test
  void ramp_toDegraded_isWrittenInSteps() throws Exception {
    world.configMap("ramped");
    world.burn("ramped", "0");
    world.apply(
        world.operatingMode("ramped").replace("takeOver: true", "takeOver: true\n    ramp: 6s"));
    world.awaitReady("ramped", "True", "Deciding");
    world.burn("ramped", "20");
    List<Integer> limits = new ArrayList<>(List.of(620));
    long deadlineNanos = System.nanoTime() + OperatorWorld.SOON.toNanos();
    while (limits.get(limits.size() - 1) != 50) {
      assertThat(System.nanoTime()).as("limits %s", limits).isLessThan(deadlineNanos);
      int limit = world.api.get(world.configMapPath("ramped")).path("data").path("limit").asInt();
      if (limit != limits.get(limits.size() - 1)) {
        limits.add(limit);
      }
    }

    assertThat(limits).hasSizeGreaterThan(3).isSortedAccordingTo(Comparator.reverseOrder());
    // An evaluation that comes late may use two intervals at the most, and a look may miss one.
    for (int i = 1; i < limits.size(); i++) {
      assertThat(limits.get(i - 1) - limits.get(i)).as("limits %s", limits).isBetween(1, 4 * 96);
    }
  }

  private static void pause(String name, boolean paused) throws Exception {
    String patch = "{\"spec\": {\"paused\": %s}}".formatted(paused);
    world.kubectl.must("", "patch", "om", name, "-n", "guidance", "--type=merge", "-p", patch);
  }

  @Test
  void pause_ofOneResource_holdsItAlone() throws Exception {
    calm("resting", "");
    calm("working", "");
    pause("resting", true);
    world.awaitReady("resting", "False", "Paused");
    world.burn("resting", "20");
    world.burn("working", "20");
    world.awaitLimit("working", "50");

    assertThat(world.api.get(world.configMapPath("resting")).path("data").path("limit").asText())
        .isEqualTo("620");
    pause("resting", false);
    world.awaitLimit("resting", "50");
  }

  /** Degraded is decision 1, and the way back waits for a yes to decision 2. */
  @Test
  void approval_ofTheWayBack_isWaitedForAndTaken() throws Exception {
    world.configMap("approved");
    world.burn("approved", "20");
    world.apply(
        world.operatingMode("approved").replace("hold: 1s}", "hold: 1s, approval: [Recovery]}"));
    world.awaitMode("approved", "Degraded");
    world.burn("approved", "0");
    world.api.await(
        world.modePath("approved"),
        "it says what it waits for",
        OperatorWorld.SOON,
        seen -> seen.path("status").path("waitsFor").asText().equals("an Approval of decision 2"));
    world.apply(
        """
        apiVersion: homeostat.dev/v1alpha1
        kind: Approval
        metadata: {name: approved, namespace: guidance}
        spec: {operatingMode: approved, decision: 2, until: "%s", by: admin}
        """
            .formatted(Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS)));

    world.awaitMode("approved", "Target");
  }
}
