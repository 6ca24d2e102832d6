package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was taken over is given back, and only where it still holds what we wrote. */
class RestoreTest {

  private static final TargetObject.Field ORIGINAL = new TargetObject.Field("620", "kubectl");
  private static final String POOL =
      Policies.knob(
          "pool",
          "pool.size",
          "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
              + " {target: 20, degraded: 5}");
  private static final WriteResult.Failed AWAY = new WriteResult.Failed("Away", "is away");

  private static World degraded(String policy) {
    World world = new World(policy);
    world.incident(1, 15);
    return world;
  }

  @Test
  void deletion_restore_givesBackAndIsReleasedOnce() {
    World world = degraded(World.POLICY);
    world.deleteResources();
    Decision restoring = world.tick();

    assertThat(restoring.released()).isFalse();
    assertThat(restoring.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.annotations(World.CONFIG)).isEmpty();
    assertThat(world.state()).isNotNull();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.tickAll()).isEmpty();
    assertThat(world.state()).isNull();
  }

  @Test
  void deletion_leave_isReleasedAtOnceAndLeavesTheValue() {
    World world =
        degraded(World.POLICY.replace("interval: 1s", "interval: 1s\n  deletionPolicy: Leave"));
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.tickAll()).isEmpty();
  }

  @Test
  void deletion_inObserve_stillGivesBack() {
    World world = degraded(World.POLICY);
    world.cap(Enforcement.OBSERVE);
    world.deleteResources();
    world.tick();

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.tick().released()).isTrue();
  }

  @Test
  void deletion_nothingHeld_isReleasedAtOnce() {
    World world = new World();
    world.ticks(3);
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.calls).noneMatch(c -> c.startsWith("restore"));
  }

  @Test
  void deletion_neverAdopted_givesBackWhatTheStatusHolds() {
    World world = degraded(World.POLICY);
    world.restart();
    world.deleteResources();
    world.tick();

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.tick().released()).isTrue();
  }

  @Test
  void deletion_neverAdoptedAndObjectUnreadable_waitsForIt() {
    World world = degraded(World.POLICY);
    world.objects.failReads("away");
    world.restart();
    world.deleteResources();
    assertThat(world.tickAll()).singleElement().satisfies(e -> assertThat(e.decision()).isNull());
    world.objects.failReads((String) null);
    world.tick();

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void deletion_suspendedResource_givesBack() {
    World world = degraded(World.POLICY);
    world.declare(World.POLICY.replace("minDwell: 5s", "minDwell: never"));
    assertThat(world.tickAll()).isEmpty();
    world.deleteResources();
    world.tick();

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void deletion_targetMissing_isReleased() {
    World world = degraded(World.POLICY);
    world.objects.delete(World.CONFIG);
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
  }

  @Test
  void deletion_objectMadeAnew_isLeftAlone() {
    World world = degraded(World.POLICY);
    world.objects.create(World.CONFIG, "helm", Map.of(World.LIMIT, "50"));
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("50", "helm"));
  }

  @Test
  void deletion_objectMadeAnewFromABackup_isLeftAlone() {
    World world = degraded(World.POLICY);
    String ours = world.objects.field(World.CONFIG, World.LIMIT).manager();
    world.objects.create(World.CONFIG, ours, Map.of(World.LIMIT, "50"));
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void deletion_changedByOther_isNotOverwritten() {
    World world = degraded(World.POLICY);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "300");
    world.deleteResources();

    assertThat(world.tick().released()).isTrue();
    assertThat(world.limit()).isEqualTo("300");
  }

  @Test
  void deletion_restoreFails_isTriedAgain() {
    World world = degraded(World.POLICY);
    world.deleteResources();
    world.objects.failWrites(AWAY);
    for (int i = 0; i < 5; i++) {
      Decision decision = world.tick();
      assertThat(decision.released()).isFalse();
      assertThat(decision.restores()).hasSize(1);
    }
    assertThat(world.tick().problems())
        .containsExactly(new Problem("Away", World.CONFIG.toString(), "is away"));
    world.objects.failWrites(null);
    world.tick();

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.tick().released()).isTrue();
  }

  @Test
  void deletion_objectUnreadable_isTriedAgain() {
    World world = degraded(World.POLICY);
    world.deleteResources();
    world.objects.failReads("away");
    assertThat(world.tick().released()).isFalse();
    world.objects.failReads((String) null);
    world.ticks(1);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void knobRemoved_itsFieldIsGivenBack_theOthersStay() {
    World world = degraded(Policies.withKnobs(Policies.LIMIT, POOL));
    world.declare(Policies.withKnobs(POOL));
    world.incident(16, 17);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
    assertThat(world.objects.annotations(World.CONFIG).values().toString())
        .contains("pool.size")
        .doesNotContain("admission.limit");
  }

  @Test
  void knobRemoved_restoreFails_isRememberedAcrossARestart() {
    World world = degraded(Policies.withKnobs(Policies.LIMIT, POOL));
    world.declare(Policies.withKnobs(POOL));
    world.objects.failWrites(AWAY);
    world.incident(16, 17);
    world.restart();
    world.objects.failWrites(null);
    world.incident(18, 19);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void knobRemoved_restoreFails_doesNotStopProtection() {
    World world =
        new World(Policies.withKnobs(Policies.LIMIT, POOL.replace("values", "ramp: 5s, values")));
    world.incident(1, 12);
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("14");
    world.declare(Policies.withKnobs(POOL.replace("values", "ramp: 5s, values")));
    world.objects.failRestores(AWAY);
    world.incident(13, 18);

    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
    assertThat(world.limit()).isEqualTo("50");
    world.objects.failRestores(null);
    world.incident(19, 20);
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
  }

  @Test
  void knobRemovedAndNamedAgain_isTakenUpAgain() {
    World world = degraded(Policies.withKnobs(Policies.LIMIT, POOL));
    world.declare(Policies.withKnobs(POOL));
    world.incident(16, 16);
    world.declare(Policies.withKnobs(Policies.LIMIT, POOL));
    Decision decision = world.incident(17, 18);

    assertThat(decision.problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("50");
    world.deleteResources();
    world.tick();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void knobRetargeted_oldFieldIsGivenBack_newOneIsSet() {
    World world = degraded(World.POLICY);
    world.objects.set(World.CONFIG, "helm", "/data/limit", "700");
    world.declare(World.POLICY.replace("key: admission.limit", "key: limit"));
    world.incident(16, 18);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.field(World.CONFIG, "/data/limit").text()).isEqualTo("50");
    assertThat(world.objects.annotations(World.CONFIG).values().toString())
        .contains("/data/limit", "700", "helm");
    world.deleteResources();
    world.tick();
    assertThat(world.objects.field(World.CONFIG, "/data/limit"))
        .isEqualTo(new TargetObject.Field("700", "helm"));
  }

  @Test
  void knobRetargeted_toAnObjectThatIsMissing_stillGivesBack() {
    World world = degraded(World.POLICY);
    world.declare(World.POLICY.replace("{name: checkout, key", "{name: gone, key"));
    Decision decision = world.incident(16, 16);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(decision.problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.reason()).isEqualTo("TargetMissing");
              assertThat(p.message()).contains("there is no configmaps shop/gone; create it");
            });
  }

  @Test
  void field_missing_isToldAndUsedOnceItIsThere() {
    World world = new World();
    world.objects.create(World.CONFIG, "kubectl", Map.of("/data/other", "1"));
    Decision missing = world.incident(1, 12);
    assertThat(missing.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(missing.problems()).extracting(Problem::reason).containsExactly("FieldMissing");

    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "620");
    world.incident(13, 13);
    assertThat(world.limit()).isEqualTo("50");
  }
}
