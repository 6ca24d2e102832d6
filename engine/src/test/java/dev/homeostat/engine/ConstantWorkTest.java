package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import org.junit.jupiter.api.Test;

/** Calm costs a heartbeat, and many workloads cost no more questions than one. */
class ConstantWorkTest {

  @Test
  void calm_beforeAnyIncident_savesOnlyTheHeartbeat() {
    World world = new World();
    world.ticks(1);
    int saves = world.statuses.saves();
    world.ticks(600);

    assertThat(world.statuses.saves() - saves).isEqualTo(10);
    assertThat(world.objects.writes()).isEmpty();
  }

  @Test
  void calm_afterAnIncident_savesOnlyTheHeartbeatAndWritesNothing() {
    World world = new World();
    world.incident(1, 60);
    int saves = world.statuses.saves();
    int writes = world.objects.writes().size();
    world.ticks(600);

    assertThat(world.statuses.saves() - saves).isEqualTo(10);
    assertThat(world.objects.writes()).hasSize(writes);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void calm_sameProblemForLong_savesOnlyTheHeartbeat() {
    World world = new World();
    world.blackout();
    world.ticks(1);
    int saves = world.statuses.saves();
    world.ticks(600);

    assertThat(world.statuses.saves() - saves).isEqualTo(10);
  }

  @Test
  void clock_setBack_heartbeatGoesOn() {
    World world = new World();
    world.ticks(1);
    int saves = world.statuses.saves();
    world.time.advance(-3_600_000);
    world.ticks(61);

    assertThat(world.statuses.saves() - saves).isEqualTo(2);
  }

  @Test
  void manyWorkloads_equalQuestionsAreAskedOnce() {
    String[] modes = new String[40];
    for (int i = 0; i < modes.length; i++) {
      modes[i] = Policies.mode("w" + i, Policies.LIMIT.replace("admission.limit", "limit-" + i));
    }
    World world = new World(Policies.policy(modes));
    world.ticks(5);

    assertThat(world.signals.calls()).isEqualTo(5);
    assertThat(world.signals.asked()).allSatisfy(queries -> assertThat(queries).hasSize(4));
    assertThat(world.objects.reads()).isEqualTo(5);
  }
}
