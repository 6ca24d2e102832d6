package dev.homeostat.pid.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.FirstOrderPlant;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.LawInput;
import dev.homeostat.pid.law.LawResult;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.Pid;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidSettings;
import dev.homeostat.pid.law.PidState;
import java.util.DoubleSummaryStatistics;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class PerformanceTest {

  private static final PerformanceSettings SETTINGS = new PerformanceSettings(2, 240, 10, 0.03);

  private static Performance watched(IntToDoubleFunction error, int samples, double amplitude) {
    Performance performance = Performance.NONE;
    for (int second = 0; second < samples; second++) {
      performance = performance.after(SETTINGS, sample(second, error), amplitude, false);
    }
    return performance;
  }

  private static SupervisedSample sample(int second, IntToDoubleFunction error) {
    return new SupervisedSample(1_000L * second, error.applyAsDouble(second), 0, 0, false);
  }

  private static IntToDoubleFunction noise(long seed) {
    Random random = new Random(seed);
    return second -> random.nextGaussian();
  }

  /**
   * The indices of a PI law on a process with gain 1, lag 10 s and dead time 2 s, whose load
   * wanders.
   */
  private static DoubleSummaryStatistics indices(PidGains gains) {
    Pid law =
        new Pid(PidSettings.of(gains, Action.REVERSE, OutputLimits.within(-1_000_000, 1_000_000)));
    FirstOrderPlant plant = FirstOrderPlant.slow(1);
    Random random = new Random(7);
    PidState state = law.start(0);
    Performance performance = Performance.NONE;
    double load = 0;
    DoubleSummaryStatistics indices = new DoubleSummaryStatistics();
    for (int second = 0; second < 4_800; second++) {
      load += random.nextGaussian();
      plant.disturb(load);
      LawResult.Stepped<PidState> stepped =
          (LawResult.Stepped<PidState>)
              law.step(state, LawInput.of(1_000L * second, 0, plant.output()));
      state = stepped.state();
      performance =
          performance.after(
              SETTINGS,
              new SupervisedSample(1_000L * second, 0, plant.output(), stepped.output(), false),
              1e-3,
              false);
      if (performance.window().size() == 0) {
        indices.accept(performance.index());
      }
      plant.advance(stepped.output(), 0);
    }
    return indices;
  }

  /** SIMC's gains, AMIGO's, and some that are eight times too slow. */
  @Test
  void index_ofARulesGains_isFarAboveThatOfSlowOnes() {
    DoubleSummaryStatistics simc = indices(PidGains.Isa.pi(2.5, 10));
    DoubleSummaryStatistics amigo = indices(PidGains.Isa.pi(1.2, 7.8));
    DoubleSummaryStatistics slow = indices(PidGains.Isa.pi(0.3, 30));
    assertThat(simc.getAverage()).isEqualTo(0.16, within(0.02));
    assertThat(amigo.getAverage()).isEqualTo(0.07, within(0.01));
    assertThat(slow.getAverage()).isEqualTo(0.02, within(0.005));
    assertThat(Math.min(simc.getMin(), amigo.getMin())).isGreaterThan(0.03);
  }

  @Test
  void index_isThereWhereTheWindowIsFull_andStaysUntilTheNext() {
    assertThat(watched(noise(1), 239, 0.1).index()).isNaN();
    Performance full = watched(noise(1), 240, 0.1);
    assertThat(full.index()).isEqualTo(1, within(0.1));
    assertThat(full.poor()).isFalse();
    assertThat(full.window().size()).isZero();
    Performance later = watched(noise(1), 240 + 200, 0.1);
    assertThat(later.index()).isEqualTo(full.index());
    assertThat(later.window().size()).isEqualTo(200);
  }

  /** A swing without noise is wholly predictable. */
  @Test
  void swing_isPoor_unlessItIsTooSmallToMatter() {
    IntToDoubleFunction swing = second -> Math.sin(second / 5.0);
    assertThat(watched(swing, 240, 0.9).index()).isEqualTo(0, within(0.001));
    assertThat(watched(swing, 240, 0.9).poor()).isTrue();
    assertThat(watched(swing, 240, 1.1).poor()).isFalse();
  }

  @Test
  void poor_isMendedOnceTheIndexHasRisenClearlyAboveTheLimit() {
    double index = drifted(0, false).index();

    assertThat(drifted(0.6 * index, true).poor()).isTrue();
    assertThat(drifted(0.6 * index, false).poor()).isFalse();
    assertThat(drifted(0.4 * index, true).poor()).isFalse();
  }

  /** One window of errors that wander, after one that was poor or was not. */
  private static Performance drifted(double poorBelow, boolean poor) {
    PerformanceSettings settings = new PerformanceSettings(2, 240, 10, poorBelow);
    Performance performance = new Performance(ErrorWindow.EMPTY, 0.1, poor);
    Random random = new Random(3);
    double error = 0;
    for (int second = 0; second < 240; second++) {
      error = 0.8 * error + random.nextGaussian();
      performance =
          performance.after(
              settings, new SupervisedSample(1_000L * second, error, 0, 0, false), 0.1, false);
    }
    return performance;
  }

  @Test
  void windowOfASaturatedLoop_saysNothing() {
    Performance performance = new Performance(ErrorWindow.EMPTY, 0.1, true);
    for (int second = 0; second < 240; second++) {
      performance = performance.after(SETTINGS, sample(second, noise(second)), 0.1, true);
    }
    assertThat(performance).isEqualTo(Performance.NONE);
  }

  @Test
  void gap_beginsTheWindowAnew() {
    Performance performance = watched(noise(1), 200, 0.1);
    performance = performance.after(SETTINGS, sample(203, noise(1)), 0.1, false);
    assertThat(performance.window().size()).isEqualTo(1);
    performance = performance.after(SETTINGS, sample(205, noise(1)), 0.1, false);
    assertThat(performance.window().sampleSeconds()).isEqualTo(2);
  }

  /** An output is seen two samples of one second after it was made, and counts as one more. */
  @Test
  void deadTime_isCountedInSamples() {
    assertThat(SETTINGS.deadTimeSamples(1)).isEqualTo(3);
    assertThat(SETTINGS.deadTimeSamples(5)).isEqualTo(1);
    assertThat(SETTINGS.measures(1)).isTrue();
    assertThat(new PerformanceSettings(200, 240, 10, 0.03).measures(1)).isFalse();
  }

  @Test
  void windows_withTheSameErrors_areEqual() {
    ErrorWindow one = ErrorWindow.EMPTY.with(1_000, 1).with(2_000, 2);
    ErrorWindow other = ErrorWindow.EMPTY.with(1_000, 1).with(2_000, 2);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.with(3_000, 3)).isNotEqualTo(one);
    assertThat(one.errors()).containsExactly(1, 2);
  }

  @Test
  void settings_impossible_areNamed() {
    assertThatThrownBy(() -> new PerformanceSettings(-1, 240, 10, 0.03))
        .hasMessageContaining("deadTimeSeconds");
    assertThatThrownBy(() -> new PerformanceSettings(1, 100, 10, 0.03))
        .hasMessageContaining("samples");
    assertThatThrownBy(() -> new PerformanceSettings(1, 240, 0, 0.3)).hasMessageContaining("order");
    assertThatThrownBy(() -> new PerformanceSettings(1, 240, 10, Double.NaN))
        .hasMessageContaining("poorBelow");
  }
}
