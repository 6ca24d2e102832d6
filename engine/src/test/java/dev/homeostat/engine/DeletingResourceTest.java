package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.modes.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource that is being deleted is there until all that it holds is given back. */
class DeletingResourceTest {

  private static final TargetObject.Field ORIGINAL = new TargetObject.Field("620", "kubectl");
  private static final String LEAVE =
      World.POLICY.replace("interval: 1s", "interval: 1s\n  deletionPolicy: Leave");

  private static World degraded(String policy) {
    World world = new World(policy);
    world.incident(1, 15);
    assertThat(world.limit()).isEqualTo("50");
    return world;
  }

  /** The same policy with a spec that nobody can use any more. */
  private static String broken(String policy) {
    return policy.replace("type: Integer", "type: Colour");
  }

  private static void assertGivesBackAndIsReleased(World world) {
    Decision restoring = world.tick();

    assertThat(restoring.released()).isFalse();
    assertThat(restoring.restores())
        .singleElement()
        .satisfies(one -> assertThat(one.fields()).containsOnlyKeys(World.LIMIT));
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.annotations(World.CONFIG)).isEmpty();
    assertThat(world.tick().released()).isTrue();
  }

  @Test
  void deleting_whileItRuns_givesBackAndIsReleased() {
    World world = degraded(World.POLICY);
    world.declare(World.deleting(World.POLICY));

    assertGivesBackAndIsReleased(world);
  }

  @Test
  void deleting_afterARestart_isAdoptedFromItsStatusAndGivesBack() {
    World world = degraded(World.POLICY);
    world.objects.dropAnnotations(World.CONFIG);
    world.restart(World.deleting(World.POLICY));

    assertGivesBackAndIsReleased(world);
  }

  @Test
  void deleting_afterARestart_movesNothingMeanwhile() {
    World world = degraded(World.POLICY);
    world.restart(World.deleting(World.POLICY));
    world.burn(0, 0);
    int writes = world.objects.writes().size();

    assertThat(world.ticks(30).mode()).isNotEqualTo(Mode.RECOVERY);
    assertThat(world.objects.writes()).hasSize(writes);
  }

  @Test
  void deleting_objectCannotBeReadAtFirst_isReleasedOnlyOnceItIsGivenBack() {
    World world = degraded(World.POLICY);
    world.restart(World.deleting(World.POLICY));
    world.objects.failReads("forbidden");
    for (int i = 0; i < 3; i++) {
      assertThat(world.tickAll())
          .singleElement()
          .satisfies(one -> assertThat(one.decision()).isNull());
    }
    world.objects.failReads((String) null);

    assertGivesBackAndIsReleased(world);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deleting_specThatNoLongerCompiles_stillGivesBack(boolean restarted) {
    World world = degraded(World.POLICY);
    if (restarted) {
      world.restart(World.deleting(broken(World.POLICY)));
    } else {
      world.declare(World.deleting(broken(World.POLICY)));
    }

    assertGivesBackAndIsReleased(world);
  }

  @Test
  void deleting_specThatNoLongerCompilesAndObjectAway_keepsAskingUntilItIsGivenBack() {
    World world = degraded(World.POLICY);
    world.restart(World.deleting(broken(World.POLICY)));
    world.objects.failReads("forbidden");
    Decision blind = world.ticks(3);
    assertThat(blind.released()).isFalse();
    assertThat(blind.problems()).extracting("reason").containsExactly("ObjectUnreadable");
    world.objects.failReads((String) null);

    assertGivesBackAndIsReleased(world);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deleting_leave_isReleasedAtOnceAndLeavesTheValue(boolean compiles) {
    World world = degraded(LEAVE);
    world.restart(World.deleting(compiles ? LEAVE : broken(LEAVE)));

    assertThat(world.tick().released()).isTrue();
    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.calls).noneMatch(call -> call.startsWith("restore"));
  }

  @Test
  void broken_notDeleted_isLeftAsItIs() {
    World world = degraded(World.POLICY);
    world.declare(broken(World.POLICY));

    assertThat(world.tickAll()).isEmpty();
    assertThat(world.limit()).isEqualTo("50");
  }
}
