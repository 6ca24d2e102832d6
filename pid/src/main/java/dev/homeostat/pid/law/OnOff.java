package dev.homeostat.pid.law;

/**
 * A law with two outputs and hysteresis.
 *
 * <pre>{@code
 * e = +-(setpoint - measurement)
 * e > halfWidth: on,  e < -halfWidth: off,  between: as before
 * }</pre>
 *
 * <p>Source: Astrom and Murray, Feedback Systems (2008), section 1.5, on-off control.
 *
 * <p>Regimes. Outside the band the output follows the sign of the error; within it nothing changes.
 * A process with dead time never rests under this law: it swings by the band and what it moves in
 * the dead time.
 *
 * @param action {@link Action#REVERSE}: on while the measurement is low
 * @param halfWidth half of the band, above 0
 * @param off output while off
 * @param on output while on
 */
public record OnOff(Action action, double halfWidth, double off, double on)
    implements ControlLaw<OnOff.State> {

  /**
   * What it remembers.
   *
   * @param on whether it is on
   * @param atMillis timestamp of the last sample
   */
  public record State(boolean on, long atMillis) {}

  public OnOff {
    Requirements.positive("halfWidth", halfWidth);
    Requirements.finite("off", off);
    Requirements.finite("on", on);
  }

  @Override
  public State start(double applied) {
    Requirements.finite("applied", applied);
    return new State(isNearerToOn(applied), PidState.NO_SAMPLE);
  }

  @Override
  public LawResult<State> step(State state, LawInput input) {
    HoldReason refusal =
        Refusals.first(
            Refusals.ofLoop(input),
            Refusals.first(
                Refusals.ofApplied(input.applied()),
                Refusals.ofTimestamp(state.atMillis(), input.atMillis())));
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    boolean before = Double.isNaN(input.applied()) ? state.on() : isNearerToOn(input.applied());
    double error = action.sign() * (input.setpoint() - input.measurement());
    return stepped(error > halfWidth || (before && error >= -halfWidth), input);
  }

  @Override
  public LawResult<State> track(State state, LawInput input) {
    HoldReason refusal = Refusals.ofKnownApplied(input.applied());
    return refusal != null
        ? Refusals.hold(refusal, input)
        : stepped(isNearerToOn(input.applied()), input);
  }

  private LawResult<State> stepped(boolean isOn, LawInput input) {
    return new LawResult.Stepped<>(new State(isOn, input.atMillis()), isOn ? on : off);
  }

  private boolean isNearerToOn(double applied) {
    return Math.abs(applied - on) < Math.abs(applied - off);
  }
}
