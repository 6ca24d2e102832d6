package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.Experiment;
import dev.homeostat.engine.plan.LoopPhase;
import dev.homeostat.modes.Mode;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A relay experiment of the real engine on a process whose ultimate point is known. */
class LoopTuningTest {

  private static final String RELAY =
      """
      tuning:
        method: Relay
        apply: true
        relay:
          amplitude: 2
          maxDeviation: 5
          maxDuration: 5m
          processGain: 1
          budget: {burnRate: {name: burn, promql: {source: main, query: burn}}, maxSpentRatio: 0.01}
      """;

  private static String loop(String tuning) {
    return LoopWorld.loop("tuned", "pid: {form: ISA}\n", tuning, LoopWorld.UNSUPERVISED);
  }

  private static void run(LoopWorld world, Experiment.Phase until) {
    for (int i = 0; i < 4_000; i++) {
      world.steps(1);
      if (world.loop(0).experiment().phase() == until) {
        return;
      }
    }
    throw new AssertionError("never " + until + ": " + world.loop(0).experiment());
  }

  /**
   * Under a relay of amplitude d the process K=1, tau=10, theta=2 swings by d (1 - e^(-0.2)) =
   * 0.181269 d every 7.33179 s; sampled each 0.1 s by 0.18775 d every 7.6 s.
   */
  @Test
  void relay_knownProcess_findsItsUltimatePointAndUsesIt() {
    LoopWorld world = new LoopWorld(1, 100, withGains(RELAY));
    run(world, Experiment.Phase.FINISHED);
    Experiment found = world.loop(0).experiment();

    assertThat(Objects.requireNonNull(found.found()).ultimate().periodSeconds())
        .isCloseTo(7.6, within(0.3));
    assertThat(found.found().amplitude()).isCloseTo(2 * 0.18775, within(0.02));
    assertThat(Objects.requireNonNull(found.proposal()).refused()).isEmpty();
    assertThat(found.proposal().gains().gain()).isCloseTo(2.5, within(0.5));
    assertThat(Objects.requireNonNull(found.proposal().margins()).maximumSensitivity())
        .isCloseTo(1.59, within(0.05));
    assertThat(world.outputs()).allSatisfy(u -> assertThat(u).isBetween(-2.0, 2.0));

    world.steps(3);
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.ACTIVE);
    assertThat(world.loop(0).gains()).isEqualTo("Relay1");
    world.load(1);
    world.steps(1_000);
    assertThat(world.measurement()).isCloseTo(0, within(0.01));
  }

  private static String withGains(String tuning) {
    return LoopWorld.loop(
        "tuned",
        "pid: {proportionalGain: 0.1, integralTime: 100s}\n",
        tuning,
        LoopWorld.UNSUPERVISED);
  }

  @Test
  void found_afterARestart_isStillUsed() {
    LoopWorld world = new LoopWorld(1, 100, withGains(RELAY));
    run(world, Experiment.Phase.FINISHED);
    var gains = Objects.requireNonNull(world.loop(0).experiment().proposal()).gains();
    world.steps(5);
    world.world.restart();
    world.steps(2);
    assertThat(world.loop(0).gains()).isEqualTo("Relay1");
    assertThat(Objects.requireNonNull(world.loop(0).experiment().proposal()).gains())
        .isEqualTo(gains);
  }

  @Test
  void notApplied_isOnlyShown() {
    LoopWorld world =
        new LoopWorld(1, 100, withGains(RELAY.replace("apply: true", "apply: false")));
    run(world, Experiment.Phase.FINISHED);
    world.steps(3);
    assertThat(world.loop(0).gains()).isEqualTo("Declared");
    assertThat(world.loop(0).experiment().proposal()).isNotNull();
  }

  @Test
  void protectiveMove_endsIt() {
    LoopWorld world = new LoopWorld(1, 1_000, withGains(RELAY));
    run(world, Experiment.Phase.RUNNING);
    world.steps(4);
    world.modeBurn(50);
    assertThat(world.steps(3).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.loop(0).experiment().phase()).isEqualTo(Experiment.Phase.ABORTED);
    assertThat(world.loop(0).experiment().reason()).isEqualTo("ModeMoved");
    assertThat(world.applied()).isEqualTo(-50);
    assertThat(world.loop(0).target()).as("its centre").isCloseTo(0, within(0.5));
  }

  @Test
  void budgetSpent_endsItAndTheKnobReturns() {
    LoopWorld world = new LoopWorld(1, 1_000, withGains(RELAY.replace("0.01}", "0.000001}")));
    world.burn(10);
    run(world, Experiment.Phase.ABORTED);
    assertThat(world.loop(0).experiment().reason()).isEqualTo("BudgetSpent");
    assertThat(world.applied()).isCloseTo(world.loop(0).experiment().centre(), within(1e-6));
  }

  @Test
  void signalLost_endsItAndTheKnobReturns() {
    LoopWorld world = new LoopWorld(1, 1_000, withGains(RELAY));
    run(world, Experiment.Phase.RUNNING);
    world.steps(3);
    world.silent(true);
    world.steps(3);
    assertThat(world.loop(0).experiment().reason()).isEqualTo("SignalLost");
    assertThat(world.applied()).isCloseTo(world.loop(0).experiment().centre(), within(1e-6));
  }

  @Test
  void restart_endsItAndTheKnobReturns() {
    LoopWorld world = new LoopWorld(1, 1_000, withGains(RELAY));
    run(world, Experiment.Phase.RUNNING);
    double centre = world.loop(0).experiment().centre();
    world.steps(3);
    assertThat(world.applied()).isNotCloseTo(centre, within(1.0));
    world.world.restart();
    world.steps(1);
    assertThat(world.loop(0).experiment().reason()).isEqualTo("Restarted");
    assertThat(world.applied()).isCloseTo(centre, within(1e-6));
  }

  @Test
  void observe_noExperiment() {
    LoopWorld world =
        new LoopWorld(1, 1_000, withGains(RELAY).replace("enforcement: Enforce", "priority: 0"));
    world.steps(50);
    assertThat(world.loop(0).experiment().phase()).isEqualTo(Experiment.Phase.NONE);
    assertThat(world.world.objects.writes()).isEmpty();
  }

  @Test
  void noGainsYet_waitsAndIsTunedFirst() {
    LoopWorld world = new LoopWorld(1, 100, loop(RELAY));
    run(world, Experiment.Phase.FINISHED);
    world.steps(3);
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.ACTIVE);
  }

  @Test
  void journal_ofAnExperiment_replaysToTheSameBytes() {
    LoopWorld world = new LoopWorld(1, 100, withGains(RELAY));
    run(world, Experiment.Phase.RUNNING);
    world.steps(20);
    world.world.declare(
        LoopWorld.policy(100, withGains(RELAY).replace("apply: true", "apply: false")));
    world.steps(20);
    world.world.restart();
    world.steps(20);
    assertThat(Replayed.assertSame(world.world.journal.lines())).isGreaterThan(50);
  }
}
