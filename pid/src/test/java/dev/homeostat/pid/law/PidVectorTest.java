package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.PidGains.NO_FILTER;
import static dev.homeostat.pid.law.PidGains.NO_INTEGRAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.FirstOrderPlant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that were computed elsewhere: by peers' test suites, or by hand. */
class PidVectorTest {

  private static final OutputLimits WIDE = OutputLimits.within(-1e9, 1e9);

  /** simple-pid, tests/test_pid.py, test_P and test_P_negative_setpoint. */
  @ParameterizedTest
  @CsvSource({"10,0,10", "10,5,5", "10,-5,15", "-10,0,-10", "-10,5,-15", "-10,-15,5"})
  void proportional_simplePid_same(double setpoint, double measurement, double expected) {
    Loop run = new Loop(PidSettings.of(parallel(1, 0, 0), Action.REVERSE, WIDE), 0);

    assertThat(run.step(100, setpoint, measurement)).isEqualTo(expected);
  }

  /** simple-pid, test_I, which integrates first: 10, then 20. Here the output comes first. */
  @ParameterizedTest
  @CsvSource({"10,10", "-10,-10"})
  void integral_simplePid_sameOneSampleLater(double setpoint, double expected) {
    Loop run = new Loop(PidSettings.of(parallel(0, 10, 0), Action.REVERSE, WIDE), 0);

    assertThat(run.step(100, setpoint, 0)).isZero();
    assertThat(run.step(200, setpoint, 0)).isEqualTo(expected, within(1e-12));
    assertThat(run.step(300, setpoint, 0)).isEqualTo(2 * expected, within(1e-12));
  }

  /** simple-pid, test_D. */
  @Test
  void derivative_simplePid_same() {
    Loop run = new Loop(PidSettings.of(parallel(0, 0, 0.1), Action.REVERSE, WIDE), 0);

    assertThat(run.step(0, 10, 0)).isZero();
    assertThat(run.step(100, 10, 0)).isZero();
    assertThat(run.step(200, 10, 5)).isEqualTo(-5, within(1e-9));
    assertThat(run.step(300, 10, 15)).isEqualTo(-10, within(1e-9));
  }

  /** simple-pid, test_separate_components. */
  @Test
  void proportionalAndDerivative_simplePid_same() {
    Loop run = new Loop(PidSettings.of(parallel(1, 0, 1), Action.REVERSE, WIDE), 0);

    assertThat(run.step(0, 10, 0)).isEqualTo(10);
    assertThat(run.step(100, 10, 5)).isEqualTo(-45, within(1e-9));
  }

  /** simple-pid, test_starting_output. */
  @Test
  void start_simplePid_isTheOutputAtTheSetPoint() {
    Loop run = new Loop(PidSettings.of(parallel(1, 0, 0), Action.REVERSE, WIDE), 25);

    assertThat(run.step(0, 10, 10)).isEqualTo(25);
  }

  /** WPILib, PIDInputOutputTest: period 0.02 s, P = 4 at 0.025. */
  @Test
  void proportional_wpilib_same() {
    Loop run = new Loop(PidSettings.of(parallel(4, 0, 0), Action.REVERSE, WIDE), 0);

    assertThat(run.step(0, 0, 0.025)).isEqualTo(-0.1, within(1e-12));
  }

  /** WPILib's fifth call gives -0.5 periods, -0.01; with the output first it is one call less. */
  @Test
  void integral_wpilib_endsOneCallEarlier() {
    Loop run = new Loop(PidSettings.of(parallel(0, 4, 0), Action.REVERSE, WIDE), 0);

    double output = Double.NaN;
    for (int call = 0; call < 5; call++) {
      output = run.step(20L * call, 0, 0.025);
    }

    assertThat(output).isEqualTo(-0.008, within(1e-12));
  }

  /** WPILib: -0.01 over a period. */
  @Test
  void derivative_wpilib_same() {
    Loop run = new Loop(PidSettings.of(parallel(0, 0, 4), Action.REVERSE, WIDE), 0);

    run.step(0, 0, 0);
    assertThat(run.step(20, 0, 0.0025)).isEqualTo(-0.01 / 0.02, within(1e-9));
  }

  /** Tf = Td/N = 0.1: D is halved a sample; the first is -K Td/(Tf + h) dy = -5. */
  @Test
  void filteredDerivative_unitStep_halves() {
    PidGains gains = new PidGains.Isa(1, NO_INTEGRAL, 1, 10);
    Loop run = new Loop(PidSettings.of(gains, Action.REVERSE, WIDE), 0);

    run.step(0, 0, 0);
    run.step(100, 0, 1);
    assertThat(run.state.derivative()).isEqualTo(-5, within(1e-12));
    run.step(200, 0, 1);
    assertThat(run.state.derivative()).isEqualTo(-2.5, within(1e-12));
    run.step(300, 0, 1);
    assertThat(run.state.derivative()).isEqualTo(-1.25, within(1e-12));
  }

  /** By hand: I grows by h (e + u - v), which is 0.05, then 0.045, then 0.0405. */
  @Test
  void backCalculation_saturated_wantsLessAndLess() {
    PidSettings settings =
        PidSettings.of(PidGains.Isa.pi(1, 1), Action.REVERSE, OutputLimits.within(-1e9, 0.5));
    Loop run = new Loop(settings, 0);

    double[] wanted = new double[4];
    for (int sample = 0; sample < wanted.length; sample++) {
      assertThat(run.step(100L * sample, 1, 0)).isEqualTo(0.5);
      wanted[sample] = run.state.unlimited();
    }

    assertThat(wanted).containsExactly(new double[] {1, 1.05, 1.095, 1.1355}, within(1e-12));
  }

  /** K (b r - y) + I = 2 x 2 + 3 = 7; with K = 4 it is 8 + I, so I = -1. */
  @Test
  void takeOver_gainDoubled_integralMakesUpForIt() {
    Pid before = new Pid(PidSettings.of(PidGains.Isa.pi(2, 10), Action.REVERSE, WIDE));
    Pid after = new Pid(PidSettings.of(PidGains.Isa.pi(4, 10), Action.REVERSE, WIDE));
    PidState state = Loop.stepped(before.step(before.start(3), LawInput.of(0, 10, 8)));
    assertThat(state.output()).isEqualTo(7);

    PidState taken = after.takeOver(state, before);

    assertThat(taken.integral()).isEqualTo(-1);
    assertThat(taken.output()).isEqualTo(7);
  }

  /**
   * K = 1, tau = 10, theta = 2 with the SIMC gains 2.5 and 10. Without overshoot the IAE of a load
   * is Ti/K = 4; those of a set point were computed with another program.
   */
  @ParameterizedTest
  @CsvSource({
    "1,    10, 0, 1, 4.0,    0.01",
    "1,    10, 1, 0, 4.3374, 0.005",
    "0,    10, 1, 0, 14.0,   0.01",
    "1,   100, 1, 0, 4.374,  0.003",
    "1,  1000, 1, 0, 4.85,   0.01"
  })
  void simcGains_stepOfSetPointOrLoad_knownAbsoluteError(
      double weight, int periodMillis, double setpoint, double load, double iae, double tolerance) {
    PidSettings settings =
        PidSettings.of(PidGains.Isa.pi(2.5, 10), Action.REVERSE, WIDE)
            .withSetpoint(SetpointLimits.ANY.withWeights(weight, 0));
    Loop run = new Loop(settings, 0);
    FirstOrderPlant plant = FirstOrderPlant.slow(0.005);
    plant.disturb(load);

    double absoluteError = 0;
    double output = 0;
    for (long millis = 0; millis < 300_000; millis += 5) {
      if (millis % periodMillis == 0) {
        output = run.step(millis, setpoint, plant.output());
      }
      absoluteError += plant.advance(output, setpoint);
    }

    assertThat(absoluteError).isEqualTo(iae, within(tolerance));
  }

  private static PidGains parallel(double proportional, double integral, double derivative) {
    return new PidGains.Parallel(proportional, integral, derivative, NO_FILTER);
  }
}
