package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopPhase;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.modes.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ControlLoop, executed by the real engine on a process whose theory is known. */
class LoopSimulationTest {

  private static final String PI =
      LoopWorld.loop("latency", LoopWorld.SIMC, LoopWorld.UNSUPERVISED);

  /**
   * SIMC on K=1, tau=10, theta=2 brings a load step of 1 back with an integrated error of Ti/Kc = 4
   * (Skogestad, 2003); a controller that samples each second delays by half of one more.
   */
  @Test
  void loadStep_simcGains_hasTheErrorOfTheTheory() {
    LoopWorld world = new LoopWorld(PI);
    world.steps(5);
    world.absoluteError();
    world.load(1);
    world.steps(150);

    assertThat(world.absoluteError()).isBetween(3.9, 4.6);
    assertThat(world.measurement()).isCloseTo(0, within(1e-3));
    assertThat(world.applied()).isCloseTo(-1, within(1e-3));
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.ACTIVE);
  }

  @Test
  void loadStep_withRestartsInIt_hasTheSameErrorAndNoJump() {
    LoopWorld world = new LoopWorld(PI);
    world.steps(5);
    world.absoluteError();
    world.load(1);
    for (int i = 0; i < 30; i++) {
      world.steps(5);
      double before = world.applied();
      world.world.restart();
      world.steps(1);
      assertThat(world.applied()).as("bumpless").isCloseTo(before, within(1e-9));
    }

    assertThat(world.absoluteError()).isBetween(3.9, 6.0);
    assertThat(world.measurement()).isCloseTo(0, within(1e-2));
  }

  @Test
  void loadBeyondTheBounds_gone_leavesThemAtOnce() {
    LoopWorld world = new LoopWorld(PI);
    world.steps(5);
    world.load(150);
    world.steps(200);
    assertThat(world.applied()).isEqualTo(-100);

    world.load(0);
    world.steps(15);
    assertThat(world.applied()).as("no windup").isGreaterThan(-60);
    world.absoluteError();
    world.steps(150);
    assertThat(world.measurement()).isCloseTo(0, within(0.5));
  }

  @Test
  void signalMissing_knobStaysAndIsTold() {
    LoopWorld world = new LoopWorld(PI);
    world.load(1);
    world.steps(20);
    double before = world.applied();
    Object memory = world.loop(0).memory();
    world.silent(true);
    Decision decision = world.steps(30);

    assertThat(world.applied()).isEqualTo(before);
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.HELD);
    assertThat(decision.loops().get(0).reason()).contains("NoSeries");
    assertThat(world.loop(0).memory()).as("no trace").isEqualTo(memory);
    world.silent(false);
    world.steps(150);
    assertThat(world.measurement()).isCloseTo(0, within(1e-2));
  }

  @Test
  void observe_ofLoopOrWorkload_saysWhatItWouldDoAndWritesNothing() {
    LoopWorld loop = new LoopWorld(PI.replace("enforcement: Enforce", "enforcement: Observe"));
    loop.load(1);
    Decision decision = loop.steps(30);
    assertThat(loop.world.objects.writes()).isEmpty();
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.OBSERVING);
    assertThat(decision.loops().get(0).output()).isNegative();

    LoopWorld capped = new LoopWorld(PI);
    capped.world.cap(Enforcement.OBSERVE);
    capped.load(1);
    assertThat(capped.steps(30).loops().get(0).phase()).isEqualTo(LoopPhase.OBSERVING);
    assertThat(capped.world.objects.writes()).isEmpty();
  }

  @Test
  void protectiveMove_loopTracksAndTargetIsWhereItHadBeen() {
    LoopWorld world = new LoopWorld(PI);
    world.load(1);
    world.steps(100);
    assertThat(world.applied()).isCloseTo(-1, within(0.01));
    world.modeBurn(50);
    Decision degraded = world.steps(3);
    assertThat(degraded.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.applied()).isEqualTo(-50);
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.TRACKING);
    world.world.restart();
    world.steps(10);

    world.modeBurn(0);
    int guard = 0;
    while (world.steps(1).mode() != Mode.TARGET) {
      assertThat(guard++).isLessThan(60);
    }
    assertThat(world.applied()).as("not the declared 0").isCloseTo(-1, within(1.5));
    List<Double> outputs = world.outputs();
    world.steps(150);
    assertThat(outputs.get(outputs.size() - 2)).isCloseTo(-1, within(0.01));
    assertThat(world.measurement()).isCloseTo(0, within(0.01));
  }

  @Test
  void twoLoopsOnOneKnob_priorityThenTheSaferWins() {
    String high =
        LoopWorld.loop("high", "priority: 5\n", LoopWorld.SIMC, LoopWorld.UNSUPERVISED)
            .replace("setpoint: 0", "setpoint: 3");
    LoopWorld ranked = new LoopWorld(PI, high);
    Decision decision = ranked.steps(200);
    assertThat(ranked.measurement()).isCloseTo(3, within(0.01));
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.TRACKING);
    assertThat(decision.loops().get(0).reason()).contains("ControlLoop high drives knob u");

    LoopWorld equal = new LoopWorld(PI, high.replace("priority: 5", "priority: 0"));
    equal.steps(200);
    assertThat(equal.measurement()).as("lower is safer").isCloseTo(0, within(0.01));
  }

  @Test
  void specBroken_knobStaysWhereTheLoopHadIt() {
    LoopWorld world = new LoopWorld(PI);
    world.load(1);
    world.steps(100);
    world.world.declare(
        LoopWorld.policy(1_000, PI.replace("proportionalGain: 2.5", "proportionalGain: -1")));
    Decision decision = world.steps(10);
    assertThat(world.applied()).isCloseTo(-1, within(0.01));
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.HELD);

    world.world.declare(LoopWorld.policy(1_000));
    world.steps(2);
    assertThat(world.applied()).as("without a loop the mode sets it").isZero();
  }

  @Test
  void journal_ofAllThat_replaysToTheSameBytes() {
    LoopWorld world = new LoopWorld(PI);
    world.load(1);
    world.steps(20);
    world.silent(true);
    world.steps(3);
    world.silent(false);
    world.world.restart();
    world.modeBurn(50);
    world.steps(20);
    world.modeBurn(0);
    world.steps(40);
    assertThat(Replayed.assertSame(world.world.journal.lines())).isGreaterThan(80);
  }
}
