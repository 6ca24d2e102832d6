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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Observe decides and reports, and writes to no object. */
class ObserveTest {

  private static final String OBSERVING =
      World.POLICY.replace("enforcement: Enforce", "enforcement: Observe");
  private static final TargetObject.Field ORIGINAL = new TargetObject.Field("620", "kubectl");

  @ParameterizedTest
  @ValueSource(strings = {"spec", "cap", "both", "default"})
  void observe_wholeIncident_decidesAndWritesNothing(String how) {
    World world =
        new World(
            switch (how) {
              case "cap" -> World.POLICY;
              case "default" -> World.POLICY.replace("  enforcement: Enforce\n", "");
              default -> OBSERVING;
            });
    world.cap(how.equals("cap") || how.equals("both") ? Enforcement.OBSERVE : Enforcement.ENFORCE);
    List<String> story = new ArrayList<>();
    for (int second = 1; second <= 40; second++) {
      Decision decision = world.incident(second, second);
      assertThat(decision.writes()).isEmpty();
      assertThat(decision.restores()).isEmpty();
      String now = decision.mode() + " " + decision.knobs().get(0).text();
      if (story.isEmpty() || !story.get(story.size() - 1).equals(now)) {
        story.add(now);
      }
    }

    assertThat(story)
        .containsExactly(
            "TARGET 620",
            "DEGRADED 50",
            "RECOVERY 55",
            "RECOVERY 107",
            "RECOVERY 335",
            "RECOVERY 620",
            "TARGET 620");
    assertThat(world.calls).noneMatch(c -> c.startsWith("apply") || c.startsWith("restore"));
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.annotations(World.CONFIG)).isEmpty();
  }

  @Test
  void observe_withoutTakeOver_decidesAllTheSame() {
    World world = new World(OBSERVING.replace("takeOver: true", "takeOver: false"));
    Decision decision = world.incident(1, 12);

    assertThat(decision.problems()).isEmpty();
    assertThat(decision.knobs().get(0).text()).isEqualTo("50");
  }

  @Test
  void observe_ramp_showsWhereTheKnobWouldBe() {
    World world =
        new World(
            Policies.withKnobs(Policies.RAMPED_LIMIT)
                .replace("enforcement: Enforce", "enforcement: Observe"));

    assertThat(world.incident(1, 13).knobs().get(0).text()).isEqualTo("449");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec", "cap"})
  void enforceToObserve_midIncident_restoresAndGoesOnDeciding(String how) {
    World world = new World();
    world.incident(1, 15);
    assertThat(world.limit()).isEqualTo("50");
    if (how.equals("cap")) {
      world.cap(Enforcement.OBSERVE);
    } else {
      world.declare(OBSERVING);
    }
    Decision decision = world.incident(16, 16);

    assertThat(decision.writes()).isEmpty();
    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
    assertThat(world.objects.annotations(World.CONFIG)).isEmpty();
    int calls = world.calls.size();
    world.incident(17, 40);
    assertThat(world.calls.subList(calls, world.calls.size()))
        .noneMatch(c -> c.startsWith("apply") || c.startsWith("restore"));
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void enforceToObserve_restoreFails_isTriedAgainAndToldOnce() {
    World world = new World();
    world.incident(1, 15);
    world.cap(Enforcement.OBSERVE);
    world.objects.failReads("away");
    Decision unread = world.incident(16, 16);
    assertThat(unread.problems()).extracting(Problem::reason).containsExactly("ObjectUnreadable");
    world.objects.failReads((String) null);
    world.objects.failWrites(new WriteResult.Failed("Forbidden", "may not"));
    world.incident(17, 18);
    assertThat(world.limit()).isEqualTo("50");
    world.objects.failWrites(null);
    world.incident(19, 19);

    assertThat(world.objects.field(World.CONFIG, World.LIMIT)).isEqualTo(ORIGINAL);
  }

  @Test
  void observeToEnforce_midDegraded_startsFromTheLiveValue() {
    World world =
        new World(
            Policies.withKnobs(Policies.RAMPED_LIMIT)
                .replace("enforcement: Enforce", "enforcement: Observe"));
    world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "600");
    assertThat(world.incident(1, 16).knobs().get(0).text()).isNotEqualTo("600");
    world.declare(Policies.withKnobs(Policies.RAMPED_LIMIT));
    Decision first = world.incident(17, 17);

    assertThat(first.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("545");
  }

  @Test
  void enforceObserveEnforce_withinOneTurn_isNotTakenForSomebodyElsesChange() {
    World world = new World();
    world.incident(1, 15);
    world.cap(Enforcement.OBSERVE);
    world.incident(16, 16);
    world.restart();
    world.cap(Enforcement.ENFORCE);
    Decision decision = world.incident(17, 18);

    assertThat(decision.problems()).isEmpty();
    assertThat(world.limit()).isEqualTo("50");
  }
}
