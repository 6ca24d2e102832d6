package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statuses that cannot be saved and objects that cannot be written. */
class WriteFailureTest {

  private static final String SAVE = "save OperatingMode shop/checkout";
  private static final String APPLY = "apply configmaps shop/checkout";
  private static final WriteResult.Failed AWAY = new WriteResult.Failed("Away", "is away");

  @Test
  void firstWrite_comesAfterTheStatus() {
    World world = new World();
    world.incident(1, 10);
    int calls = world.calls.size();
    Decision move = world.incident(11, 11);

    assertThat(move.save()).isTrue();
    assertThat(world.calls.subList(calls, world.calls.size())).containsExactly(SAVE, APPLY);
  }

  @Test
  void everyMoveAndStep_isSavedBeforeItsWrite() {
    World world = new World();
    for (int second = 1; second <= 40; second++) {
      int calls = world.calls.size();
      Decision decision = world.incident(second, second);
      if (decision.move() != null || decision.step() != 0) {
        List<String> made = world.calls.subList(calls, world.calls.size());
        assertThat(made.indexOf(SAVE)).isLessThanOrEqualTo(Math.max(0, made.indexOf(APPLY)));
      }
      assertThat(decision.move() == null || decision.save()).isTrue();
    }
    assertThat(world.calls).contains(APPLY);
  }

  @Test
  void saveFails_nothingIsWrittenAndTheMoveIsPlannedAgain() {
    World world = new World();
    world.incident(1, 10);
    world.statuses.failSaves(AWAY);
    for (int second = 11; second <= 14; second++) {
      Decision decision = world.incident(second, second);
      assertThat(decision.move()).isNotNull();
      assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
      assertThat(world.limit()).isEqualTo("620");
    }
    assertThat(world.calls).doesNotContain(APPLY);
    Decision told = world.incident(15, 15);
    assertThat(told.problems())
        .containsExactly(new Problem("Away", "status of OperatingMode shop/checkout", "is away"));

    world.statuses.failSaves(null);
    world.incident(16, 16);
    assertThat(world.limit()).isEqualTo("50");
    world.incident(17, 60);
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void writeFails_protectiveMoveHappensAndIsTriedEachInterval() {
    World world = new World();
    world.incident(1, 10);
    world.objects.failWrites(AWAY);
    int calls = world.calls.size();
    Decision decision = world.incident(11, 15);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.calls.subList(calls, world.calls.size()).stream().filter(APPLY::equals))
        .hasSize(5);
    assertThat(decision.problems())
        .containsExactly(new Problem("Away", World.CONFIG.toString(), "is away"));

    world.objects.failWrites(null);
    world.incident(16, 16);
    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.incident(17, 17).problems()).isEmpty();
  }

  @Test
  void writeFails_blocksUpwardMovesAlone() {
    World world = new World();
    world.incident(1, 10);
    world.objects.failWrites(AWAY);
    assertThat(world.incident(11, 60).mode()).isEqualTo(Mode.DEGRADED);
    world.objects.failWrites(null);

    assertThat(world.incident(61, 63).mode()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void writeFails_midClimb_stepsWaitForIt() {
    World world = new World();
    Decision first = world.incident(1, 22);
    assertThat(first.mode()).isEqualTo(Mode.RECOVERY);
    world.objects.failWrites(AWAY);
    Decision stuck = world.incident(23, 50);
    assertThat(stuck.step()).isEqualTo(1);
    assertThat(world.limit()).isEqualTo("55");
    world.objects.failWrites(null);
    assertThat(world.incident(51, 51).step()).isEqualTo(1);
    assertThat(world.limit()).isEqualTo("107");
    assertThat(world.incident(52, 54).step()).isEqualTo(1);

    world.incident(55, 80);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void writeFails_upwardThenNoData_isNotTriedBlindly() {
    World world = new World();
    world.incident(1, 21);
    world.objects.failWrites(AWAY);
    assertThat(world.incident(22, 22).mode()).isEqualTo(Mode.RECOVERY);
    world.objects.failWrites(null);
    world.blackout();
    world.ticks(10);
    assertThat(world.limit()).isEqualTo("50");

    world.burn(0, 0);
    world.ticks(2);
    assertThat(world.limit()).isEqualTo("55");
  }

  @Test
  void writeFails_rampGoesOnFromWhereTheKnobIs() {
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT));
    world.incident(1, 12);
    assertThat(world.limit()).isEqualTo("506");
    world.objects.failWrites(AWAY);
    world.incident(13, 18);
    world.objects.failWrites(null);
    world.incident(19, 19);

    assertThat(world.limit()).isEqualTo("449");
  }

  @Test
  void knobBarred_theOthersAreProtected() {
    String pool =
        Policies.knob(
                "pool",
                "pool.size",
                "type: Integer, min: 1, max: 100, saferDirection: Lower, values:"
                    + " {target: 20, degraded: 5}")
            .replace("name: checkout", "name: gone");
    World world = new World(Policies.withKnobs(Policies.LIMIT, pool));
    Decision decision = world.incident(1, 40);

    assertThat(world.limit()).isEqualTo("50");
    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems()).extracting(Problem::reason).containsExactly("TargetMissing");
  }

  @Test
  void writeFails_inOneObject_stopsUpwardRampsInTheOthers() {
    String pool =
        Policies.knob(
                "pool",
                "pool.size",
                "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
                    + " {target: 20, degraded: 5}")
            .replace("name: checkout", "name: other");
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT, pool));
    world.objects.create(World.OTHER, "kubectl", Map.of("/data/pool.size", "20"));
    Decision decision = world.incident(1, 20);
    for (int second = 21; second < 120 && decision.step() < 3; second++) {
      decision = world.incident(second, second);
    }
    // The last step has just begun: the pool is set at once, the limit climbs for ten seconds.
    world.objects.failWrites(World.OTHER, AWAY);
    world.objects.set(
        World.OTHER, world.objects.writes().get(0).author().manager(), "/data/pool.size", "9");
    world.tick();
    int limit = Integer.parseInt(world.limit());
    assertThat(limit).isLessThan(500);
    world.ticks(20);
    assertThat(world.limit()).isEqualTo(String.valueOf(limit));

    world.objects.failWrites(World.OTHER, null);
    world.ticks(30);
    assertThat(world.limit()).isEqualTo("620");
    assertThat(world.objects.field(World.OTHER, "/data/pool.size").text()).isEqualTo("20");
  }
}
