package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Floor, repeated moves, stays that last too long, lost signals, pairs, and knobs of words. */
class FloorSimulationTest {

  private static final String LIMIT =
      Policies.LIMIT.replace("degraded: 50}", "degraded: 50, floor: 10}");
  private static final String ENTER =
      "[{allOf: [{signal: burn-short, above: %s, exitBelow: 1, for: %s, exitFor: 2s}]}]";

  private static String policy(String floor, String... knobs) {
    return Policies.policy(
        Policies.mode("checkout", knobs)
            .replace("    recovery:", "    floor: {%s}\n    recovery:".formatted(floor)));
  }

  @Test
  void floorClause_whileDegraded_waitsForTheDwell() {
    World world = new World(policy("minDwell: 5s, enter: " + ENTER.formatted(80, "1s"), LIMIT));
    world.burn(20, 50);
    assertThat(world.ticks(2).mode()).isEqualTo(Mode.DEGRADED);
    world.burn(20, 90);

    assertThat(world.ticks(4).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.tick().mode()).isEqualTo(Mode.FLOOR);
    assertThat(world.limit()).isEqualTo("10");
  }

  @Test
  void emergency_whileDegraded_waitsForNothingButItsOwnTime() {
    World world = new World(policy("minDwell: 5s, emergency: " + ENTER.formatted(80, "1s"), LIMIT));
    world.burn(20, 50);
    assertThat(world.ticks(2).mode()).isEqualTo(Mode.DEGRADED);
    world.burn(20, 90);
    world.tick();

    Decision moved = world.tick();

    assertThat(moved.move())
        .isEqualTo(new Move(Mode.DEGRADED, Mode.FLOOR, Move.Cause.EMERGENCY, 1));
    assertThat(moved.reason()).isEqualTo("emergency: burn-short was 90, above 80 for 1s");
  }

  @Test
  void floorOver_climbsToTargetThroughRecoveryAlone() {
    World world = new World(policy("minDwell: 5s, enter: " + ENTER.formatted(80, "1s"), LIMIT));
    world.burn(20, 90);
    assertThat(world.ticks(2).mode()).isEqualTo(Mode.FLOOR);
    world.burn(0, 0);
    List<String> story = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Decision decision = world.tick();
      if (decision.move() != null) {
        story.add(decision.move().from() + " " + decision.move().to() + " " + world.limit());
      }
    }

    assertThat(story).containsExactly("FLOOR RECOVERY 16", "RECOVERY TARGET 620");
  }

  @Test
  void floor_statusWiped_isAdoptedFromTheObject() {
    World world = new World(policy("minDwell: 5s, enter: " + ENTER.formatted(80, "1s"), LIMIT));
    world.burn(20, 90);
    world.ticks(2);
    world.statuses.wipe();
    world.restart();

    assertThat(world.tick().mode()).isEqualTo(Mode.FLOOR);
    assertThat(world.limit()).isEqualTo("10");
  }

  /** The dwell is 5 s: after one return within the window 10 s, also by a new process. */
  @Test
  void returnSoonAfterTarget_doublesTheWait_alsoAfterARestart() {
    World world = new World();
    world.burn(20, 50);
    world.ticks(2);
    world.burn(0, 0);
    untilIn(world, Mode.TARGET);
    world.burn(20, 50);
    untilIn(world, Mode.DEGRADED);
    world.burn(0, 0);
    world.restart();
    int waited = 0;
    while (world.tick().mode() == Mode.DEGRADED) {
      waited++;
    }

    assertThat(Objects.requireNonNull(status(world).waits()).repeats()).isEqualTo(1);
    assertThat(waited).isBetween(9, 10);
  }

  private static void untilIn(World world, Mode mode) {
    for (int i = 0; i < 100 && world.tick().mode() != mode; i++) {}
    assertThat(Objects.requireNonNull(world.state()).mode().mode()).isEqualTo(mode);
  }

  @Test
  void tooLongInDegraded_saysSoAndMovesNothing() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("checkout", Policies.LIMIT)
                    .replace("minDwell: 5s", "minDwell: 5s\n      maxTimeInMode: 10s")));
    world.burn(20, 50);
    Decision decision = world.ticks(2);
    assertThat(decision.overdue()).isFalse();
    assertThat(tooLong(world).getStatus()).isEqualTo("False");

    decision = world.ticks(10);

    assertThat(decision.overdue()).isTrue();
    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(tooLong(world).getStatus()).isEqualTo("True");
    assertThat(tooLong(world).getMessage()).startsWith("in Degraded for more than 10s");
  }

  private static OperatingModeStatus status(World world) {
    return Objects.requireNonNull(
        world.statuses.load(new ResourceId("OperatingMode", "shop", "checkout")));
  }

  private static Condition tooLong(World world) {
    return status(world).conditions().stream()
        .filter(condition -> condition.getType().equals("TooLong"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void signalLostThatDegrades_degradesAndNamesIt() {
    World world = new World(lost("Degrade"));
    world.ticks(3);
    world.blackout();

    Decision moved = world.tick();

    assertThat(moved.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(moved.reason()).isEqualTo("burn-long without data, which degrades");
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void signalLostThatFreezes_holdsProtectionToo() {
    World world = new World(lost("Freeze"));
    world.ticks(3);
    world.halfBlind();

    assertThat(world.ticks(20).mode()).isEqualTo(Mode.TARGET);
  }

  private static String lost(String missing) {
    return Policies.policy(
        Policies.mode("checkout", Policies.LIMIT)
            .replace("{name: burn-long,", "{name: burn-long, missing: " + missing + ",")
            .replace("- {signal: burn-long, above: 14.4, for: 1s}", ""));
  }

  /** The service says 0, its callers say 50. */
  @Test
  void pair_callersDisagreeWithTheService_degrades() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("checkout", Policies.LIMIT)
                    .replace("- {signal: burn-long, above: 14.4, for: 1s}", "")
                    .replace(
                        "{signal: burn-short, above: 14.4, exitBelow: 1,",
                        "{inside: burn-long, outside: burn-short, tolerance: 10,"
                            + " exitTolerance: 5,")));
    world.burn(50, 50);
    assertThat(world.ticks(10).mode()).isEqualTo(Mode.TARGET);
    world.burn(0, 50);
    world.tick();

    Decision moved = world.tick();

    assertThat(moved.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(moved.reason()).isEqualTo("burn-short less burn-long was 50, above 10 for 1s");
  }

  @Test
  void knobsOfWords_switchAtOnceAndOnlyAtTheLastStepBack() {
    String flag =
        Policies.knob(
            "stale-reads",
            "stale.reads",
            "type: Boolean, saferDirection: Higher, values: {target: 'false', degraded: 'true'}");
    String level =
        Policies.knob(
            "level",
            "level",
            "type: Enum, order: [eventual, session, strict], saferDirection: Lower,"
                + " values: {target: strict, degraded: eventual}");
    World world = new World(Policies.withKnobs(flag, level));
    world.objects.create(
        World.CONFIG, "", Map.of("/data/stale.reads", "false", "/data/level", "strict"));
    world.burn(20, 50);
    world.ticks(3);
    assertThat(words(world)).isEqualTo("true eventual");
    world.burn(0, 0);
    List<String> story = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Decision decision = world.tick();
      story.add(decision.mode() + " " + decision.step() + " " + words(world));
    }

    assertThat(story.stream().distinct())
        .containsExactly(
            "DEGRADED 0 true eventual",
            "RECOVERY 0 true eventual",
            "RECOVERY 1 true eventual",
            "RECOVERY 2 true eventual",
            "RECOVERY 3 false strict",
            "TARGET 0 false strict");
  }

  private static String words(World world) {
    return world.objects.field(World.CONFIG, "/data/stale.reads").text()
        + " "
        + world.objects.field(World.CONFIG, "/data/level").text();
  }
}
