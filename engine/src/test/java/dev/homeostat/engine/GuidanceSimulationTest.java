package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What people say beside the signals. The world begins at 2001-09-09T01:46:40Z, so that a window
 * that opens at 01:47 does so at second 20.
 */
class GuidanceSimulationTest {

  private static final String MODE = Policies.mode("checkout", Policies.LIMIT);
  private static final String FLOOR =
      MODE.replace("degraded: 50}", "degraded: 50, floor: 10}")
          .replace("    recovery:", "    floor: {minDwell: 5s}\n    recovery:");

  @Test
  void paused_whileIll_neitherMovesNorWritesAndSaysWhy() {
    World world = new World(Policies.policy(MODE.replace("spec:\n", "spec:\n  paused: true\n")));
    world.burn(20, 50);

    Decision decision = world.ticks(10);

    assertThat(decision.mode()).isEqualTo(Mode.TARGET);
    assertThat(world.limit()).isEqualTo("620");
    assertThat(decision.problems()).extracting(Problem::reason).contains("Paused");
  }

  @Test
  void paused_inTheMiddleOfARamp_knobStaysWhereItIsAndGoesOnFromThere() {
    String ramped = Policies.mode("checkout", Policies.RAMPED_LIMIT);
    World world = new World(Policies.policy(ramped));
    world.incident(1, 13);
    String there = world.limit();
    world.declare(Policies.policy(ramped.replace("spec:\n", "spec:\n  paused: true\n")));
    world.ticks(10);

    assertThat(there).isNotIn("620", "50");
    assertThat(world.limit()).isEqualTo(there);
    world.declare(Policies.policy(ramped));
    world.ticks(10);
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void clusterPause_holdsEveryWorkload() {
    World world = new World(Policies.policy(MODE, control("paused: true")));
    world.burn(20, 50);

    Decision decision = world.ticks(10);

    assertThat(decision.mode()).isEqualTo(Mode.TARGET);
    assertThat(decision.problems())
        .filteredOn(problem -> problem.reason().equals("Paused"))
        .extracting(Problem::subject)
        .containsExactly("HomeostatControl cluster");
  }

  @Test
  void freezeWindow_holdsTheWayUpUntilItEnds() {
    String freeze = "freezeWindows: [{name: night, cron: '47 1 * * *', duration: 1m}]";
    World world = new World(Policies.policy(MODE, control(freeze)));
    world.burn(20, 50);
    world.ticks(20);
    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
    world.burn(0, 0);

    assertThat(world.ticks(58).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.ticks(2).mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void schedule_holdsDegradedWhileItLasts() {
    World world = new World(Policies.policy(MODE + schedule("Degraded", "UTC")));
    assertThat(world.ticks(19).mode()).isEqualTo(Mode.TARGET);

    Decision entered = world.tick();

    assertThat(entered.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(entered.reason()).isEqualTo("the schedule asks for it");
    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.ticks(59).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void schedule_ofAnotherTimeZone_beginsThere() {
    String zurich = schedule("Degraded", "Europe/Zurich").replace("47 1", "47 3");
    World world = new World(Policies.policy(MODE + zurich));

    assertThat(world.ticks(19).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void override_toFloor_isReachedAtOnceAndKeptWhileSignalsAreWell() {
    World world = new World(Policies.policy(FLOOR, override("Floor", 30)));

    Decision moved = world.tick();

    assertThat(moved.move())
        .isEqualTo(new Move(Mode.TARGET, Mode.FLOOR, Move.Cause.OVERRIDDEN, -1));
    assertThat(moved.reason())
        .isEqualTo("ModeOverride on-call sends it to Floor until 2001-09-09T01:47:10Z");
    assertThat(world.limit()).isEqualTo("10");
    assertThat(world.ticks(28).mode()).isEqualTo(Mode.FLOOR);
  }

  /** It ends at second 30; the dwell of 5 s begins there, and no clause leads to Floor. */
  @Test
  void override_expires_modeStaysAndEveryWaitBeginsAnew() {
    World world = new World(Policies.policy(FLOOR, override("Floor", 30)));

    assertThat(world.ticks(34).mode()).isEqualTo(Mode.FLOOR);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
    assertThat(world.limit()).isEqualTo("16");
  }

  @Test
  void override_toTargetWhileIll_climbsByLegalMovesAndStays() {
    World world = new World(Policies.policy(MODE));
    world.burn(20, 50);
    world.ticks(10);
    world.declare(Policies.policy(MODE, override("Target", 600)));

    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
    assertThat(world.ticks(12).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.ticks(20).mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void override_toTargetWithoutData_raisesNothing() {
    World world = new World(Policies.policy(MODE));
    world.burn(20, 50);
    world.ticks(10);
    world.declare(Policies.policy(MODE, override("Target", 600)));
    world.blackout();

    assertThat(world.ticks(60).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void override_twoAtOnce_theSaferCounts() {
    World world =
        new World(
            Policies.policy(
                FLOOR,
                override("Degraded", 600).replace("name: on-call", "name: a"),
                override("Floor", 600).replace("name: on-call", "name: b")));

    assertThat(world.tick().mode()).isEqualTo(Mode.FLOOR);
  }

  @Test
  void override_restartInTheMiddle_isStillKnownAsOne() {
    World world = new World(Policies.policy(FLOOR, override("Floor", 30)));
    world.ticks(29);
    world.restart();

    assertThat(world.ticks(5).mode()).isEqualTo(Mode.FLOOR);
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void override_thatCannotBeUsed_saysWhy() {
    World world = new World();

    CompiledPolicy compiled =
        world.declare(
            Policies.policy(
                MODE,
                override("Floor", 30).replace("name: on-call", "name: a"),
                override("Target", 30).replace("name: on-call", "name: b").replace("Z\"", "\""),
                override("Target", 30)
                    .replace("name: on-call", "name: c")
                    .replace("operatingMode: checkout", "operatingMode: chekout")));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject, Problem::message)
        .satisfiesExactly(
            a -> assertThat(a.toList().toString()).contains("spec.mode", "declares no modes.floor"),
            b -> assertThat(b.toList().toString()).contains("spec.until", "expected a time such"),
            c -> assertThat(c.toList().toString()).contains("there is no OperatingMode shop/chek"));
  }

  @Test
  void override_timeOver_saysThatItIsExpired() {
    World world = new World();
    CompiledPolicy compiled = world.declare(Policies.policy(MODE, override("Degraded", 30)));
    ResourceId override = new ResourceId("ModeOverride", "shop", "on-call");
    long endMillis = world.time.nowMillis() + 30_000;

    assertThat(compiled.spent(override, endMillis - 1, Map.of())).isEmpty();
    assertThat(compiled.spent(override, endMillis, Map.of()))
        .extracting(Problem::reason)
        .containsExactly("Expired");
    assertThat(
            compiled.spent(new ResourceId("OperatingMode", "shop", "on-call"), endMillis, Map.of()))
        .isEmpty();
  }

  /** Degraded is decision 1, so the way back waits for a yes to decision 2. */
  @Test
  void approval_ofTheWayBack_isWaitedForAndGiven() {
    String careful = MODE.replace("hold: 3s}", "hold: 3s, approval: [Recovery, Target]}");
    World world = new World(Policies.policy(careful));
    world.burn(20, 50);
    world.ticks(3);
    world.burn(0, 0);

    Decision waiting = world.ticks(60);

    assertThat(waiting.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(waiting.waitsFor()).containsExactly("an Approval of decision 2");
    world.declare(Policies.policy(careful, approval("a", 1, 600), approval("b", 2, 5)));
    assertThat(world.ticks(10).mode())
        .as("another decision, and an expired yes")
        .isEqualTo(Mode.DEGRADED);
    world.declare(Policies.policy(careful, approval("a", 2, 600)));
    assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
    waiting = world.ticks(60);
    assertThat(waiting.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(waiting.waitsFor()).containsExactly("an Approval of decision 6");
    world.declare(Policies.policy(careful, approval("a", 6, 600)));
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void approval_thatCannotBeUsed_saysWhy() {
    World world = new World();

    CompiledPolicy compiled =
        world.declare(
            Policies.policy(
                MODE,
                approval("a", 0, 30),
                approval("b", 1, 30).replace("operatingMode: checkout", "operatingMode: none")));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject)
        .containsExactly("spec.decision", "spec.operatingMode");
    assertThat(
            world
                .declare(Policies.policy(MODE, approval("a", 1, 30)))
                .spent(
                    new ResourceId("Approval", "shop", "a"),
                    world.time.nowMillis() + 30_000,
                    Map.of()))
        .extracting(Problem::reason)
        .containsExactly("Expired");
  }

  @Test
  void approval_ofADecisionThatIsMade_saysThatItIsNoLongerPending() {
    World world = new World();
    CompiledPolicy compiled = world.declare(Policies.policy(MODE, approval("a", 2, 30)));
    ResourceId approval = new ResourceId("Approval", "shop", "a");
    ResourceId checkout = compiled.workloads().get(0).id();

    assertThat(compiled.spent(approval, world.time.nowMillis(), Map.of(checkout, 1L))).isEmpty();
    assertThat(compiled.spent(approval, world.time.nowMillis(), Map.of(checkout, 2L)))
        .extracting(Problem::reason)
        .containsExactly("Decided");
  }

  private static String approval(String name, int decision, int seconds) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: Approval
    metadata: {name: %s, namespace: shop}
    spec: {operatingMode: checkout, decision: %d, until: "%s"}
    """
        .formatted(name, decision, Instant.ofEpochMilli(1_000_000_000_000L + seconds * 1_000L));
  }

  private static String control(String spec) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: HomeostatControl
    metadata: {name: cluster}
    spec: {%s}
    """
        .formatted(spec);
  }

  private static String schedule(String mode, String zone) {
    return "  schedules: [{name: batch, cron: '47 1 * * *', timeZone: %s, duration: 1m, mode: %s}]\n"
        .formatted(zone, mode);
  }

  /** An override that ends some seconds after the world begins. */
  private static String override(String mode, int seconds) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: ModeOverride
    metadata: {name: on-call, namespace: shop}
    spec: {operatingMode: checkout, mode: %s, until: "%s", reason: drill}
    """
        .formatted(mode, Instant.ofEpochMilli(1_000_000_000_000L + seconds * 1_000L));
  }
}
