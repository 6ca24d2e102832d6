package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.PidGains.NO_FILTER;
import static dev.homeostat.pid.law.PidGains.NO_INTEGRAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the law does beside its three terms; the numbers are by hand. */
class PidTest {

  private static final OutputLimits WIDE = OutputLimits.within(-1e9, 1e9);
  private static final PidGains P1 = PidGains.Isa.pi(1, NO_INTEGRAL);
  private static final PidSettings P_ONLY = PidSettings.of(P1, Action.REVERSE, WIDE);
  private static final PidSettings PI =
      PidSettings.of(PidGains.Isa.pi(2, 10), Action.REVERSE, WIDE);

  @Test
  void directAction_measurementRises_outputRises() {
    Loop loop = new Loop(PidSettings.of(PidGains.Isa.pi(2, 10), Action.DIRECT, WIDE), 0);

    assertThat(loop.step(0, 10, 12)).isEqualTo(4);
    assertThat(loop.step(1_000, 10, 12)).isEqualTo(4.4, within(1e-12));
  }

  @Test
  void reverseAction_measurementRises_outputFalls() {
    Loop loop = new Loop(PI, 0);

    assertThat(loop.step(0, 10, 12)).isEqualTo(-4);
    assertThat(loop.step(1_000, 10, 12)).isEqualTo(-4.4, within(1e-12));
  }

  /** K (b r - y) = 2 (0.5 x 10 - 8); the integral still sees r - y = 2. */
  @Test
  void proportionalWeight_half_isOfTheSetPointAlone() {
    Loop loop = new Loop(PI.withSetpoint(SetpointLimits.ANY.withWeights(0.5, 0)), 0);

    assertThat(loop.step(0, 10, 8)).isEqualTo(-6);
    assertThat(loop.step(1_000, 10, 8)).isEqualTo(-6 + 0.4, within(1e-12));
  }

  @Test
  void derivative_setPointJumps_isNotSeen() {
    PidSettings settings =
        PidSettings.of(new PidGains.Isa(1, NO_INTEGRAL, 3, NO_FILTER), Action.REVERSE, WIDE);
    Loop loop = new Loop(settings, 0);

    loop.step(0, 0, 0);
    assertThat(loop.step(1_000, 10, 0)).isEqualTo(10);
  }

  /** c Td dr / h = 0.5 x 3 x 10. */
  @Test
  void derivativeWeight_setPointJumps_isSeenByItsWeight() {
    PidSettings settings =
        PidSettings.of(new PidGains.Isa(1, NO_INTEGRAL, 3, NO_FILTER), Action.REVERSE, WIDE)
            .withSetpoint(SetpointLimits.ANY.withWeights(1, 0.5));
    Loop loop = new Loop(settings, 0);

    loop.step(0, 0, 0);
    assertThat(loop.step(1_000, 10, 0)).isEqualTo(10 + 15);
  }

  /** The integral gets 0.2 e a second, whatever the times between samples. */
  @Test
  void integral_irregularSamples_countsTheTimeBetweenThem() {
    Loop loop = new Loop(PI, 0);

    loop.step(0, 1, 0);
    loop.step(1_000, 1, 0);
    assertThat(loop.state.integral()).isEqualTo(0.2, within(1e-12));
    loop.step(1_500, 1, 0);
    assertThat(loop.state.integral()).isEqualTo(0.3, within(1e-12));
    loop.step(11_500, 1, 0);
    assertThat(loop.state.integral()).isEqualTo(2.3, within(1e-12));
  }

  @Test
  void maxGap_lateSample_countsForTheIntegralNoLonger() {
    Loop loop = new Loop(PI.withMaxGap(2), 0);

    loop.step(0, 1, 0);
    loop.step(3_600_000, 1, 0);
    assertThat(loop.state.integral()).isEqualTo(0.4, within(1e-12));
  }

  /** A slope is what moved over all of the time: 8 in 8 s, though only 2 s count elsewhere. */
  @Test
  void maxGap_lateSample_slopeIsOverAllOfTheTime() {
    PidSettings settings =
        PidSettings.of(new PidGains.Isa(1, NO_INTEGRAL, 3, NO_FILTER), Action.REVERSE, WIDE);
    Loop loop = new Loop(settings.withMaxGap(2), 0);

    loop.step(0, 0, 0);
    loop.step(8_000, 0, 8);
    assertThat(loop.state.derivative()).isEqualTo(-3, within(1e-12));
  }

  @Test
  void deadband_errorWithin_countsAsNone() {
    Loop loop = new Loop(PI.withDeadband(0.5), 5);

    assertThat(loop.step(0, 10, 9.6)).isEqualTo(5);
    assertThat(loop.step(1_000, 10, 10.5)).isEqualTo(5);
  }

  @Test
  void deadband_errorBeyond_countsFromItsEdge() {
    Loop loop = new Loop(PI.withDeadband(0.5), 5);

    assertThat(loop.step(0, 10, 9)).isEqualTo(5 + 2 * 0.5);
    assertThat(loop.step(1_000, 10, 11)).isEqualTo(5 + 0.1 - 2 * 0.5, within(1e-12));
  }

  @Test
  void deadband_noiseWithin_isNotSeenByTheDerivative() {
    PidSettings settings =
        PidSettings.of(new PidGains.Isa(1, NO_INTEGRAL, 3, NO_FILTER), Action.REVERSE, WIDE);
    Loop loop = new Loop(settings.withDeadband(0.5), 5);

    loop.step(0, 10, 9.8);
    assertThat(loop.step(1_000, 10, 10.2)).isEqualTo(5);
  }

  @Test
  void slew_asymmetric_risesAndFallsAtItsOwnRate() {
    Loop loop = new Loop(P_ONLY.withOutput(WIDE.withSlew(2, 5)), 0);

    assertThat(loop.step(0, 0, 0)).isZero();
    assertThat(loop.step(1_000, 100, 0)).isEqualTo(2);
    assertThat(loop.step(3_000, 100, 0)).isEqualTo(6);
    assertThat(loop.step(4_000, -100, 0)).isEqualTo(1);
    assertThat(loop.step(5_000, -100, 0)).isEqualTo(-4);
  }

  @Test
  void slew_oneWayUnlimited_theOtherIsStillLimited() {
    Loop up = new Loop(P_ONLY.withOutput(WIDE.withSlew(2, Double.POSITIVE_INFINITY)), 0);
    Loop down = new Loop(P_ONLY.withOutput(WIDE.withSlew(Double.POSITIVE_INFINITY, 2)), 0);
    up.step(0, 0, 0);
    down.step(0, 0, 0);

    assertThat(up.step(1_000, 100, 0)).isEqualTo(2);
    assertThat(up.step(2_000, -100, 0)).isEqualTo(-100);
    assertThat(down.step(1_000, -100, 0)).isEqualTo(-2);
    assertThat(down.step(2_000, 100, 0)).isEqualTo(100);
  }

  @Test
  void slew_firstSample_doesNotMove() {
    Loop loop = new Loop(P_ONLY.withOutput(WIDE.withSlew(2, 5)), 7);

    assertThat(loop.step(0, 100, 0)).isEqualTo(7);
  }

  @Test
  void slew_otherValueInForce_startsFromThere() {
    Loop loop = new Loop(P_ONLY.withOutput(WIDE.withSlew(2, 5)), 0);

    loop.step(0, 100, 0);
    assertThat(loop.step(LawInput.of(1_000, 100, 0).withApplied(40))).isEqualTo(42);
  }

  @Test
  void bounds_valueInForceIsOutside_isBroughtInside() {
    Loop loop = new Loop(P_ONLY.withOutput(OutputLimits.within(0, 10).withSlew(1, 1)), 5);

    loop.step(0, 0, 0);
    assertThat(loop.step(LawInput.of(1_000, 100, 0).withApplied(40))).isEqualTo(10);
  }

  @Test
  void quantum_nearest_isAWholeMultiple() {
    Loop loop = new Loop(P_ONLY.withOutput(WIDE.withQuantum(5, Rounding.NEAREST)), 0);

    assertThat(loop.step(0, 12, 0)).isEqualTo(10);
    assertThat(loop.step(1_000, 13, 0)).isEqualTo(15);
  }

  @Test
  void quantum_downAndUp_roundThatWay() {
    Loop down = new Loop(P_ONLY.withOutput(WIDE.withQuantum(5, Rounding.DOWN)), 0);
    Loop up = new Loop(P_ONLY.withOutput(WIDE.withQuantum(5, Rounding.UP)), 0);

    assertThat(down.step(0, 14, 0)).isEqualTo(10);
    assertThat(up.step(0, 11, 0)).isEqualTo(15);
  }

  /** 0.1 + 0.2 is a little more than 0.3, and still three tenths. */
  @Test
  void quantum_multipleUpToItsLastBit_staysWhatItIs() {
    Loop loop = new Loop(P_ONLY.withOutput(WIDE.withQuantum(0.1, Rounding.UP)), 0);

    assertThat(loop.step(0, 0.1 + 0.2, 0)).isEqualTo(0.3, within(1e-12));
  }

  @Test
  void quantum_boundsAreNoMultiples_staysWithinThem() {
    PidSettings settings =
        P_ONLY.withOutput(OutputLimits.within(3, 17).withQuantum(5, Rounding.NEAREST));
    Loop loop = new Loop(settings, 10);

    assertThat(loop.step(0, 100, 0)).isEqualTo(15);
    assertThat(loop.step(1_000, -100, 0)).isEqualTo(5);
  }

  /** At 0.3 a second a quantum of 1 is full after 4 s, though no single second moves that far. */
  @Test
  void quantum_slowSlew_movesWhenAQuantumIsFull() {
    PidSettings settings = P_ONLY.withOutput(WIDE.withSlew(0.3, 0.3).withQuantum(1, Rounding.DOWN));
    Loop loop = new Loop(settings, 0);

    double[] outputs = new double[9];
    for (int second = 0; second < outputs.length; second++) {
      outputs[second] = loop.step(1_000L * second, 100, 0);
    }

    assertThat(outputs).containsExactly(0, 0, 0, 0, 1, 1, 1, 2, 2);
  }

  @Test
  void setpointRamp_targetJumps_lawSeesItsRate() {
    Loop loop = new Loop(P_ONLY.withSetpoint(SetpointLimits.ANY.withRate(2)), 0);

    assertThat(loop.step(0, 10, 4)).isZero();
    assertThat(loop.step(1_000, 10, 4)).isEqualTo(2);
    assertThat(loop.step(2_000, 10, 4)).isEqualTo(4);
    assertThat(loop.step(9_000, 10, 4)).isEqualTo(6);
    assertThat(loop.step(10_000, 0, 4)).isEqualTo(4);
  }

  @Test
  void feedForward_isAddedAtOnce() {
    Loop loop = new Loop(PI, 0);

    loop.step(0, 10, 10);
    assertThat(loop.step(LawInput.of(1_000, 10, 10).withFeedForward(7))).isEqualTo(7);
  }

  /** Saturated at 1 with e = 1, v = 2 + I; driven up by 0.2 a second it would never come back. */
  @Test
  void conditional_saturated_integralStandsStill() {
    PidSettings settings =
        PI.withOutput(OutputLimits.within(-1, 1)).withAntiWindup(AntiWindup.CONDITIONAL);
    Loop loop = new Loop(settings, 0);

    for (int second = 0; second < 100; second++) {
      loop.step(1_000L * second, 1, 0);
    }
    assertThat(loop.state.integral()).isZero();

    loop.step(100_000, -1, 0);
    loop.step(101_000, -1, 0);
    assertThat(loop.state.integral()).isZero();
    loop.step(102_000, 0, 0.1);
    loop.step(103_000, 0, 0.1);
    assertThat(loop.state.integral()).isEqualTo(-0.02, within(1e-12));
  }

  /** Another loop keeps the knob at 1: back-calculation leads v there, and it stays near. */
  @Test
  void backCalculation_otherValueInForce_followsIt() {
    Loop loop = new Loop(PI, 0);

    for (int second = 0; second < 200; second++) {
      loop.step(LawInput.of(1_000L * second, 1, 0).withApplied(1));
    }

    // At rest K/Ti e + (u - v)/Tt = 0, so v - u = K e = 2.
    assertThat(loop.state.unlimited()).isEqualTo(3, within(1e-6));
  }

  /** A share above 1 would lead past the value in force, one above 2 would diverge. */
  @Test
  void backCalculation_samplesFarApart_doesNotLeadPastTheValueInForce() {
    PidSettings settings =
        PidSettings.of(PidGains.Isa.pi(1, 0.1), Action.REVERSE, OutputLimits.within(0, 1));
    Loop loop = new Loop(settings, 0);

    for (int second = 0; second < 100; second++) {
      loop.step(1_000L * second, 0.001, 0);
      assertThat(loop.state.unlimited()).isBetween(-0.1, 1.1);
    }
  }

  @Test
  void track_thenStep_goesOnFromTheAppliedValue() {
    PidGains gains = new PidGains.Isa(2, 10, 1, 10);
    Loop loop = new Loop(PidSettings.of(gains, Action.REVERSE, WIDE), 0);
    loop.step(0, 10, 8);
    loop.step(1_000, 10, 9);

    assertThat(loop.track(LawInput.of(2_000, 10, 8.5).withApplied(40))).isEqualTo(40);
    assertThat(loop.step(2_001, 10, 8.5)).isEqualTo(40, within(0.01));
  }

  /** After a restart the integral is the applied value less P, D and feed-forward. */
  @Test
  void track_noStateIsLeft_integralIsTheAppliedValueLessTheRest() {
    Loop loop = new Loop(PI, 0);

    loop.track(LawInput.of(0, 10, 8).withApplied(40).withFeedForward(3));

    assertThat(loop.state.integral()).isEqualTo(40 - 2 * 2 - 3);
    assertThat(loop.step(LawInput.of(1_000, 10, 8).withFeedForward(3)))
        .isEqualTo(40.4, within(1e-12));
  }

  /** With a ramp it follows the measurement, so that the hand-over starts without an error. */
  @Test
  void track_setpointRamp_startsAtTheMeasurement() {
    Loop loop = new Loop(PI.withSetpoint(SetpointLimits.ANY.withRate(1)), 0);
    loop.step(0, 10, 8);

    loop.track(LawInput.of(1_000, 10, 5).withApplied(40));

    assertThat(loop.state.setpoint()).isEqualTo(5);
    loop.step(2_000, 10, 5);
    assertThat(loop.state.setpoint()).isEqualTo(6);
  }

  /** A clock that was set back makes steps hold; this is how the law recovers. */
  @Test
  void track_clockWasSetBack_goesOnFromThere() {
    Loop loop = new Loop(PI, 0);
    loop.step(3_600_000, 10, 8);

    assertThat(Loop.held(loop.law.step(loop.state, LawInput.of(1_000, 10, 8))))
        .isEqualTo(HoldReason.TIMESTAMP_BACKWARDS);
    loop.track(LawInput.of(1_000, 10, 8).withApplied(4));
    assertThat(loop.step(2_000, 10, 8)).isEqualTo(4.4, within(1e-12));
  }

  @Test
  void takeOver_derivativeIsDropped_outputStays() {
    Loop loop = new Loop(PidSettings.of(new PidGains.Isa(2, 10, 5, 10), Action.REVERSE, WIDE), 3);
    loop.step(0, 10, 8);
    loop.step(1_000, 10, 9);
    double before = loop.state.output();
    Pid after = new Pid(PI);

    PidState taken = after.takeOver(loop.state, loop.law);

    PidState next = Loop.stepped(after.step(taken, LawInput.of(1_001, 10, 9)));
    assertThat(next.output()).isEqualTo(before, within(1e-3));
  }

  @Test
  void takeOver_noSampleYet_staysWhatItWas() {
    Pid law = new Pid(PI);

    assertThat(law.takeOver(law.start(3), new Pid(P_ONLY))).isEqualTo(law.start(3));
  }

  @Test
  void schedule_otherMode_hasItsGainsAndNoJump() {
    GainSchedule schedule = new GainSchedule(PI, Map.of("Degraded", PidGains.Isa.pi(4, 10)));
    PidState state =
        Loop.stepped(
            schedule.law("Target").step(schedule.law("Target").start(3), LawInput.of(0, 10, 8)));

    PidState moved = schedule.move(state, "Target", "Degraded");

    assertThat(moved.integral()).isEqualTo(-1);
    PidState next = Loop.stepped(schedule.law("Degraded").step(moved, LawInput.of(1_000, 10, 8)));
    assertThat(next.output()).isEqualTo(7.8, within(1e-12));
  }
}
