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

  /** So far beyond a multiple, and up to this size, the last bits of a sum do not matter. */
  private static final double PLAIN_PART = 0.99;

  private static final double PLAIN_SIZE = 1e6;

  private final double lowestSetpoint;
  private final double highestSetpoint;
  private final double setpointRate;
  private final double setpointShortfall;
  private final double derivativeWeight;
  private final double proportional;
  private final double integralPerSecond;
  private final double derivativeSeconds;
  private final double filterSeconds;
  private final double trackingPerSecond;
  private final boolean conditional;
  private final double deadband;
  private final double maxGapSeconds;
  private final double min;
  private final double max;
  private final double risePerSecond;
  private final double fallPerSecond;
  private final double quantum;
  private final Rounding rounding;
  private final boolean roundsDown;
  private final double lowestOutput;
  private final double highestOutput;

  /** The law that some settings declare. */
  public Pid(PidSettings settings) {
    PidTerms terms = settings.gains().terms();
    int sign = settings.action().sign();
    SetpointLimits setpoint = settings.setpoint();
    lowestSetpoint = setpoint.min();
    highestSetpoint = setpoint.max();
    setpointRate = setpoint.ratePerSecond();
    derivativeWeight = setpoint.derivativeWeight();
    proportional = sign * terms.proportional();
    setpointShortfall = proportional * (1 - setpoint.proportionalWeight());
    integralPerSecond = sign * terms.integralPerSecond();
    derivativeSeconds = sign * terms.derivativeSeconds();
    filterSeconds = terms.filterSeconds();
    AntiWindup antiWindup = settings.antiWindup();
    conditional = antiWindup.method() == AntiWindup.Method.CONDITIONAL;
    trackingPerSecond =
        1
            / (Double.isNaN(antiWindup.trackingSeconds())
                ? terms.defaultTrackingSeconds()
                : antiWindup.trackingSeconds());
    deadband = settings.deadband();
    maxGapSeconds = settings.maxGapSeconds();
    OutputLimits output = settings.output();
    min = output.min();
    max = output.max();
    risePerSecond = output.risePerSecond();
    fallPerSecond = output.fallPerSecond();
    quantum = output.quantum();
    rounding = output.rounding();
    roundsDown = rounding == Rounding.DOWN;
    lowestOutput = quantum == 0 ? min : Rounding.UP.round(min / quantum) * quantum;
    highestOutput = quantum == 0 ? max : Rounding.DOWN.round(max / quantum) * quantum;
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

  // What follows is the law itself, shared by the record above and the arrays of PidBank. Bounds
  // are compared and not taken by Math.min, which costs more and would let NaN through: an
  // unlimited
  // rate over no time is NaN here, and as a bound it then is none.

  boolean reachable(double setpoint) {
    return setpoint >= lowestSetpoint && setpoint <= highestSetpoint;
  }

  double counted(double elapsedSeconds) {
    return elapsedSeconds > maxGapSeconds ? maxGapSeconds : elapsedSeconds;
  }

  double firstSetpoint(double target, double measurement) {
    return setpointRate < Double.POSITIVE_INFINITY ? measurement : target;
  }

  double setpoint(double before, double target, double seconds) {
    return setpointRate < Double.POSITIVE_INFINITY
        ? clamp(target, before - setpointRate * seconds, before + setpointRate * seconds)
        : target;
  }

  double error(double setpoint, double measurement) {
    double error = setpoint - measurement;
    return error > deadband ? error - deadband : error < -deadband ? error + deadband : 0;
  }

  double proportional(double setpoint, double measurement) {
    // K (b r - y), where y is as far from r as the error that counts.
    return proportional * error(setpoint, measurement) - setpointShortfall * setpoint;
  }

  double integral(double integral, double error, double excess, double seconds) {
    if (integralPerSecond == 0) {
      return integral;
    }
    double driven = integralPerSecond * error * seconds;
    if (conditional) {
      boolean further = driven * excess < 0 && Math.abs(excess) > quantum;
      return further ? integral : integral + driven;
    }
    // At most the whole difference: a late sample must not lead past the applied value.
    double share = seconds * trackingPerSecond;
    return integral + driven + (share < 1 ? share : 1) * excess;
  }

  double derivativeMove(
      double setpointBefore, double setpoint, double measurementBefore, double measurement) {
    if (deadband > 0 && error(setpoint, measurement) == 0) {
      return 0;
    }
    return derivativeWeight * (setpoint - setpointBefore) - (measurement - measurementBefore);
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
    double slewed =
        clamp(
            clamp(unlimited, min, max),
            from - fallPerSecond * seconds,
            from + risePerSecond * seconds);
    // A value in force outside the bounds is brought inside at once.
    return clamp(slewed, min, max);
  }

  double quantised(double value) {
    return quantum == 0
        ? value
        : clamp(whole(value / quantum) * quantum, lowestOutput, highestOutput);
  }

  /** What {@link Rounding} says, without its care where no last bits can matter. */
  private double whole(double multiple) {
    if (roundsDown) {
      double below = Math.floor(multiple);
      if (multiple - below < PLAIN_PART && Math.abs(multiple) < PLAIN_SIZE) {
        return below;
      }
    }
    return rounding.round(multiple);
  }

  private static double clamp(double value, double least, double most) {
    return value > most ? most : value < least ? least : value;
  }
}
