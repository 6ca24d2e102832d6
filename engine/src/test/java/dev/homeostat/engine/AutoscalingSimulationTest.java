package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.InMemoryAutoscalers;
import dev.homeostat.engine.inmemory.LoopWorld;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Experiment;
import dev.homeostat.engine.plan.LoopPhase;
import dev.homeostat.engine.port.Autoscalers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A loop that sheds only while the autoscaler of its workload can add no replica. */
class AutoscalingSimulationTest {

  private static final String SHED = "autoscaling: ShedOnlyAtMax\n";
  private static final Map<String, String> ROLLED_OUT = Map.of("/spec/replicas", "0");

  private static String loop(String name, String... more) {
    return LoopWorld.loop(name, LoopWorld.SIMC, LoopWorld.UNSUPERVISED, String.join("", more));
  }

  private static String policy(String... loops) {
    return LoopWorld.policy(1_000, loops)
        .replace(
            "  interval: 1000ms\n  signals:",
            "  interval: 1000ms\n  targetRef: {kind: Deployment, name: checkout}\n  signals:");
  }

  /** A process whose load asks for -1 of the knob, which the mode leaves at 0. */
  private static LoopWorld loaded(String... loops) {
    LoopWorld world = new LoopWorld(loops);
    begin(world, loops);
    world.load(1);
    return world;
  }

  private static void begin(LoopWorld world, String... loops) {
    world.world.workloads.set(ROLLED_OUT);
    world.world.declare(policy(loops));
  }

  private static LoopWorld loaded() {
    return loaded(loop("latency", SHED));
  }

  private static void assertLoop(Decision decision, LoopPhase phase, String reason) {
    assertThat(decision.loops().get(0).phase()).isEqualTo(phase);
    assertThat(decision.loops().get(0).reason()).startsWith(reason);
  }

  @Test
  void belowTheMaximum_loopRestsAndTheModeSetsTheKnob() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(3, 10);
    Decision decision = world.steps(100);

    assertLoop(
        decision,
        LoopPhase.TRACKING,
        "BelowMaximum: HorizontalPodAutoscaler checkout wants 3 of at most 10 replicas");
    assertThat(world.outputs()).containsOnly(0.0);
    assertThat(world.measurement()).as("the load is left to it").isCloseTo(1, within(0.01));
  }

  @Test
  void atTheMaximum_loopBeginsWithoutAJump() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(3, 10);
    world.steps(100);
    world.world.autoscalers.wants(10, 10);

    assertLoop(world.steps(1), LoopPhase.TRACKING, "AtMaximum: ");
    assertLoop(world.steps(1), LoopPhase.ACTIVE, "");
    // P alone is -2.5 by now; one step of I is -0.25.
    assertThat(world.applied()).isCloseTo(-0.25, within(0.01));
    world.steps(150);
    assertThat(world.applied()).isCloseTo(-1, within(1e-2));
    assertThat(world.measurement()).isCloseTo(0, within(1e-2));
  }

  @Test
  void belowTheMaximumAgain_forAMinute_givesBackWhatItShed() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.autoscalers.wants(9, 10);

    assertLoop(world.steps(60), LoopPhase.ACTIVE, "");
    assertThat(world.applied()).isCloseTo(-1, within(1e-2));
    assertLoop(world.steps(1), LoopPhase.TRACKING, "BelowMaximum: ");
    world.steps(5);
    assertThat(world.applied()).isZero();
  }

  @Test
  void aroundTheMaximum_loopThatActsGoesOn() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    for (int i = 0; i < 10; i++) {
      world.world.autoscalers.wants(9, 10);
      assertLoop(world.steps(45), LoopPhase.ACTIVE, "");
      world.world.autoscalers.wants(10, 10);
      assertLoop(world.steps(15), LoopPhase.ACTIVE, "");
    }

    assertThat(world.outputs().subList(150, 750))
        .allSatisfy(output -> assertThat(output).isCloseTo(-1, within(0.05)));
  }

  @Test
  void aroundTheMaximum_loopThatRestsGoesOnResting() {
    LoopWorld world = loaded(loop("latency", SHED, "interval: 10s\n"));
    world.world.autoscalers.wants(9, 10);
    world.steps(30);
    for (int i = 0; i < 10; i++) {
      world.world.autoscalers.wants(10, 10);
      assertLoop(world.steps(9), LoopPhase.TRACKING, "AtMaximum: ");
      world.world.autoscalers.wants(9, 10);
      assertLoop(world.steps(20), LoopPhase.TRACKING, "BelowMaximum: ");
    }
    assertThat(world.outputs()).containsOnly(0.0);

    world.world.autoscalers.wants(10, 10);
    assertLoop(world.steps(11), LoopPhase.ACTIVE, "");
  }

  @Test
  void clockThatJumps_endsNoWait() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.autoscalers.wants(9, 10);
    world.steps(10);
    world.world.time.advance(3_600_000);

    assertLoop(world.steps(30), LoopPhase.ACTIVE, "");
  }

  @Test
  void restart_whileItSheds_movesNothing() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.restart();

    assertLoop(world.steps(1), LoopPhase.ACTIVE, "");
    assertThat(world.applied()).isCloseTo(-1, within(1e-2));
  }

  @Test
  void noAutoscaler_holdsAndRecoversOnceThereIsOne() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.autoscalers.see(new Autoscalers.Present(List.of()));
    double before = world.applied();

    assertLoop(
        world.steps(200),
        LoopPhase.HELD,
        "AutoscalerMissing: no HorizontalPodAutoscaler scales deployments.apps shop/checkout");
    assertThat(world.applied()).isEqualTo(before);
    world.world.autoscalers.wants(10, 10);
    assertLoop(world.steps(1), LoopPhase.ACTIVE, "");
    world.world.autoscalers.wants(4, 10);
    world.steps(100);
    assertThat(world.applied()).isZero();
  }

  @Test
  void twoAutoscalers_areNamedAndHold() {
    LoopWorld world = loaded();
    world.world.autoscalers.see(
        new Autoscalers.Present(
            List.of(InMemoryAutoscalers.of("b", 10, 10), InMemoryAutoscalers.of("a", 3, 10))));

    assertLoop(world.steps(20), LoopPhase.HELD, "AutoscalerAmbiguous: ");
    assertThat(world.loop(0).reason()).contains("found a, b");
    assertThat(world.outputs()).containsOnly(0.0);
  }

  @Test
  void autoscalersUnreadable_holdAndNeitherWaitGoesOn() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.autoscalers.wants(9, 10);
    world.steps(40);
    world.world.autoscalers.see(new Autoscalers.Unknown("it may not list them"));
    assertLoop(world.steps(10), LoopPhase.HELD, "AutoscalerUnknown: it may not list them");
    world.world.autoscalers.wants(9, 10);

    assertLoop(world.steps(60), LoopPhase.ACTIVE, "");
    assertLoop(world.steps(1), LoopPhase.TRACKING, "BelowMaximum: ");
  }

  @Test
  void rest_isNoNewRevisionOfTheSettings() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(10, 10);
    world.steps(150);
    world.world.autoscalers.wants(3, 10);
    world.steps(100);
    world.world.autoscalers.wants(10, 10);
    world.steps(50);

    assertThat(Objects.requireNonNull(world.world.state()).settings().history()).hasSize(1);
  }

  @Test
  void observe_saysThatItWouldRest() {
    LoopWorld world =
        loaded(loop("latency", SHED).replace("enforcement: Enforce", "enforcement: Observe"));
    world.world.autoscalers.wants(3, 10);
    assertLoop(world.steps(5), LoopPhase.TRACKING, "BelowMaximum: ");
    world.world.autoscalers.wants(10, 10);
    assertLoop(world.steps(5), LoopPhase.OBSERVING, "");
    world.world.autoscalers.see(new Autoscalers.Present(List.of()));

    assertLoop(world.steps(5), LoopPhase.TRACKING, "AutoscalerMissing: ");
    assertThat(world.world.objects.writes()).isEmpty();
  }

  /** The process answers nothing, so that the experiment would go on for its five minutes. */
  @Test
  void experiment_endsWhereReplicasCanBeAdded() {
    String relay =
        """
        tuning:
          method: Relay
          relay:
            amplitude: 2
            maxDeviation: 5
            maxDuration: 5m
            budget: {burnRate: {name: burn, promql: {source: main, query: burn}}, maxSpentRatio: 0.01}
        """;
    LoopWorld world = new LoopWorld(0, 1_000, loop("latency", SHED, relay));
    begin(world, loop("latency", SHED, relay));
    world.world.autoscalers.wants(10, 10);
    world.steps(20);
    assertThat(world.loop(0).experiment().phase()).isEqualTo(Experiment.Phase.RUNNING);
    world.world.autoscalers.wants(3, 10);
    world.steps(62);

    assertThat(world.loop(0).experiment().phase()).isEqualTo(Experiment.Phase.ABORTED);
    assertThat(world.loop(0).experiment().reason()).isEqualTo("BelowMaximum");
    assertThat(world.applied()).isZero();
  }

  @Test
  void twoLoops_oneThatIgnoresAutoscalersDrivesTheKnobWhileTheOtherRests() {
    LoopWorld world = loaded(loop("shedding", SHED, "priority: 5\n"), loop("always"));
    world.world.autoscalers.wants(3, 10);
    Decision decision = world.steps(150);

    assertLoop(decision, LoopPhase.TRACKING, "BelowMaximum: ");
    assertThat(decision.loops().get(1).phase()).isEqualTo(LoopPhase.ACTIVE);
    assertThat(world.measurement()).isCloseTo(0, within(0.01));
    world.world.autoscalers.wants(10, 10);
    decision = world.steps(5);
    assertThat(decision.loops().get(0).phase()).isEqualTo(LoopPhase.ACTIVE);
    assertThat(decision.loops().get(1).reason()).contains("ControlLoop shedding drives knob u");
  }

  @Test
  void autoscalers_areReadOnceATurnAndOnlyWhereALoopAsks() {
    LoopWorld independent = loaded(loop("latency"));
    independent.steps(10);
    assertThat(independent.world.autoscalers.reads()).isZero();

    LoopWorld two = loaded(loop("one", SHED), loop("other", SHED));
    two.steps(10);
    assertThat(two.world.autoscalers.reads()).isEqualTo(10);
  }

  @Test
  void journal_ofAllThat_replaysToTheSameBytes() {
    LoopWorld world = loaded();
    world.world.autoscalers.wants(3, 10);
    world.steps(20);
    world.world.autoscalers.wants(10, 10);
    world.steps(30);
    world.world.autoscalers.see(new Autoscalers.Present(List.of()));
    world.steps(5);
    world.world.restart();
    world.world.autoscalers.wants(10, 10);
    world.steps(30);
    world.world.autoscalers.wants(9, 10);
    world.steps(70);

    assertThat(world.world.journal.lines())
        .anyMatch(line -> line.contains("\"autoscaling\":{\"state\":\"BELOW_MAXIMUM\""));
    assertThat(Replayed.assertSame(world.world.journal.lines())).isEqualTo(155);
  }

  @Test
  void journal_fromBeforeAutoscalersWereRead_replaysToTheSameBytes() {
    LoopWorld world = loaded(loop("latency"));
    world.steps(20);
    world.world.restart();
    world.steps(20);
    List<String> older =
        world.world.journal.lines().stream()
            .map(
                line ->
                    line.replaceAll(",\"autoscaling\":\\{[^}]*}", "")
                        .replaceAll(",\"maximum\":\\{[^}]*}", ""))
            .toList();

    assertThat(older).noneMatch(line -> line.contains("\"maximum\"") || line.contains("MAXIMUM"));
    assertThat(Replayed.assertSame(older)).isEqualTo(40);
  }
}
