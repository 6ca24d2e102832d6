package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws beside PID, executed by the real engine. */
class LoopLawsTest {

  private static final String LIMIT =
      """
      inflight: {name: inflight, promql: {source: main, query: inflight}}
      output: {min: 1, max: 50}
      """;

  private static String loop(String law, String... more) {
    return LoopWorld.loop("law", law, String.join("", more));
  }

  private static String limit(String law) {
    return loop(law, LIMIT).replace("  setpoint: 0\n", "");
  }

  /** A round trip at each step, with more in flight than any limit. */
  private static Decision roundTrips(LoopWorld world, double roundTrip, int count) {
    world.burn(1_000);
    Decision last = null;
    for (int i = 0; i < count; i++) {
      world.push(roundTrip);
      last = world.steps(1);
    }
    return last;
  }

  @ParameterizedTest
  @ValueSource(strings = {"aimd: {timeout: 20}\n", "gradient: {queueSize: 4}\n", "vegas: {}\n"})
  void limit_roundTripThatGrowsWithIt_settlesWithinItsBoundsAndReplays(String law) {
    LoopWorld world = new LoopWorld(limit(law));
    Decision decision = roundTrips(world, 1, 200);

    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.ACTIVE);
    assertThat(world.applied()).isBetween(8.0, 50.0);
    assertThat(Replayed.assertSame(world.world.journal.lines())).isGreaterThan(100);
  }

  @Test
  void aimd_roundTripsTooLong_backsOff() {
    LoopWorld world = new LoopWorld(limit("aimd: {timeout: 2}\n"));
    roundTrips(world, 1, 60);
    roundTrips(world, 3, 20);
    assertThat(world.applied()).isLessThan(15);
  }

  @Test
  void limit_roundTripMissing_holds() {
    LoopWorld world = new LoopWorld(limit("aimd: {timeout: 2}\n"));
    roundTrips(world, 1, 20);
    double before = world.applied();
    world.silent(true);
    assertThat(world.steps(10).loops().get(0).phase()).isEqualTo(LoopPhase.HELD);
    assertThat(world.applied()).isEqualTo(before);
  }

  @Test
  void onOff_outsideItsBand_switchesAndReplays() {
    LoopWorld world = new LoopWorld(loop("onOff: {halfWidth: 1, offOutput: -10, onOutput: 10}\n"));
    world.push(-5);
    world.steps(2);
    assertThat(world.applied()).isEqualTo(10);
    world.steps(60);
    assertThat(world.outputs()).contains(10.0, -10.0).doesNotContain(5.0);
    assertThat(world.measurement()).isBetween(-5.0, 5.0);
    assertThat(Replayed.assertSame(world.world.journal.lines())).isGreaterThan(50);
  }

  @Test
  void steps_signalRisesAndFalls_followTheTable() {
    LoopWorld world =
        new LoopWorld(
            loop("steps: {base: 20, rows: [{from: 30, output: 5}], hysteresis: 5}\n")
                .replace("  setpoint: 0\n", ""));
    world.push(0);
    world.steps(2);
    assertThat(world.applied()).isEqualTo(20);
    world.push(60);
    world.steps(1);
    assertThat(world.applied()).isEqualTo(5);
    assertThat(Replayed.assertSame(world.world.journal.lines())).isEqualTo(3);
  }
}
