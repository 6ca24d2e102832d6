package dev.homeostat.pid.tuning;

import static dev.homeostat.pid.law.PidGains.NO_FILTER;
import static dev.homeostat.pid.law.PidGains.NO_INTEGRAL;
import static org.assertj.core.api.Assertions.assertThat;
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
import dev.homeostat.pid.tuning.Stability.Reason;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopAnalysisTest {

  private static final FirstOrderModel MODEL = new FirstOrderModel(1, 10, 2);

  /**
   * With Ti = tau the open loop is e^(-theta s) / (4 s): it crosses 1 at 0.25 rad/s, where the
   * phase is -90 degrees - 0.5, and -180 degrees at pi/4 rad/s, where it is 1/pi. Ms is Skogestad's
   * 1.59.
   */
  @Test
  void simc_knownMargins() {
    Margins margins = margins(PidGains.Isa.pi(2.5, 10), MODEL);

    assertThat(margins.gainMargin()).isEqualTo(Math.PI, within(1e-6));
    assertThat(margins.phaseMarginDegrees()).isEqualTo(90 - Math.toDegrees(0.5), within(1e-6));
    assertThat(margins.phaseMarginDegrees()).isEqualTo(61.35, within(0.005));
    assertThat(margins.maximumSensitivity()).isEqualTo(1.590, within(0.0005));
  }

  /** Skogestad (2003), table 1: a process that integrates as far as the loop can tell. */
  @Test
  void simc_integratingProcess_hasHisMargins() {
    FirstOrderModel integrating = new FirstOrderModel(1e4, 1e4, 1);

    Tuning.Proposed tuning =
        (Tuning.Proposed) Tuning.of(StepRule.SIMC, integrating, ControllerKind.PI);

    assertThat(tuning.margins().gainMargin()).isEqualTo(2.96, within(0.005));
    assertThat(tuning.margins().phaseMarginDegrees()).isEqualTo(46.9, within(0.05));
    assertThat(tuning.margins().maximumSensitivity()).isEqualTo(1.70, within(0.005));
  }

  /**
   * Astrom and Hagglund (2006), section 7.2: the rule aims at 1.4 for PID, whatever the process.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 1, 10, 100})
  void amigo_sensitivityIsNearItsAim(double ratio) {
    FirstOrderModel model = new FirstOrderModel(1, 1, ratio);

    Tuning.Proposed tuning = (Tuning.Proposed) Tuning.of(StepRule.AMIGO, model, ControllerKind.PID);

    assertThat(tuning.margins().maximumSensitivity()).isEqualTo(1.4, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2", "0.1, 10", "0.9, 1.111111"})
  void proportional_shareOfTheUltimateGain_leavesTheRest(double share, double margin) {
    PidGains gains =
        new PidGains.Isa(share * UltimatePoint.of(MODEL).gain(), NO_INTEGRAL, 0, NO_FILTER);

    assertThat(margins(gains, MODEL).gainMargin()).isEqualTo(margin, within(1e-5));
  }

  @Test
  void proportional_beyondTheUltimateGain_isUnstable() {
    double ultimate = UltimatePoint.of(MODEL).gain();

    assertThat(reason(PidGains.Isa.pi(1.001 * ultimate, NO_INTEGRAL), MODEL))
        .isEqualTo(Reason.GAIN_TOO_HIGH);
    assertThat(margins(PidGains.Isa.pi(0.999 * ultimate, NO_INTEGRAL), MODEL).gainMargin())
        .isEqualTo(1.001, within(1e-4));
  }

  /** Two poles at most: a first-order loop without dead time is stable under any PI. */
  @Test
  void noDeadTime_anyGain_isStableWithoutABound() {
    FirstOrderModel prompt = new FirstOrderModel(1, 10, 0);

    Margins margins = margins(PidGains.Isa.pi(1e6, 1e-3), prompt);

    assertThat(margins.gainMargin()).isInfinite();
    assertThat(margins.phaseMarginDegrees()).isPositive();
  }

  /** Gain below 1 everywhere: no frequency at which the phase counts. */
  @Test
  void weakProportional_phaseMarginIsInfinite() {
    assertThat(margins(PidGains.Isa.pi(0.5, NO_INTEGRAL), MODEL).phaseMarginDegrees()).isInfinite();
  }

  @Test
  void otherAction_isNamed() {
    assertThat(LoopAnalysis.of(PidGains.Isa.pi(1, 10), Action.DIRECT, MODEL))
        .isEqualTo(new Stability.Unstable(Reason.WRONG_ACTION));
  }

  /** K Kd / tau = 1.2 at every high frequency, and the dead time turns it through -1. */
  @Test
  void unfilteredDerivative_tooStrong_isNamed() {
    assertThat(reason(new PidGains.Isa(1, 100, 12, NO_FILTER), MODEL))
        .isEqualTo(Reason.DERIVATIVE_WITHOUT_FILTER);
    assertThat(margins(new PidGains.Isa(1, 100, 5, NO_FILTER), MODEL).gainMargin())
        .isBetween(1.0, 2.1);
  }

  /** Integral action alone: L = e^(-2s) / (40 s (1 + 10 s)); at w its phase is -180 degrees. */
  @Test
  void integralAlone_gainMarginIsByHand() {
    Margins margins = margins(new PidGains.Parallel(0, 1.0 / 40, 0, NO_FILTER), MODEL);

    double frequency = 0.2;
    for (int round = 0; round < 200; round++) {
      frequency -= 0.5 * (Math.atan(10 * frequency) + 2 * frequency - Math.PI / 2) / 12;
    }
    assertThat(margins.gainMargin())
        .isEqualTo(40 * frequency * Math.hypot(1, 10 * frequency), within(1e-6));
  }

  /** What the gain margin says: just less of it is stable, just more is not. */
  @Property(tries = 60)
  void gainMargin_anyLoop_isTheEdge(
      @ForAll @DoubleRange(min = 0.01, max = 3) double ratio,
      @ForAll @DoubleRange(min = 2, max = 20) double integral,
      @ForAll @DoubleRange(min = 0, max = 0.4) double derivative) {
    FirstOrderModel model = new FirstOrderModel(2, 1, ratio);
    double gain = 0.05;
    PidGains.Isa gains = new PidGains.Isa(gain, integral, derivative, 10);

    double margin = margins(gains, model).gainMargin();

    assertThat(LoopAnalysis.of(scaled(gains, 0.995 * margin), Action.REVERSE, model))
        .isInstanceOf(Stability.Stable.class);
    assertThat(reason(scaled(gains, 1.005 * margin), model)).isEqualTo(Reason.GAIN_TOO_HIGH);
  }

  /** The law itself on the process itself: its swing dies out or grows, as the analysis says. */
  @ParameterizedTest
  @CsvSource({"0.9, true", "1.1, false"})
  void gainMargin_simulated_isTheEdge(double share, boolean settles) {
    FirstOrderModel model = MODEL.sampledEvery(0.01);
    PidGains.Isa gains = new PidGains.Isa(2.5, 10, 0.5, 10);
    PidGains.Isa edge = scaled(gains, share * margins(gains, model).gainMargin());
    Pid law = new Pid(PidSettings.of(edge, Action.REVERSE, OutputLimits.within(-1e300, 1e300)));
    FirstOrderPlant plant = FirstOrderPlant.slow(0.01);
    PidState state = law.start(0);
    double late = 0;
    for (long step = 0; step < 30_000; step++) {
      state =
          ((LawResult.Stepped<PidState>) law.step(state, LawInput.of(step * 10, 1, plant.output())))
              .state();
      plant.advance(state.output(), 1);
      late = step > 28_000 ? Math.max(late, Math.abs(plant.output() - 1)) : late;
    }

    assertThat(late < 0.01).isEqualTo(settles);
    assertThat(late > 100).isNotEqualTo(settles);
  }

  private static PidGains.Isa scaled(PidGains.Isa gains, double factor) {
    return new PidGains.Isa(
        gains.gain() * factor,
        gains.integralSeconds(),
        gains.derivativeSeconds(),
        gains.filterFactor());
  }

  private static Margins margins(PidGains gains, FirstOrderModel model) {
    return ((Stability.Stable) LoopAnalysis.of(gains, Action.REVERSE, model)).margins();
  }

  private static Reason reason(PidGains gains, FirstOrderModel model) {
    return ((Stability.Unstable) LoopAnalysis.of(gains, Action.REVERSE, model)).reason();
  }
}
