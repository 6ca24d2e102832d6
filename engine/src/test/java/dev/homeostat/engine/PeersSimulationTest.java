package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Gates, other workloads, and what the status tells of the past and of what Enforce would do. */
class PeersSimulationTest {

  private static final String UPSTREAM =
      Policies.mode(
              "payments",
              Policies.knob(
                  "pool",
                  "pool.size",
                  "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
                      + " {target: 20, degraded: 10, floor: 5}"))
          .replace("    recovery:", "    floor: {minDwell: 5s}\n    recovery:");

  private static final String CHECKOUT = Policies.mode("checkout", Policies.LIMIT);

  private static String gated(String gate) {
    return CHECKOUT.replace("hold: 3s}", "hold: 3s, gates: [" + gate + "]}");
  }

  @Test
  void gateOfSignal_shut_holdsTheStepAndSaysSo() {
    World world = new World(Policies.policy(gated("{name: calm, signal: burn-long, below: 5}")));
    world.incident(1, 22);

    Decision decision = world.ticks(30);

    assertThat(decision.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(decision.step()).isZero();
    assertThat(decision.waitsFor()).containsExactly("gate calm");
    assertThat(status(world, "checkout").waitsFor()).isEqualTo("gate calm");
    world.burn(0, 0);
    assertThat(world.ticks(10).mode()).isEqualTo(Mode.TARGET);
    assertThat(status(world, "checkout").waitsFor()).isNull();
  }

  @Test
  void gateOfWorkload_otherNotInTarget_holdsTheStep() {
    World world =
        new World(
            Policies.policy(
                UPSTREAM,
                gated("{name: upstream, operatingMode: payments}"),
                override("payments", "Degraded")));
    world.incident(1, 22);
    for (int i = 0; i < 30; i++) {
      assertThat(world.tick("checkout").mode()).isEqualTo(Mode.RECOVERY);
    }

    world.declare(Policies.policy(UPSTREAM, gated("{name: upstream, operatingMode: payments}")));
    for (int i = 0; i < 60; i++) {
      world.tickAll();
    }
    assertThat(world.tick("checkout").mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void dependsOn_upstreamInFloor_holdsTheWayUpButNoProtection() {
    String depending =
        CHECKOUT.replace("spec:\n", "spec:\n  dependsOn: [{operatingMode: payments}]\n");
    World world = new World(Policies.policy(UPSTREAM, depending, override("payments", "Floor")));
    world.incident(1, 30);

    Decision decision = world.tick("checkout");

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.waitsFor()).containsExactly("OperatingMode payments to leave Floor");
    world.declare(Policies.policy(UPSTREAM, depending));
    for (int i = 0; i < 60; i++) {
      world.tickAll();
    }
    assertThat(world.tick("checkout").mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void dependsOn_cycleOrUnknown_isRefused() {
    World world = new World();
    String first = CHECKOUT.replace("spec:\n", "spec:\n  dependsOn: [{operatingMode: payments}]\n");
    String second =
        UPSTREAM.replace("spec:\n", "spec:\n  dependsOn: [{operatingMode: checkout}]\n");

    assertThat(world.declare(Policies.policy(first, second)).problems().values())
        .allSatisfy(
            all -> assertThat(all).extracting(Problem::reason).containsExactly("DependencyCycle"))
        .hasSize(2);
    assertThat(world.declare(Policies.policy(first)).problems().values())
        .containsExactly(
            List.of(
                new Problem(
                    "UnknownOperatingMode",
                    "spec.dependsOn[0].operatingMode",
                    "there is no OperatingMode shop/payments; declare it, or name one that there"
                        + " is")));
  }

  @Test
  void gate_ofWhatThereIsNot_isRefused() {
    World world = new World();

    assertThat(
            world
                .declare(
                    Policies.policy(
                        gated(
                            "{name: a, signal: brun, below: 1}, {name: b, operatingMode: none},"
                                + " {name: c, signal: burn-long}, {name: d}")))
                .problems()
                .values())
        .singleElement()
        .satisfies(
            problems ->
                assertThat(problems)
                    .extracting(Problem::subject)
                    .containsExactly(
                        "spec.modes.recovery.gates[0].signal",
                        "spec.modes.recovery.gates[1].operatingMode",
                        "spec.modes.recovery.gates[2]",
                        "spec.modes.recovery.gates[3]"));
  }

  @Test
  void journal_keepsTheLastTwentyMovesAlsoAcrossARestart() {
    World world = new World();
    for (int i = 0; i < 9; i++) {
      world.burn(20, 50);
      world.ticks(60);
      world.burn(0, 0);
      world.ticks(300);
    }
    OperatingModeStatus before = status(world, "checkout");
    world.restart();
    world.burn(20, 50);
    world.ticks(2);

    List<OperatingModeStatus.MoveStatus> journal = status(world, "checkout").journal();
    assertThat(before.journal()).hasSize(20);
    assertThat(journal).hasSize(20);
    assertThat(journal.get(0).to()).isEqualTo("Degraded");
    assertThat(journal.get(0).why()).startsWith("burn-long was 20");
    assertThat(journal.subList(1, 20)).isEqualTo(before.journal().subList(0, 19));
  }

  @Test
  void wouldBe_inObserve_tellsModeAndKnobs() {
    World world = new World();
    world.cap(Enforcement.OBSERVE);
    world.burn(20, 50);
    world.ticks(3);

    assertThat(status(world, "checkout").wouldBe()).isEqualTo("Degraded: admission-limit=50");
    assertThat(world.limit()).isEqualTo("620");
    world.cap(Enforcement.ENFORCE);
    world.ticks(70);
    assertThat(status(world, "checkout").wouldBe()).isNull();
  }

  private static OperatingModeStatus status(World world, String name) {
    return Objects.requireNonNull(
        world.statuses.load(new ResourceId("OperatingMode", "shop", name)));
  }

  private static String override(String name, String mode) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: ModeOverride
    metadata: {name: on-call, namespace: shop}
    spec: {operatingMode: %s, mode: %s, until: "2030-01-01T00:00:00Z", reason: drill}
    """
        .formatted(name, mode);
  }
}
