package dev.homeostat.pid.law;

/**
 * A law that turns samples into the value of one knob: one pure function from what is remembered
 * and what is known to what to remember and an output.
 *
 * @param <S> what the law remembers
 */
public sealed interface ControlLaw<S> permits Pid, Aimd, Gradient2, Vegas, OnOff, StepTable {

  /** The state of a law that has seen no sample, and whose knob stands at a value. */
  S start(double applied);

  /** Evaluates the law once. */
  LawResult<S> step(S state, LawInput input);

  /**
   * Follows the value that is in force, {@link LawInput#applied}, so that the law goes on from
   * there without a jump: while a loop is inactive or has lost an arbitration, when a person hands
   * over, and after a restart. Time may run backwards or stand still here, since this is how a law
   * recovers when a clock was set back.
   */
  LawResult<S> track(S state, LawInput input);
}
