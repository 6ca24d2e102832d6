package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workload is evaluated when its own interval is over, however the shell ticks. */
class IntervalSimulationTest {

  private static final String TEN_SECONDS = World.POLICY.replace("interval: 1s", "interval: 10s");
  private static final String POOL =
      "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values: {target: 20,"
          + " degraded: 5}";

  /** What the ticks of one second each evaluate: the names, tick by tick. */
  private static List<List<String>> ticks(World world, int count) {
    List<List<String>> evaluated = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      evaluated.add(names(world.tickAll()));
    }
    return evaluated;
  }

  private static List<String> names(List<Evaluation> evaluations) {
    return evaluations.stream().map(one -> one.resource().name()).toList();
  }

  /** The ticks that evaluated something, counted from 0. */
  private static List<Integer> due(List<List<String>> evaluated) {
    return IntStream.range(0, evaluated.size())
        .filter(i -> !evaluated.get(i).isEmpty())
        .boxed()
        .toList();
  }

  @Test
  void interval_ofTenTicks_isEvaluatedAtEveryTenth() {
    World world = new World(TEN_SECONDS);

    assertThat(due(ticks(world, 55))).containsExactly(0, 10, 20, 30, 40, 50);
    assertThat(world.signals.calls()).as("nothing is asked in between").isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {-400, -250, 250, 400})
  void interval_ticksEarlyAndLateInTurn_neitherShortensNorStretches(int jitterMillis) {
    World world = new World(TEN_SECONDS);
    List<Integer> due = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < 601; i++) {
      // Of the ticks that are due every other one is early, and every other one late.
      int jitter = i == 0 ? 0 : i / 10 % 2 == 0 ? jitterMillis : -jitterMillis;
      if (!world.tickAllAfter(1_000 + jitter - before).isEmpty()) {
        due.add(i);
      }
      before = jitter;
    }

    assertThat(due).isEqualTo(IntStream.rangeClosed(0, 60).mapToObj(i -> 10 * i).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void interval_ticksEarlyAndLateByChance_neitherShortensNorStretches(long seed) {
    World world = new World(TEN_SECONDS);
    Random random = new Random(seed);
    List<Integer> due = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < 601; i++) {
      int jitter = i == 0 ? 0 : random.nextInt(801) - 400;
      if (!world.tickAllAfter(1_000 + jitter - before).isEmpty()) {
        due.add(i);
      }
      before = jitter;
    }

    assertThat(due).isEqualTo(IntStream.rangeClosed(0, 60).mapToObj(i -> 10 * i).toList());
  }

  @Test
  void interval_clockThatTicksSlowly_isFollowed() {
    World world = new World(TEN_SECONDS);
    List<Integer> due = new ArrayList<>();
    for (int i = 0; i < 10_001; i++) {
      // One in a thousand is ten times what the clock of a computer is off.
      if (!world.tickAllAfter(1_001).isEmpty()) {
        due.add(i);
      }
    }

    assertThat(due).isEqualTo(IntStream.rangeClosed(0, 1_000).mapToObj(i -> 10 * i).toList());
  }

  @Test
  void interval_clockSetBack_isEvaluatedAtOnceAndThenGoesOn() {
    World world = new World(TEN_SECONDS);
    ticks(world, 4);
    world.time.advance(-3_600_000);

    assertThat(due(ticks(world, 25))).containsExactly(0, 10, 20);
  }

  @Test
  void interval_clockSetForward_isEvaluatedOnceAndNothingIsCaughtUp() {
    World world = new World(TEN_SECONDS);
    ticks(world, 4);
    world.time.advance(3_600_000);

    assertThat(due(ticks(world, 25))).containsExactly(0, 10, 20);
  }

  @Test
  void interval_evaluatedTwiceAtOneTime_isDueOnce() {
    World world = new World();
    world.tickAll();

    assertThat(world.tickAllAfter(0)).isEmpty();
    assertThat(world.tickAllAfter(400)).isEmpty();
    assertThat(world.tickAllAfter(200)).as("a tick that is early").hasSize(1);
    assertThat(world.tickAllAfter(0)).isEmpty();
  }

  @Test
  void intervals_twoInOneCycle_areKeptApart() {
    World world =
        new World(
            Policies.policy(
                Policies.mode("slow", Policies.LIMIT).replace("interval: 1s", "interval: 5s"),
                Policies.mode("quick", Policies.knob("pool", "pool.size", POOL))));

    List<List<String>> evaluated = ticks(world, 12);

    for (int i = 0; i < evaluated.size(); i++) {
      assertThat(evaluated.get(i))
          .as("tick %d", i)
          .isEqualTo(i % 5 == 0 ? List.of("slow", "quick") : List.of("quick"));
    }
  }

  @Test
  void interval_madeShorter_countsFromTheLastEvaluation() {
    World world = new World(TEN_SECONDS);
    ticks(world, 3);
    world.declare(World.POLICY.replace("interval: 1s", "interval: 4s"));

    assertThat(due(ticks(world, 12))).containsExactly(1, 5, 9);
  }

  @Test
  void interval_stateThatCouldNotBeSaved_isPlannedAgainAtTheNextTick() {
    World world = new World(TEN_SECONDS);
    world.statuses.failSaves(new WriteResult.Failed("Away", "is away"));

    assertThat(due(ticks(world, 3))).containsExactly(0, 1, 2);

    world.statuses.failSaves(null);
    assertThat(due(ticks(world, 12))).containsExactly(0, 10);
  }
}
