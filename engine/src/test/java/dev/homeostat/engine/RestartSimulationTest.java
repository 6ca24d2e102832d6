package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Restarts at every second of an incident, and what must be as if there had been none. */
class RestartSimulationTest {

  private static final int END = 45;
  private static final int LATEST = 140;

  /** What happens between two seconds. */
  private enum Mishap {
    NONE,
    RESTART,
    STATUS_WIPED,
    CRASH_BEFORE_WRITE,
    CRASH_BEFORE_WRITE_STATUS_WIPED
  }

  private static final String RAMPED = Policies.withKnobs(Policies.RAMPED_LIMIT);
  private static final String INSTANT = Policies.withKnobs(Policies.LIMIT);
  private static final String LONG_DWELL = INSTANT.replace("minDwell: 5s", "minDwell: 25s");

  /** What one run of the incident was, second by second. */
  private record Run(World world, List<Mode> modes, List<Integer> limits) {

    int secondOf(Mode mode, int after) {
      for (int second = after; second < modes.size(); second++) {
        if (modes.get(second) == mode) {
          return second;
        }
      }
      throw new AssertionError("never in " + mode + " after " + after + ": " + modes);
    }
  }

  /** The ConfigMap holds 600 at first, so that it can be told from Target's 620. */
  private static Run run(String policy, Mishap mishap, int at) {
    World world = new World(policy);
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "600"));
    Run run = new Run(world, new ArrayList<>(), new ArrayList<>());
    run.modes.add(Mode.TARGET);
    run.limits.add(600);
    for (int second = 1; second <= LATEST; second++) {
      world.incidentAt(second);
      boolean crash = second == at && mishap.name().startsWith("CRASH");
      if (crash) {
        world.objects.failWrites(new WriteResult.Failed("Killed", "the process died"));
      } else if (second == at && mishap != Mishap.NONE) {
        restart(world, mishap);
      }
      run.modes.add(world.tick().mode());
      if (crash) {
        world.objects.failWrites(null);
        restart(world, mishap);
      }
      run.limits.add(Integer.valueOf(world.limit()));
    }
    return run;
  }

  private static void restart(World world, Mishap mishap) {
    if (mishap.name().endsWith("STATUS_WIPED")) {
      world.statuses.wipe();
    }
    world.restart();
  }

  @ParameterizedTest
  @EnumSource(Mishap.class)
  void restart_atEverySecond_raisesNothingAndShortensNoWait(Mishap mishap) {
    for (String policy : List.of(INSTANT, RAMPED, LONG_DWELL)) {
      Run calm = run(policy, Mishap.NONE, 0);
      for (int at = 1; at <= END; at++) {
        Run run = run(policy, mishap, at);
        String what = mishap + " at " + at + ": " + run.limits;

        assertNothingSooner(calm, run, at, what);
        assertThat(run.modes.get(LATEST)).as(what).isEqualTo(Mode.TARGET);
        assertThat(run.limits.get(LATEST)).as(what).isEqualTo(620);
        run.world.deleteResources();
        run.world.tickAll();
        assertThat(run.world.objects.field(World.CONFIG, World.LIMIT))
            .as(what)
            .isEqualTo(new TargetObject.Field("600", "kubectl"));
        assertThat(run.world.objects.annotations(World.CONFIG)).as(what).isEmpty();
      }
    }
  }

  private static void assertNothingSooner(Run calm, Run run, int at, String what) {
    int degraded = run.secondOf(Mode.DEGRADED, 0);
    int recovery = run.secondOf(Mode.RECOVERY, degraded);
    assertThat(degraded).as(what).isBetween(calm.secondOf(Mode.DEGRADED, 0), 13);
    assertThat(recovery).as(what).isGreaterThanOrEqualTo(calm.secondOf(Mode.RECOVERY, 0));
    assertThat(run.secondOf(Mode.TARGET, recovery))
        .as(what)
        .isGreaterThanOrEqualTo(calm.secondOf(Mode.TARGET, recovery));
    assertThat(run.limits.get(at))
        .as(what)
        .isLessThanOrEqualTo(Math.max(run.limits.get(at - 1), calm.limits.get(at)));
    int held = run.limits.get(recovery - 1);
    for (int second = recovery; second <= LATEST; second++) {
      // The climb begins from what is held, which a ramp that began anew may not have brought to
      // 50.
      int climbed = (calm.limits.get(second) - 50) * (620 - held) / (620 - 50);
      assertThat(run.limits.get(second))
          .as("second " + second + " of " + what)
          .isBetween(run.limits.get(second - 1), held + climbed + 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RESTART", "STATUS_WIPED"})
  void restart_atEverySecond_keepsTheModeAndTheStep(Mishap mishap) {
    for (int at = 2; at <= END; at++) {
      World world = new World(RAMPED);
      Decision before = world.incident(1, at);
      String limit = world.limit();
      restart(world, mishap);
      world.blackout();
      Decision after = world.tick();

      assertThat(after.move()).as("restart at " + at).isNull();
      if (!limit.equals("620") || mishap == Mishap.RESTART) {
        assertThat(after.mode()).as("restart at " + at).isEqualTo(before.mode());
        assertThat(after.step()).as("restart at " + at).isEqualTo(before.step());
      }
      assertThat(Integer.parseInt(world.limit())).isLessThanOrEqualTo(Integer.parseInt(limit));
    }
  }

  @Test
  void restart_objectsUnreadable_writesNothingUntilTheyAreRead() {
    World world = new World();
    world.incident(1, 15);
    world.restart();
    world.objects.failReads("the API server is away");
    int calls = world.calls.size();

    for (int i = 0; i < 5; i++) {
      assertThat(world.tickAll())
          .singleElement()
          .satisfies(
              e -> {
                assertThat(e.decision()).isNull();
                assertThat(e.failures())
                    .singleElement()
                    .satisfies(
                        p -> {
                          assertThat(p.reason()).isEqualTo("ObjectUnreadable");
                          assertThat(p.message()).contains("the API server is away");
                        });
              });
    }
    assertThat(world.calls).hasSize(calls);
    assertThat(world.limit()).isEqualTo("50");

    world.objects.failReads((String) null);
    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void restart_noteAndStatusLost_staysProtected() {
    World world = new World();
    world.incident(1, 24);
    assertThat(world.limit()).isEqualTo("55");
    world.statuses.wipe();
    world.objects.dropAnnotations(World.CONFIG);
    world.restart();
    world.blackout();

    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");

    world.burn(0, 0);
    world.ticks(60);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void restart_fieldNoLongerNamedInAnotherObject_isStillGivenBack() {
    World world = new World();
    world.incident(1, 15);
    world.objects.failWrites(new WriteResult.Failed("Away", "the API server is away"));
    world.declare(World.POLICY.replace("{name: checkout, key", "{name: other, key"));
    world.tick();
    world.restart();
    world.objects.failWrites(null);

    world.tick();

    assertThat(world.limit()).isEqualTo("620");
    assertThat(world.objects.field(World.CONFIG, World.LIMIT).manager()).isEqualTo("kubectl");
  }

  @Test
  void restart_knobRenamedMeanwhile_keepsTheValueBefore() {
    World world = new World();
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "600"));
    world.incident(1, 15);
    world.declare(World.POLICY.replace("name: admission-limit", "name: limit"));
    world.restart();
    world.tick();
    world.deleteResources();
    world.ticks(2);

    assertThat(world.limit()).isEqualTo("600");
  }

  @Test
  void restart_knobRenamedMidClimb_doesNotClimbAnew() {
    World world = new World();
    world.incident(1, 26);
    assertThat(world.limit()).isEqualTo("107");
    world.declare(World.POLICY.replace("name: admission-limit", "name: limit"));
    world.restart();
    world.incident(27, 28);

    assertThat(world.limit()).isEqualTo("107");
  }

  @Test
  void restart_statusOfAnUnknownMode_isReadFromTheNote() {
    World world = new World();
    world.incident(1, 15);
    world.statuses.rewrite(
        status ->
            new OperatingModeStatus(
                null,
                "ModeOfALaterVersion",
                status.modeSince(),
                status.dwelledMillis(),
                status.step(),
                status.waits(),
                status.overridden(),
                status.decision(),
                status.waitsFor(),
                status.wouldBe(),
                status.guarantee(),
                status.actions(),
                status.journal(),
                status.knobs(),
                status.settings(),
                status.loops(),
                status.conditions()));
    world.restart();

    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void restart_moveReachedOnlyOneOfTwoObjects_statusWiped_takesTheSaferNote() {
    String other = "name: pool, in: {configMapKey: {name: other, key: pool.size}}";
    String knob =
        "  - {"
            + other
            + ", type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
            + " {target: 20, degraded: 5}}\n";
    World world = new World(Policies.withKnobs(knob, Policies.LIMIT));
    world.objects.create(World.OTHER, "kubectl", Map.of("/data/pool.size", "20"));
    world.incident(1, 21);
    assertThat(world.limit()).isEqualTo("50");
    world.objects.failWrites(World.CONFIG, new WriteResult.Failed("Away", "away"));
    assertThat(world.incident(22, 22).mode()).isEqualTo(Mode.RECOVERY);
    world.objects.failWrites(World.CONFIG, null);
    world.statuses.wipe();
    world.restart();

    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
  }
}
