package dev.homeostat.pid.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.FirstOrderPlant;
import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.tuning.RelayResult.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay of 1 on the process K = 1, tau = 10, theta = 2. */
class RelayExperimentTest {

  private static final RelaySettings.Bounds LOOSE = new RelaySettings.Bounds(600, 10, 1);
  private static final RelaySettings RELAY = new RelaySettings(0, 1, 0, Action.REVERSE, LOOSE);

  /** a = 1 - e^-0.2 = 0.181269, P = 20 ln(2 e^0.2 - 1) = 7.33179; Ku = 4/(pi a). */
  @Test
  void relay_sampledFinely_swingsAsTheTheorySays() {
    RelayResult.Finished finished = (RelayResult.Finished) run(RELAY, 1, 1, 0);

    assertThat(finished.amplitude()).isEqualTo(0.181269, within(2e-4));
    assertThat(finished.ultimate().periodSeconds()).isEqualTo(7.33179, within(5e-3));
    assertThat(finished.ultimate().gain()).isEqualTo(4 / (Math.PI * 0.181269), within(0.01));
  }

  /** Three even cycles are 0.06 percent short of the swing's limit, 0.187746. */
  @Test
  void relay_sampledAtATenth_isTheKnownVector() {
    RelayResult.Finished finished = (RelayResult.Finished) run(RELAY, 100, 1, 0);

    assertThat(finished.amplitude()).isEqualTo(0.18775, within(1.5e-4));
    assertThat(finished.ultimate().periodSeconds()).isEqualTo(7.6, within(1e-9));
  }

  /** A second is a fifth of the period, and so is what two cycles may seem to differ by. */
  @Test
  void relay_periodsDifferByOneSample_isEven() {
    RelayResult.Finished finished = (RelayResult.Finished) swing(5, 6, 5, 4);

    assertThat(finished.amplitude()).isEqualTo(1, within(1e-12));
    assertThat(finished.ultimate().periodSeconds()).isEqualTo(16 / 3.0, within(1e-12));
  }

  @Test
  void relay_periodsDifferByTwoSamples_isNotEvenYet() {
    assertThat(swing(5, 7, 5, 4)).isInstanceOf(RelayResult.Running.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.05"})
  void model_knownGain_isTheProcess(double hysteresis) {
    RelaySettings settings = new RelaySettings(0, 1, hysteresis, Action.REVERSE, LOOSE);
    RelayResult.Finished finished = (RelayResult.Finished) run(settings, 1, 1, 0);

    Identification.Identified found =
        (Identification.Identified) RelayExperiment.model(settings, finished, 1);

    assertThat(found.model().lagSeconds()).isEqualTo(10, within(0.05));
    assertThat(found.model().deadTimeSeconds()).isEqualTo(2, within(0.01));
  }

  /**
   * With hysteresis the amplitude is larger, and the formula takes that out again: Ku within 2 %.
   */
  @Test
  void relay_hysteresis_swingsFurther() {
    RelaySettings settings = new RelaySettings(0, 1, 0.05, Action.REVERSE, LOOSE);

    RelayResult.Finished finished = (RelayResult.Finished) run(settings, 1, 1, 0);

    assertThat(finished.amplitude()).isEqualTo(0.181269 + 0.05 * Math.exp(-0.2), within(2e-4));
    double expected =
        4 / (Math.PI * Math.sqrt(finished.amplitude() * finished.amplitude() - 0.0025));
    assertThat(finished.ultimate().gain()).isEqualTo(expected, within(1e-9));
  }

  @Test
  void relay_negativeProcess_swingsWithTheOtherAction() {
    RelaySettings settings = new RelaySettings(0, 1, 0, Action.DIRECT, LOOSE);

    RelayResult.Finished finished = (RelayResult.Finished) run(settings, 1, -1, 0);

    assertThat(finished.amplitude()).isEqualTo(0.181269, within(2e-4));
  }

  @Test
  void relay_anyInput_outputIsOneOfTwo() {
    RelaySettings settings = new RelaySettings(40, 3, 0.1, Action.REVERSE, LOOSE);
    RelayResult result = RelayExperiment.begin(settings, new RelayInput(0, 5, 4, 0));

    for (int second = 1; second < 10; second++) {
      RelayResult.Running running = (RelayResult.Running) result;
      assertThat(running.output()).isIn(37.0, 43.0);
      double value = second % 2 == 0 ? 4.5 : 5.5;
      result =
          RelayExperiment.step(
              settings, running.state(), new RelayInput(1_000L * second, 5, value, 0));
      if (!(result instanceof RelayResult.Running)) {
        return;
      }
    }
  }

  @Test
  void bounds_tooLong_isAborted() {
    RelaySettings settings =
        new RelaySettings(0, 1, 0, Action.REVERSE, new RelaySettings.Bounds(20, 10, 1));

    assertThat(run(settings, 100, 1, 0)).isEqualTo(new RelayResult.Aborted(Reason.TIMED_OUT));
  }

  @Test
  void bounds_signalGoesTooFar_isAborted() {
    RelaySettings settings =
        new RelaySettings(0, 1, 0, Action.REVERSE, new RelaySettings.Bounds(600, 0.1, 1));

    assertThat(run(settings, 100, 1, 0))
        .isEqualTo(new RelayResult.Aborted(Reason.DEVIATION_TOO_LARGE));
    assertThat(RelayExperiment.begin(settings, new RelayInput(0, 0, 0.2, 0)))
        .isEqualTo(new RelayResult.Aborted(Reason.DEVIATION_TOO_LARGE));
  }

  /** A percent of the budget a second, of which a tenth may go; half of it went before. */
  @Test
  void bounds_budgetGoes_isAborted() {
    RelaySettings settings =
        new RelaySettings(0, 1, 0, Action.REVERSE, new RelaySettings.Bounds(600, 10, 0.1));

    assertThat(run(settings, 100, 1, 0.01)).isEqualTo(new RelayResult.Aborted(Reason.BUDGET_SPENT));
    assertThat(run(settings, 100, 1, 0.001)).isInstanceOf(RelayResult.Finished.class);
  }

  @Test
  void signal_missing_holdsUntilTheTimeIsUp() {
    RelayState state = running(RelayExperiment.begin(RELAY, new RelayInput(0, 0, 0, 0)));

    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(1_000, 0, Double.NaN, 0)))
        .isEqualTo(new RelayResult.Held(RelayResult.HoldReason.NOT_FINITE));
    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(600_001, 0, Double.NaN, 0)))
        .isEqualTo(new RelayResult.Aborted(Reason.TIMED_OUT));
  }

  @Test
  void signal_missingWhileTheBudgetGoes_isAborted() {
    RelayState state = running(RelayExperiment.begin(RELAY, new RelayInput(0, 0, 0, 0)));

    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(1_000, 0, Double.NaN, 1.1)))
        .isEqualTo(new RelayResult.Aborted(Reason.BUDGET_SPENT));
  }

  @Test
  void input_unusable_holds() {
    RelayState state = running(RelayExperiment.begin(RELAY, new RelayInput(1_000, 0, 0, 0)));
    RelayResult notFinite = new RelayResult.Held(RelayResult.HoldReason.NOT_FINITE);
    RelayResult notNewer = new RelayResult.Held(RelayResult.HoldReason.TIMESTAMP_NOT_NEWER);

    assertThat(RelayExperiment.begin(RELAY, new RelayInput(0, 0, Double.NaN, 0)))
        .isEqualTo(notFinite);
    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(2_000, Double.NaN, 0, 0)))
        .isEqualTo(notFinite);
    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(2_000, 0, 0, Double.NaN)))
        .isEqualTo(notFinite);
    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(1_000, 0, 0, 0)))
        .isEqualTo(notNewer);
    assertThat(RelayExperiment.step(RELAY, state, new RelayInput(999, 0, 0, 0)))
        .isEqualTo(notNewer);
  }

  @Test
  void model_gainCannotReachTheAmplitude_isNone() {
    RelayResult.Finished finished = new RelayResult.Finished(new UltimatePoint(5, 7), 0.5);

    assertThat(RelayExperiment.model(RELAY, finished, 0.4))
        .isEqualTo(new Identification.NotIdentified(Identification.Reason.GAIN_TOO_SMALL));
    assertThat(RelayExperiment.model(RELAY, finished, Double.NaN))
        .isEqualTo(new Identification.NotIdentified(Identification.Reason.NOT_FINITE));
  }

  @Test
  void settings_impossible_areNamed() {
    assertThatThrownBy(() -> new RelaySettings(0, 0, 0, Action.REVERSE, LOOSE))
        .hasMessageContaining("amplitude");
    assertThatThrownBy(() -> new RelaySettings(Double.NaN, 1, 0, Action.REVERSE, LOOSE))
        .hasMessageContaining("centre");
    assertThatThrownBy(() -> new RelaySettings(0, 1, 10, Action.REVERSE, LOOSE))
        .hasMessageContaining("hysteresis");
    assertThatThrownBy(() -> new RelaySettings.Bounds(0, 1, 1)).hasMessageContaining("maxSeconds");
    assertThatThrownBy(() -> new RelaySettings.Bounds(1, Double.NaN, 1))
        .hasMessageContaining("maxDeviation");
    assertThatThrownBy(() -> new RelaySettings.Bounds(1, 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("maxBudgetSpentRatio");
  }

  @Test
  void fits_bothOutputsWithinTheKnob() {
    RelaySettings settings = new RelaySettings(5, 3, 0, Action.REVERSE, LOOSE);

    assertThat(settings.fits(OutputLimits.within(2, 8))).isTrue();
    assertThat(settings.fits(OutputLimits.within(2.1, 8))).isFalse();
    assertThat(settings.fits(OutputLimits.within(2, 7.9))).isFalse();
  }

  private static RelayResult run(
      RelaySettings settings, int periodMillis, double processGain, double budgetPerSecond) {
    FirstOrderPlant plant = new FirstOrderPlant(processGain, 10, 2, periodMillis * 1e-3);
    RelayResult result = RelayExperiment.begin(settings, new RelayInput(0, 0, 0, 0.5));
    long millis = 0;
    while (result instanceof RelayResult.Running running) {
      plant.advance(running.output(), 0);
      millis += periodMillis;
      double spent = 0.5 + budgetPerSecond * millis * 1e-3;
      result =
          RelayExperiment.step(
              settings, running.state(), new RelayInput(millis, 0, plant.output(), spent));
    }
    return result;
  }

  /** A signal that swings by 1 in cycles of that many seconds, with a sample each second. */
  private static RelayResult swing(int... seconds) {
    RelayResult result = RelayExperiment.begin(RELAY, new RelayInput(0, 0, 1, 0));
    long millis = 0;
    for (int cycle : seconds) {
      for (int i = 0; i < cycle && result instanceof RelayResult.Running running; i++) {
        millis += 1_000;
        double value = i < 2 ? 1 : -1;
        result = RelayExperiment.step(RELAY, running.state(), new RelayInput(millis, 0, value, 0));
      }
    }
    return result;
  }

  private static RelayState running(RelayResult result) {
    return ((RelayResult.Running) result).state();
  }
}
