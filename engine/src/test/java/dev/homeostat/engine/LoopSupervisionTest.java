package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.LoopPhase;
import dev.homeostat.engine.plan.LoopReport;
import dev.homeostat.modes.Mode;
import dev.homeostat.pid.supervision.Finding;
import dev.homeostat.pid.supervision.SupervisorState.Stage;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A loop that swings is made slower, then held, and then asks for a lower mode. */
class LoopSupervisionTest {

  private static final String SUPERVISED =
      "supervision: {amplitude: 0.5, ultimatePeriod: 8s, disturbances: 6, calm: 2m, window: 1m}\n";

  /** Ku of this process is 8.5, so that a gain of 12 swings ever more, until the bounds hold it. */
  private static final String BAD =
      LoopWorld.loop(
          "bad",
          "pid: {proportionalGain: 24, integralTime: 10s}\n",
          "output: {min: -5, max: 5}\n",
          SUPERVISED);

  private static int stepsUntil(LoopWorld world, Stage stage) {
    for (int i = 1; i <= 600; i++) {
      world.steps(1);
      if (world.loop(0).supervision().stage() == stage) {
        return i;
      }
    }
    throw new AssertionError("never " + stage + ": " + world.loop(0));
  }

  @Test
  void badGains_swing_areDetunedThenHeld() {
    LoopWorld world = new LoopWorld(BAD);
    world.push(1);
    stepsUntil(world, Stage.DETUNED);
    assertThat(world.loop(0).gains()).isEqualTo("DeclaredDetuned");
    assertThat(world.loop(0).findings()).contains(Finding.OSCILLATING);

    stepsUntil(world, Stage.HELD);
    Decision held = world.steps(5);
    double where = world.applied();
    assertThat(held.loops().get(0).phase()).isEqualTo(LoopPhase.HELD);
    assertThat(held.loops().get(0).reason()).contains("oscillates");
    world.steps(20);
    assertThat(world.applied()).isEqualTo(where);
  }

  @Test
  void measures_afterARestart_areStillTaken() {
    LoopWorld world = new LoopWorld(BAD);
    world.push(1);
    stepsUntil(world, Stage.HELD);
    world.world.restart();
    Decision decision = world.steps(2);
    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.HELD);
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.HELD);
  }

  @Test
  void swingWhileHeld_isNotItsOwn_asksForALowerMode() {
    LoopWorld world = new LoopWorld(BAD);
    world.push(1);
    stepsUntil(world, Stage.HELD);
    Decision decision = world.steps(1);
    for (int i = 0; i < 600 && decision.mode() == Mode.TARGET; i++) {
      world.push(i / 4 % 2 == 0 ? 4 : -4);
      decision = world.steps(1);
    }
    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.reason()).contains("a control loop asks for it");
    assertThat(world.applied()).isEqualTo(-50);
    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.HELD);
    for (int i = 0; i < 60 && decision.mode() == Mode.DEGRADED; i++) {
      decision = world.steps(1);
    }
    assertThat(decision.mode()).as("what it asked for does not bind it").isEqualTo(Mode.RECOVERY);
  }

  @Test
  void calm_takesTheHoldBackButNotTheSlowerGains() {
    LoopWorld world = new LoopWorld(BAD.replace("proportionalGain: 24", "proportionalGain: 10"));
    world.push(1);
    stepsUntil(world, Stage.DETUNED);
    world.steps(600);
    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.DETUNED);
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.ACTIVE);
    assertThat(world.measurement()).isCloseTo(0, within(0.2));
  }

  @Test
  void goodGains_noise_areLeftAlone() {
    LoopWorld world = new LoopWorld(LoopWorld.loop("good", LoopWorld.SIMC, SUPERVISED));
    world.load(3);
    world.steps(300);
    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.NORMAL);
    assertThat(world.loop(0).findings()).isEmpty();
  }

  private static final String MODEL = "tuning: {model: {gain: 1, lag: 10s, deadTime: 2s}}\n";

  /** A load that wanders, for as long as some windows of 240 samples need. */
  private static LoopReport wandered(LoopWorld world, int steps) {
    Random random = new Random(7);
    double load = 0;
    for (int step = 0; step < steps; step++) {
      load += random.nextGaussian();
      world.load(load);
      world.steps(1);
    }
    return world.report("loop");
  }

  @Test
  void gainsOfARule_againstAWanderingLoad_areNotPoor() {
    LoopReport report =
        wandered(new LoopWorld(LoopWorld.loop("loop", LoopWorld.SIMC, SUPERVISED, MODEL)), 500);

    assertThat(report.harrisIndex()).isBetween(0.05, 0.5);
    assertThat(report.status().harrisIndex()).isEqualTo(Double.toString(report.harrisIndex()));
    assertThat(truth(report, "PoorControl")).isEqualTo("False");
  }

  @Test
  void slowGains_againstAWanderingLoad_arePoorAndLeftAlone() {
    LoopWorld world =
        new LoopWorld(
            LoopWorld.loop(
                "loop",
                "pid: {proportionalGain: 0.05, integralTime: 100s}\n",
                SUPERVISED.replace("disturbances: 6", "disturbances: 100"),
                MODEL));
    LoopReport before = wandered(world, 200);
    assertThat(before.status().harrisIndex()).isNull();

    LoopReport report = wandered(world, 300);

    assertThat(report.harrisIndex()).isLessThan(0.03);
    assertThat(truth(report, "PoorControl")).isEqualTo("True");
    assertThat(report.differsFrom(before)).isTrue();
    assertThat(report.since(before))
        .extracting(LoopReport.News::note)
        .anyMatch(note -> note.contains("POOR_CONTROL"));
    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.NORMAL);
    assertThat(world.loop(0).phase()).isEqualTo(LoopPhase.ACTIVE);
    world.world.restart();
    world.steps(2);
    assertThat(world.report("loop").harrisIndex()).as("it begins anew").isNaN();
  }

  /** It changes once a window, so that a status is not written for it at every step. */
  @Test
  void index_betweenTwoWindows_stays() {
    LoopWorld world =
        new LoopWorld(
            LoopWorld.loop(
                "loop",
                LoopWorld.SIMC,
                SUPERVISED.replace("disturbances: 6", "disturbances: 100"),
                MODEL));
    Set<Double> indices = new HashSet<>();
    Random random = new Random(7);
    for (int step = 0; step < 3 * 240; step++) {
      world.load(3 * random.nextGaussian());
      world.steps(1);
      indices.add(world.report("loop").harrisIndex());
    }

    assertThat(world.loop(0).supervision().stage()).isEqualTo(Stage.NORMAL);
    assertThat(indices).as("none, and at most one a window").hasSizeBetween(2, 4);
  }

  @Test
  void index_withoutADeadTime_isNotThere() {
    LoopReport report =
        wandered(new LoopWorld(LoopWorld.loop("loop", LoopWorld.SIMC, SUPERVISED)), 300);

    assertThat(report.harrisIndex()).isNaN();
    assertThat(report.status().conditions()).noneMatch(one -> one.getType().equals("PoorControl"));
  }

  private static String truth(LoopReport report, String type) {
    return report.status().conditions().stream()
        .filter(one -> one.getType().equals(type))
        .findFirst()
        .orElseThrow()
        .getStatus();
  }

  @Test
  void boundReached_isReportedAsSaturated() {
    LoopWorld world = new LoopWorld(LoopWorld.loop("good", LoopWorld.SIMC, SUPERVISED));
    world.load(150);
    world.steps(400);
    assertThat(world.loop(0).findings()).contains(Finding.SATURATED);
  }
}
