package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may set a field: one of ours, nobody, or somebody else. */
class OwnershipTest {

  private static final String FIRST = Policies.mode("checkout", Policies.LIMIT);
  private static final String SECOND =
      Policies.mode("second", Policies.LIMIT.replace("degraded: 50", "degraded: 40"));
  private static final String POOL =
      Policies.knob(
          "pool",
          "pool.size",
          "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
              + " {target: 20, degraded: 5}");

  private static Set<String> managers(World world) {
    return world.objects.writes().stream()
        .map(w -> w.author().manager())
        .collect(Collectors.toSet());
  }

  @Test
  void twoOwners_oldestWins_theOtherSaysSoAndWritesNothing() {
    World world = new World(Policies.policy(FIRST, SECOND));
    for (int second = 1; second <= 40; second++) {
      world.incidentAt(second);
      Decision other = world.tick("second");
      assertThat(other.writes()).isEmpty();
      assertThat(other.problems())
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.reason()).isEqualTo("KnobOwned");
                assertThat(p.subject()).isEqualTo("knob admission-limit");
                assertThat(p.message()).contains("OperatingMode shop/checkout", "older");
              });
    }
    assertThat(managers(world)).hasSize(1);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void twoOwners_firstDeleted_secondTakesOverWhatWasThereBefore() {
    World world = new World(Policies.policy(FIRST, SECOND));
    world.incident(1, 15);
    assertThat(world.limit()).isEqualTo("50");
    world.declare(Policies.policy(SECOND));

    assertThat(world.tick("second").problems())
        .extracting(Problem::reason)
        .containsExactly("KnobOwned");
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("620", "kubectl"));
    assertThat(world.tickAll()).hasSize(2);

    Decision taken = world.tick("second");
    assertThat(taken.problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("40");
    world.deleteResources();
    world.ticks(1);
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("620", "kubectl"));
  }

  @Test
  void twoOwners_firstDeletedAndItsRestoreFails_secondWaits() {
    World world = new World(Policies.policy(FIRST, SECOND));
    world.incident(1, 15);
    world.declare(Policies.policy(SECOND));
    world.objects.failWrites(new WriteResult.Failed("Away", "away"));
    for (int i = 0; i < 4; i++) {
      assertThat(world.tick("second").writes()).isEmpty();
    }
    world.objects.failWrites(null);
    world.ticks(3);

    assertThat(world.limit()).isEqualTo("40");
  }

  @Test
  void knobMovesToAnotherOwner_originalValueSurvives() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("checkout", Policies.LIMIT, POOL),
                SECOND.replace(Policies.LIMIT, "")));
    world.incident(1, 15);
    world.declare(Policies.policy(Policies.mode("checkout", POOL), SECOND));
    world.ticks(4);
    assertThat(world.limit()).isEqualTo("40");
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");

    world.declare(Policies.policy(Policies.mode("checkout", POOL)));
    world.ticks(3);
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("620", "kubectl"));
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
  }

  @Test
  void olderOwnerAppears_holderGivesBackFirst() {
    World world = new World(Policies.policy(SECOND));
    world.incident(1, 15);
    assertThat(world.limit()).isEqualTo("40");
    world.declare(Policies.policy(FIRST, SECOND));

    assertThat(world.tick("checkout").problems())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.reason()).isEqualTo("KnobOwned");
              assertThat(p.message()).contains("still held by OperatingMode shop/second");
            });
    world.ticks(3);
    assertThat(world.limit()).isEqualTo("50");
    world.deleteResources();
    world.tickAll();
    world.tickAll();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("620", "kubectl"));
    assertThat(world.tickAll()).isEmpty();
  }

  @Test
  void suspendedOwner_keepsItsClaim() {
    World world = new World(Policies.policy(FIRST, SECOND));
    world.incident(1, 15);
    world.declare(Policies.policy(FIRST.replace("minDwell: 5s", "minDwell: never"), SECOND));
    for (int i = 0; i < 5; i++) {
      Decision second = world.tick("second");
      assertThat(second.writes()).isEmpty();
      assertThat(second.problems())
          .singleElement()
          .satisfies(
              p -> assertThat(p.message()).contains("belongs to OperatingMode shop/checkout"));
    }
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void twoOwners_differentKeysOfOneObject_doNotDisturbEachOther() {
    World world = new World(Policies.policy(FIRST, Policies.mode("second", POOL)));
    world.incident(1, 15);

    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
    assertThat(world.objects.annotations(World.CONFIG))
        .containsOnlyKeys(
            "operatingmode.homeostat.dev/checkout", "operatingmode.homeostat.dev/second");
    Map<String, String> notes = world.objects.annotations(World.CONFIG);

    world.declare(Policies.policy(Policies.mode("second", POOL)));
    world.ticks(1);
    assertThat(world.limit()).isEqualTo("620");
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("5");
    assertThat(world.objects.annotations(World.CONFIG))
        .containsExactly(
            Map.entry(
                "operatingmode.homeostat.dev/second",
                notes.get("operatingmode.homeostat.dev/second")));
  }

  @Test
  void liveOwner_withoutTakeOver_isNotFought() {
    World world =
        new World(Policies.withKnobs(Policies.LIMIT.replace("takeOver: true", "takeOver: false")));
    for (int second = 1; second <= 40; second++) {
      world.incidentAt(second);
      assertThat(world.tick().problems())
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.reason()).isEqualTo("Conflict");
                assertThat(p.message()).contains("kubectl", "takeOver: true", World.LIMIT);
              });
    }
    assertThat(world.objects.writes()).isEmpty();
    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void changedByOther_midIncident_isNotFoughtAndResumesWhenSetBack() {
    World world = new World();
    world.incident(1, 15);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "300");
    int writes = world.objects.writes().size();
    for (int second = 16; second <= 45; second++) {
      world.incidentAt(second);
      Decision decision = world.tick();
      assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
      assertThat(decision.problems())
          .singleElement()
          .satisfies(
              p -> {
                assertThat(p.reason()).isEqualTo("ChangedByOther");
                assertThat(p.message()).contains("\"300\"", "kubectl", "set it back to 50");
              });
    }
    assertThat(world.objects.writes()).hasSize(writes);

    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "50");
    world.incident(46, 70);
    assertThat(world.limit()).isEqualTo("620");
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void changedByOther_afterARestart_isStillNotFought() {
    World world = new World();
    world.incident(1, 15);
    // Even what was there before: whoever sets it does not want it changed.
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "620");
    world.restart();
    Decision decision = world.incident(16, 20);

    assertThat(decision.problems()).extracting(Problem::reason).containsExactly("ChangedByOther");
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void changedByOther_toNoNumber_isNotFought() {
    World world = new World();
    world.incident(1, 15);
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "lots\nand lots");
    Decision decision = world.incident(16, 16);

    assertThat(decision.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("\"lots and lots\""));
    world.deleteResources();
    world.tickAll();
    assertThat(world.tickAll()).isEmpty();
    assertThat(world.limit()).isEqualTo("lots\nand lots");
  }

  @Test
  void objectMadeAnewMidIncident_isTakenOverWithWhatItHoldsNow() {
    World world = new World();
    world.incident(1, 15);
    world.objects.create(World.CONFIG, "helm", Map.of(World.LIMIT, "500"));
    int calls = world.calls.size();
    world.incident(16, 16);
    assertThat(world.limit()).isEqualTo("50");
    assertThat(world.calls.subList(calls, world.calls.size()))
        .containsExactly("save OperatingMode shop/checkout", "apply configmaps shop/checkout");

    world.restart();
    world.incident(17, 18);
    world.deleteResources();
    world.tickAll();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT))
        .isEqualTo(new TargetObject.Field("500", "helm"));
  }

  @Test
  void resourceMadeAnew_beforeGivesBackFirst() {
    World world = new World();
    world.incident(1, 15);
    PolicySet anew =
        new PolicySet(
            World.parse(World.POLICY).resources().stream()
                .<Resource<?>>map(OwnershipTest::anew)
                .toList());
    world.declare(anew);
    world.burn(0, 0);
    world.tick();
    assertThat(world.limit()).isEqualTo("620");
    assertThat(world.tick().released()).isTrue();
    Decision fresh = world.ticks(3);

    assertThat(fresh.mode()).isEqualTo(Mode.TARGET);
    assertThat(fresh.problems()).isEmpty();
    assertThat(world.tickAll()).hasSize(1);
  }

  private static <S> Resource<S> anew(Resource<S> resource) {
    return new Resource<>(
        resource.id(), "another-" + resource.uid(), resource.createdMillis(), resource.spec());
  }

  @Test
  void resource_deletedAndMadeAgain_beginsInTarget() {
    World world = new World();
    world.incident(1, 15);
    world.deleteResources();
    world.tickAll();
    world.tickAll();
    world.burn(0, 0);
    world.declare(World.POLICY);
    Decision decision = world.ticks(3);

    assertThat(decision.mode()).isEqualTo(Mode.TARGET);
    assertThat(decision.problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void resource_deletionTakenBackAtOnce_goesOn() {
    World world = new World();
    world.incident(1, 15);
    world.deleteResources();
    world.tickAll();
    world.declare(World.POLICY);
    Decision decision = world.incident(16, 17);

    assertThat(decision.problems()).isEmpty();
    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
    assertThat(List.copyOf(world.objects.annotations(World.CONFIG).keySet())).hasSize(1);
  }
}
