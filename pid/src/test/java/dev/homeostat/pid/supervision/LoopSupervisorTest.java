package dev.homeostat.pid.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.pid.FirstOrderPlant;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.LawInput;
import dev.homeostat.pid.law.LawResult;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.Pid;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidSettings;
import dev.homeostat.pid.law.PidState;
import dev.homeostat.pid.supervision.SupervisorState.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LoopSupervisorTest {

  private static final SupervisorSettings SETTINGS =
      new SupervisorSettings(
          OscillationSettings.usual(0.01, 10),
          new Saturation.Settings(100, 0.5),
          new IdleIndex.Settings(1, 0.001, 100, 0.7),
          null,
          2,
          600);

  private SupervisorState state = SupervisorState.NEW;
  private Supervised last = new Supervised(state, new Verdict.Proceed(), Set.of());
  private long millis;

  @Test
  void calm_proceeds() {
    watch(100, t -> 0.001 * Math.sin(t));

    assertThat(last.verdict()).isEqualTo(new Verdict.Proceed());
    assertThat(last.findings()).isEmpty();
  }

  /** A swing of 10 s that nothing stops: each stage takes ten half waves and a little. */
  @Test
  void swing_thatNothingStops_detunesThenHoldsThenAsks() {
    List<Verdict> verdicts = new ArrayList<>();
    for (int second = 0; second < 300; second += 10) {
      watch(10, LoopSupervisorTest::swing);
      if (verdicts.isEmpty() || !verdicts.get(verdicts.size() - 1).equals(last.verdict())) {
        verdicts.add(last.verdict());
      }
    }

    assertThat(verdicts)
        .containsExactly(
            new Verdict.Proceed(),
            new Verdict.Detune(2),
            new Verdict.Hold(),
            new Verdict.AskLowerMode());
  }

  @Test
  void swing_endsUnderSlowerGains_staysDetuned() {
    watch(70, LoopSupervisorTest::swing);
    watch(20_000, t -> 0);

    assertThat(last.verdict()).isEqualTo(new Verdict.Detune(2));
  }

  /** Calm for 600 s each: first the wish for a lower mode goes, then the hold. */
  @Test
  void calm_afterAllStages_takesThemBackOneByOne() {
    watch(300, LoopSupervisorTest::swing);
    assertThat(state.stage()).isEqualTo(Stage.LOWER_MODE_ASKED);

    watch(610, t -> 0);
    assertThat(state.stage()).isEqualTo(Stage.HELD);
    watch(605, t -> 0);
    assertThat(state.stage()).isEqualTo(Stage.DETUNED);
  }

  /** Let go, it swings at once: the second hold lasts twice as long. */
  @Test
  void secondHold_lastsTwiceAsLong() {
    watch(135, LoopSupervisorTest::swing);
    assertThat(state.stage()).isEqualTo(Stage.HELD);
    watch(620, t -> 0);
    assertThat(state.stage()).isEqualTo(Stage.DETUNED);
    watch(70, LoopSupervisorTest::swing);
    assertThat(state.stage()).isEqualTo(Stage.HELD);

    watch(1_150, t -> 0);
    assertThat(state.stage()).isEqualTo(Stage.HELD);
    watch(100, t -> 0);
    assertThat(state.stage()).isEqualTo(Stage.DETUNED);
  }

  /** An error that is large and does not end is not calm, though nothing crosses zero. */
  @Test
  void constantError_isNoCalm() {
    watch(135, LoopSupervisorTest::swing);
    watch(3_000, t -> 0.5);

    assertThat(state.stage()).isEqualTo(Stage.HELD);
  }

  @Test
  void saturatedAndSluggish_areReportedAndChangeNothing() {
    for (int second = 0; second < 200; second++) {
      last =
          LoopSupervisor.step(
              SETTINGS,
              last.state(),
              new SupervisedSample(1_000L * second, 1e4, second, 0.1 * second, true));
    }

    assertThat(last.findings()).containsExactlyInAnyOrder(Finding.SATURATED, Finding.SLUGGISH);
    assertThat(last.verdict()).isEqualTo(new Verdict.Proceed());
  }

  @Test
  void sample_unusable_changesNothing() {
    watch(70, LoopSupervisorTest::swing);
    SupervisorState before = state;
    SupervisedSample nan = new SupervisedSample(millis + 100, 0, Double.NaN, 0, true);
    SupervisedSample old = new SupervisedSample(0, 0, 1, 0, true);
    SupervisedSample output = new SupervisedSample(millis + 100, 0, 1, Double.NaN, true);

    for (SupervisedSample sample : List.of(nan, old, output)) {
      Supervised result = LoopSupervisor.step(SETTINGS, before, sample);
      assertThat(result.state()).isEqualTo(before);
      assertThat(result.verdict()).isEqualTo(new Verdict.Detune(2));
    }
  }

  /**
   * The law itself, ten percent beyond its gain margin: it swings, is detuned to half of that gain,
   * and comes to rest.
   */
  @Test
  void badGains_onAProcess_areDetunedUntilItRests() {
    PidGains.Isa declared = PidGains.Isa.pi(2.5 * Math.PI * 1.1, 10);
    OutputLimits limits = OutputLimits.within(-10, 10);
    Pid fast = new Pid(PidSettings.of(declared, Action.REVERSE, limits));
    Pid slow = new Pid(PidSettings.of(declared.detuned(2), Action.REVERSE, limits));
    FirstOrderPlant plant = FirstOrderPlant.slow(0.1);
    Pid law = fast;
    PidState pid = law.start(0);
    double late = 0;
    boolean swung = false;
    for (int step = 0; step < 10_000; step++) {
      pid =
          ((LawResult.Stepped<PidState>) law.step(pid, LawInput.of(step * 100L, 1, plant.output())))
              .state();
      plant.advance(pid.output(), 1);
      last =
          LoopSupervisor.step(
              SETTINGS,
              last.state(),
              new SupervisedSample(step * 100L, 1, plant.output(), pid.output(), false));
      swung |= last.findings().contains(Finding.OSCILLATING);
      Pid wanted = last.verdict() instanceof Verdict.Detune ? slow : fast;
      pid = wanted == law ? pid : wanted.takeOver(pid, law);
      law = wanted;
      late = step > 9_000 ? Math.max(late, Math.abs(plant.output() - 1)) : 0;
    }

    assertThat(swung).isTrue();
    assertThat(last.verdict()).isEqualTo(new Verdict.Detune(2));
    assertThat(late).isLessThan(0.01);
  }

  @Test
  void settings_impossible_areNamed() {
    assertThatThrownBy(() -> settings(1, 600)).hasMessageContaining("detuneFactor");
    assertThatThrownBy(() -> settings(Double.NaN, 600)).hasMessageContaining("detuneFactor");
    assertThatThrownBy(() -> settings(2, 0)).hasMessageContaining("calmSeconds");
  }

  private static SupervisorSettings settings(double factor, double calmSeconds) {
    return new SupervisorSettings(
        SETTINGS.oscillation(), SETTINGS.saturation(), SETTINGS.idle(), null, factor, calmSeconds);
  }

  private static double swing(double seconds) {
    return 0.1 * Math.sin(2 * Math.PI * seconds / 10);
  }

  private void watch(int seconds, DoubleUnaryOperator error) {
    long end = millis + seconds * 1_000L;
    for (; millis < end; millis += 100) {
      last =
          LoopSupervisor.step(
              SETTINGS,
              state,
              new SupervisedSample(millis, 0, -error.applyAsDouble(millis * 1e-3), 0, false));
      state = last.state();
    }
  }
}
