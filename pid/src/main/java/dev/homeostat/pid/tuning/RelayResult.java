package dev.homeostat.pid.tuning;

/** What one evaluation of a relay experiment came to. */
public sealed interface RelayResult {

  /**
   * It goes on.
   *
   * @param state what to remember
   * @param output of the knob
   */
  record Running(RelayState state, double output) implements RelayResult {}

  /**
   * The input could not be used: the knob stays where it is, and the state as it was.
   *
   * @param reason why
   */
  record Held(HoldReason reason) implements RelayResult {}

  /** Why an input could not be used. */
  enum HoldReason {
    /** The signal, the set point or the budget is NaN or infinite. */
    NOT_FINITE,
    /** The timestamp is not newer. */
    TIMESTAMP_NOT_NEWER
  }

  /**
   * It is over, and the knob returns to the centre.
   *
   * @param ultimate the gain and the period at which the loop would swing by itself
   * @param amplitude of the signal
   */
  record Finished(UltimatePoint ultimate, double amplitude) implements RelayResult {}

  /**
   * It was ended, and the knob returns to the centre.
   *
   * @param reason why
   */
  record Aborted(Reason reason) implements RelayResult {}

  /** Why an experiment was ended. */
  enum Reason {
    /** It took too long, a signal that stays away included. */
    TIMED_OUT,
    /** The signal went too far from the set point. */
    DEVIATION_TOO_LARGE,
    /** Too much of the error budget went meanwhile. */
    BUDGET_SPENT,
    /** The swing stays within the hysteresis, so that it says nothing of the process. */
    AMPLITUDE_WITHIN_HYSTERESIS
  }
}
