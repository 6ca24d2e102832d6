package dev.homeostat.pid.law;

import org.jspecify.annotations.Nullable;

/**
 * The PID law with two degrees of freedom.
 *
 * <pre>{@code
 * v = K (b r - y) + I + D + feedForward,  u = quantum(slew(bounds(v)))
 * I' = I + h K/Ti e + min(1, h/Tt) (u - v)
 * D' = Tf/(Tf + h) D + K Td/(Tf + h) (c dr - dy),  Tf = Td/N
 * }</pre>
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), chapters 3 and 13; the filter is
 * differenced backwards, so it is stable for any time between samples. The output comes first and
 * then the integral: what an error adds counts from the next sample on, over the time that has then
 * passed, and against the value that was then in force. So samples may come at any time, and the
 * integral sees every limit between the law and the object. The first D is 0.
 *
 * <p>Regimes. Free: the output is what the law wants. Limited by a bound, the slew rate, a quantum
 * or another loop: back-calculation leads the integral to where the output leaves the limit as soon
 * as the error turns; conditional integration lets it stand still instead. Within the deadband: the
 * error counts as none and D decays. Held: a sample that cannot be used leaves no trace.
 */
public final class Pid implements ControlLaw<PidState> {

  private static final double SECONDS_PER_MILLI = 1e-3;

  private final SetpointLimits setpoints;
  private final OutputLimits outputs;
  private final double proportional;
  private final double integralPerSecond;
  private final double derivativeSeconds;
  private final double filterSeconds;
  private final double trackingSeconds;
  private final boolean conditional;
  private final double deadband;
  private final double maxGapSeconds;
  private final double lowestOutput;
  private final double highestOutput;

  /** The law that some settings declare. */
  public Pid(PidSettings settings) {
    PidTerms terms = settings.gains().terms();
    int sign = settings.action().sign();
    setpoints = settings.setpoint();
    outputs = settings.output();
    proportional = sign * terms.proportional();
    integralPerSecond = sign * terms.integralPerSecond();
    derivativeSeconds = sign * terms.derivativeSeconds();
    filterSeconds = terms.filterSeconds();
    AntiWindup antiWindup = settings.antiWindup();
    conditional = antiWindup.method() == AntiWindup.Method.CONDITIONAL;
    trackingSeconds =
        Double.isNaN(antiWindup.trackingSeconds())
            ? terms.defaultTrackingSeconds()
            : antiWindup.trackingSeconds();
    deadband = settings.deadband();
    maxGapSeconds = settings.maxGapSeconds();
    double quantum = outputs.quantum();
    lowestOutput =
        quantum == 0 ? outputs.min() : Rounding.UP.round(outputs.min() / quantum) * quantum;
    highestOutput =
        quantum == 0 ? outputs.max() : Rounding.DOWN.round(outputs.max() / quantum) * quantum;
  }

  @Override
  public PidState start(double applied) {
    Requirements.finite("applied", applied);
    return PidState.at(applied);
  }

  @Override
  public LawResult<PidState> step(PidState state, LawInput input) {
    HoldReason refusal = refusal(state, input);
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    double measurement = input.measurement();
    double elapsed = 0;
    double integral = state.integral();
    double derivative = 0;
    double setpoint = firstSetpoint(input.setpoint(), measurement);
    double from = state.slewed();
    if (state.started()) {
      elapsed = (input.atMillis() - state.atMillis()) * SECONDS_PER_MILLI;
      double counted = counted(elapsed);
      double applied = Double.isNaN(input.applied()) ? state.output() : input.applied();
      from = slewedFrom(applied, state.output(), state.slewed());
      integral =
          integral(
              integral,
              error(state.setpoint(), state.measurement()),
              applied - state.unlimited(),
              counted);
      setpoint = setpoint(state.setpoint(), input.setpoint(), counted);
      derivative =
          derivative(
              state.derivative(),
              derivativeMove(state.setpoint(), setpoint, state.measurement(), measurement),
              elapsed);
    }
    double unlimited =
        proportional(setpoint, measurement) + integral + derivative + input.feedForward();
    if (!Double.isFinite(unlimited)) {
      return Refusals.hold(HoldReason.OVERFLOW, input);
    }
    double slewed = slewed(unlimited, from, counted(elapsed));
    double output = quantised(slewed);
    return new LawResult.Stepped<>(
        new PidState(
            integral,
            derivative,
            setpoint,
            measurement,
            unlimited,
            slewed,
            output,
            input.atMillis()),
        output);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The integral is the applied value less P, D and the feed-forward; D goes on where time does.
   */
  @Override
  public LawResult<PidState> track(PidState state, LawInput input) {
    double applied = input.applied();
    HoldReason refusal = Refusals.first(implausible(input), Refusals.ofKnownApplied(applied));
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    double measurement = input.measurement();
    double setpoint = firstSetpoint(input.setpoint(), measurement);
    double derivative = 0;
    if (state.started() && input.atMillis() >= state.atMillis()) {
      double elapsed = (input.atMillis() - state.atMillis()) * SECONDS_PER_MILLI;
      derivative =
          elapsed == 0
              ? state.derivative()
              : derivative(
                  state.derivative(),
                  derivativeMove(setpoint, setpoint, state.measurement(), measurement),
                  elapsed);
    }
    double integral =
        applied - proportional(setpoint, measurement) - derivative - input.feedForward();
    if (!Double.isFinite(integral)) {
      return Refusals.hold(HoldReason.OVERFLOW, input);
    }
    return new LawResult.Stepped<>(
        new PidState(
            integral,
            derivative,
            setpoint,
            measurement,
            applied,
            applied,
            applied,
            input.atMillis()),
        applied);
  }

  /**
   * The state with which this law goes on where another stopped, without a jump: after a change of
   * gains, of weights or of the mode. What the change takes from P and D the integral gets.
   */
  public PidState takeOver(PidState state, Pid before) {
    if (!state.started()) {
      return state;
    }
    double derivative = derivativeSeconds == 0 ? 0 : state.derivative();
    double integral =
        before.proportional(state.setpoint(), state.measurement())
            + state.derivative()
            + state.integral()
            - proportional(state.setpoint(), state.measurement())
            - derivative;
    return new PidState(
        integral,
        derivative,
        state.setpoint(),
        state.measurement(),
        state.unlimited(),
        state.slewed(),
        state.output(),
        state.atMillis());
  }

  private @Nullable HoldReason refusal(PidState state, LawInput input) {
    HoldReason implausible = implausible(input);
    if (implausible != null) {
      return implausible;
    }
    HoldReason applied = Refusals.ofApplied(input.applied());
    return applied != null ? applied : Refusals.ofTimestamp(state.atMillis(), input.atMillis());
  }

  private @Nullable HoldReason implausible(LawInput input) {
    HoldReason notFinite = Refusals.ofLoop(input);
    if (notFinite != null) {
      return notFinite;
    }
    if (!reachable(input.setpoint())) {
      return HoldReason.SETPOINT_OUT_OF_RANGE;
    }
    return Double.isFinite(input.feedForward()) ? null : HoldReason.FEED_FORWARD_NOT_FINITE;
  }

  // What follows is the law itself, shared by the record above and the arrays of PidBank.

  boolean reachable(double setpoint) {
    return setpoint >= setpoints.min() && setpoint <= setpoints.max();
  }

  double counted(double elapsedSeconds) {
    return Math.min(elapsedSeconds, maxGapSeconds);
  }

  double firstSetpoint(double target, double measurement) {
    return setpoints.ratePerSecond() < Double.POSITIVE_INFINITY ? measurement : target;
  }

  double setpoint(double before, double target, double seconds) {
    double rate = setpoints.ratePerSecond();
    return rate < Double.POSITIVE_INFINITY
        ? Math.max(before - rate * seconds, Math.min(before + rate * seconds, target))
        : target;
  }

  double error(double setpoint, double measurement) {
    double error = setpoint - measurement;
    return error > deadband ? error - deadband : error < -deadband ? error + deadband : 0;
  }

  double proportional(double setpoint, double measurement) {
    // b r - y, where y is as far from r as the error that counts.
    return proportional
        * (error(setpoint, measurement) - (1 - setpoints.proportionalWeight()) * setpoint);
  }

  double integral(double integral, double error, double excess, double seconds) {
    if (integralPerSecond == 0) {
      return integral;
    }
    double driven = integralPerSecond * error * seconds;
    if (conditional) {
      boolean further = driven * excess < 0 && Math.abs(excess) > outputs.quantum();
      return further ? integral : integral + driven;
    }
    // At most the whole difference: a late sample must not lead past the applied value.
    double share = seconds < trackingSeconds ? seconds / trackingSeconds : 1;
    return integral + driven + share * excess;
  }

  double derivativeMove(
      double setpointBefore, double setpoint, double measurementBefore, double measurement) {
    if (deadband > 0 && error(setpoint, measurement) == 0) {
      return 0;
    }
    return setpoints.derivativeWeight() * (setpoint - setpointBefore)
        - (measurement - measurementBefore);
  }

  double derivative(double derivative, double move, double elapsedSeconds) {
    if (derivativeSeconds == 0) {
      return 0;
    }
    return (filterSeconds * derivative + derivativeSeconds * move)
        / (filterSeconds + elapsedSeconds);
  }

  double slewedFrom(double applied, double asked, double slewed) {
    // A quantum that is not full yet is kept, unless something else is in force than was asked for.
    return applied == asked ? slewed : applied;
  }

  double slewed(double unlimited, double from, double seconds) {
    double bounded = Math.max(outputs.min(), Math.min(outputs.max(), unlimited));
    // An unlimited rate times no time is not a number.
    double rise = outputs.risePerSecond();
    double most = rise < Double.POSITIVE_INFINITY ? from + rise * seconds : rise;
    double fall = outputs.fallPerSecond();
    double least = fall < Double.POSITIVE_INFINITY ? from - fall * seconds : -fall;
    double slewed = Math.max(least, Math.min(most, bounded));
    // A value in force outside the bounds is brought inside at once.
    return Math.max(outputs.min(), Math.min(outputs.max(), slewed));
  }

  double quantised(double value) {
    double quantum = outputs.quantum();
    if (quantum == 0) {
      return value;
    }
    double rounded = outputs.rounding().round(value / quantum) * quantum;
    return Math.max(lowestOutput, Math.min(highestOutput, rounded));
  }
}
