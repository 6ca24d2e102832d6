package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.HoldReason.APPLIED_NOT_FINITE;
import static dev.homeostat.pid.law.HoldReason.FEED_FORWARD_NOT_FINITE;
import static dev.homeostat.pid.law.HoldReason.INFLIGHT_IMPLAUSIBLE;
import static dev.homeostat.pid.law.HoldReason.MEASUREMENT_NOT_FINITE;
import static dev.homeostat.pid.law.HoldReason.MEASUREMENT_NOT_POSITIVE;
import static dev.homeostat.pid.law.HoldReason.SETPOINT_NOT_FINITE;
import static dev.homeostat.pid.law.HoldReason.SETPOINT_OUT_OF_RANGE;
import static dev.homeostat.pid.law.HoldReason.TIMESTAMP_BACKWARDS;
import static dev.homeostat.pid.law.HoldReason.TIMESTAMP_REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What operation brings and no law can use is a hold with its reason. */
class HoldTest {

  private static final double NAN = Double.NaN;
  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final LawInput GOOD = new LawInput(2_000, 10, 8, NAN, 0, 50, false);

  private static final List<ControlLaw<?>> LAWS =
      List.of(
          new Pid(
              PidSettings.of(PidGains.Isa.pi(1, 1), Action.REVERSE, OutputLimits.within(0, 200))
                  .withSetpoint(SetpointLimits.ANY.withRange(0, 20))),
          new Aimd(20, 200, 0.9, 5_000),
          Gradient2.published(20, 200),
          Vegas.published(200),
          new OnOff(Action.REVERSE, 1, 0, 1),
          new StepTable(1, List.of(new StepTable.Row(5, 100)), 0));

  static Stream<Arguments> unusable() {
    List<Arguments> cases = new ArrayList<>();
    for (ControlLaw<?> law : LAWS) {
      for (double value : new double[] {NAN, INFINITE, -INFINITE}) {
        cases.add(Arguments.of(law, measured(value), MEASUREMENT_NOT_FINITE));
      }
      cases.add(Arguments.of(law, GOOD.withApplied(INFINITE), APPLIED_NOT_FINITE));
      cases.add(Arguments.of(law, at(1_000), TIMESTAMP_REPEATED));
      cases.add(Arguments.of(law, at(999), TIMESTAMP_BACKWARDS));
    }
    for (int law : new int[] {0, 4}) {
      cases.add(Arguments.of(LAWS.get(law), wanted(NAN), SETPOINT_NOT_FINITE));
      cases.add(Arguments.of(LAWS.get(law), wanted(INFINITE), SETPOINT_NOT_FINITE));
    }
    cases.add(Arguments.of(LAWS.get(0), wanted(20.1), SETPOINT_OUT_OF_RANGE));
    cases.add(Arguments.of(LAWS.get(0), wanted(-0.1), SETPOINT_OUT_OF_RANGE));
    cases.add(Arguments.of(LAWS.get(0), GOOD.withFeedForward(NAN), FEED_FORWARD_NOT_FINITE));
    for (int law : new int[] {1, 2, 3}) {
      cases.add(Arguments.of(LAWS.get(law), measured(0), MEASUREMENT_NOT_POSITIVE));
      cases.add(Arguments.of(LAWS.get(law), measured(-1), MEASUREMENT_NOT_POSITIVE));
      cases.add(Arguments.of(LAWS.get(law), loaded(NAN), INFLIGHT_IMPLAUSIBLE));
      cases.add(Arguments.of(LAWS.get(law), loaded(-1), INFLIGHT_IMPLAUSIBLE));
      cases.add(Arguments.of(LAWS.get(law), loaded(INFINITE), INFLIGHT_IMPLAUSIBLE));
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("unusable")
  <S> void step_unusableInput_holdsWithItsReason(
      ControlLaw<S> law, LawInput input, HoldReason reason) {
    S state = Loop.stepped(law.step(law.start(100), at(1_000)));

    assertThat(Loop.held(law.step(state, input))).isEqualTo(reason);
  }

  @ParameterizedTest
  @MethodSource("laws")
  <S> void track_valueInForceUnknown_holds(ControlLaw<S> law) {
    assertThat(Loop.held(law.track(law.start(100), GOOD))).isEqualTo(APPLIED_NOT_FINITE);
    assertThat(Loop.held(law.track(law.start(100), GOOD.withApplied(INFINITE))))
        .isEqualTo(APPLIED_NOT_FINITE);
  }

  @ParameterizedTest
  @MethodSource("laws")
  <S> void track_clockWasSetBack_followsAllTheSame(ControlLaw<S> law) {
    S state = Loop.stepped(law.step(law.start(100), at(1_000)));

    S tracked = Loop.stepped(law.track(state, at(10).withApplied(100)));

    assertThat(law.step(tracked, at(11))).isInstanceOf(LawResult.Stepped.class);
  }

  static Stream<ControlLaw<?>> laws() {
    return LAWS.stream();
  }

  @Test
  void hold_saysWhatItFound() {
    Pid law = (Pid) LAWS.get(0);

    assertThat(law.step(law.start(0), wanted(21)))
        .isEqualTo(new LawResult.Hold<>(SETPOINT_OUT_OF_RANGE, 21));
    assertThat(law.step(law.start(0), GOOD.withApplied(INFINITE)))
        .isEqualTo(new LawResult.Hold<>(APPLIED_NOT_FINITE, INFINITE));
    assertThat(law.step(law.start(0), GOOD.withFeedForward(INFINITE)))
        .isEqualTo(new LawResult.Hold<>(FEED_FORWARD_NOT_FINITE, INFINITE));
  }

  /** Finite inputs whose difference is not. */
  @Test
  void pid_inputsOverflow_holds() {
    Pid law =
        new Pid(
            PidSettings.of(PidGains.Isa.pi(10, 1), Action.REVERSE, OutputLimits.within(0, 200)));

    assertThat(Loop.held(law.step(law.start(0), LawInput.of(0, 1e308, -1e308))))
        .isEqualTo(HoldReason.OVERFLOW);
    assertThat(Loop.held(law.track(law.start(0), LawInput.of(0, 1e308, -1e308).withApplied(1))))
        .isEqualTo(HoldReason.OVERFLOW);
  }

  @Test
  void gradient2_sumOverflows_holds() {
    Gradient2 law = Gradient2.published(20, 200);
    Gradient2.State state =
        Loop.stepped(law.step(law.start(100), LawInput.ofRoundTrip(1, 1e308, 0, false)));

    assertThat(Loop.held(law.step(state, LawInput.ofRoundTrip(2, 1e308, 0, false))))
        .isEqualTo(HoldReason.OVERFLOW);
  }

  private static LawInput at(long millis) {
    return new LawInput(millis, 10, 8, NAN, 0, 50, false);
  }

  private static LawInput measured(double value) {
    return new LawInput(2_000, 10, value, NAN, 0, 50, false);
  }

  private static LawInput wanted(double setpoint) {
    return new LawInput(2_000, setpoint, 8, NAN, 0, 50, false);
  }

  private static LawInput loaded(double inflight) {
    return new LawInput(2_000, 10, 8, NAN, 0, inflight, false);
  }
}
