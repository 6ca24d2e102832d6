package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.modes.Mode;
import org.junit.jupiter.api.Test;

/** A field whose readers would not see a write is not written. */
class BarrierTest {

  private static final String WHY = "the ConfigMap is immutable; make it anew without that";
  private static final Problem NOT_LIVE = new Problem("KnobNotLive", "knob admission-limit", WHY);

  @Test
  void barrier_duringAnIncident_writesNothingAndSaysWhy() {
    World world = new World();
    world.objects.bar(World.CONFIG, World.LIMIT, WHY);
    Decision decision = world.incident(1, 15);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems()).containsExactly(NOT_LIVE);
    assertThat(world.objects.writes()).isEmpty();
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void barrier_goneAgain_isWrittenAndClimbs() {
    World world = new World();
    world.objects.bar(World.CONFIG, World.LIMIT, WHY);
    world.incident(1, 15);
    world.objects.bar(World.CONFIG, World.LIMIT, "");

    assertThat(world.incident(16, 16).problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("50");

    world.incident(17, 80);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void barrier_whileTheFieldIsHeld_keepsItFromClimbing() {
    World world = new World();
    world.incident(1, 15);
    world.objects.bar(World.CONFIG, World.LIMIT, WHY);
    int writes = world.objects.writes().size();
    Decision decision = world.incident(16, 80);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems()).containsExactly(NOT_LIVE);
    assertThat(world.objects.writes()).hasSize(writes);

    world.objects.bar(World.CONFIG, World.LIMIT, "");
    world.incident(81, 160);
    assertThat(world.limit()).isEqualTo("620");
  }
}
