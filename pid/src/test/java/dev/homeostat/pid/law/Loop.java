package dev.homeostat.pid.law;

/** A law and its state, for tests that step it again and again. */
final class Loop {

  final Pid law;
  PidState state;

  Loop(PidSettings settings, double applied) {
    law = new Pid(settings);
    state = law.start(applied);
  }

  /** Steps it and gives the output. */
  double step(long atMillis, double setpoint, double measurement) {
    return step(LawInput.of(atMillis, setpoint, measurement));
  }

  /** Steps it and gives the output. */
  double step(LawInput input) {
    state = stepped(law.step(state, input));
    return state.output();
  }

  /** Lets it follow the applied value. */
  double track(LawInput input) {
    state = stepped(law.track(state, input));
    return state.output();
  }

  /** The state of a step that must not be a hold. */
  static <S> S stepped(LawResult<S> result) {
    return ((LawResult.Stepped<S>) result).state();
  }

  /** Why a step is a hold, as it must be. */
  static HoldReason held(LawResult<?> result) {
    return ((LawResult.Hold<?>) result).reason();
  }
}
