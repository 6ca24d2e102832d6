package dev.homeostat.pid.law;

/**
 * What one evaluation of a law came to: a new state with its output, or a hold.
 *
 * @param <S> state of the law
 */
public sealed interface LawResult<S> {

  /**
   * The law moved on.
   *
   * @param state what to remember
   * @param output the value that the law asks for
   */
  record Stepped<S>(S state, double output) implements LawResult<S> {}

  /**
   * The law did not move: whoever calls keeps the state and the output that it has.
   *
   * @param reason why
   * @param found the value that was refused
   */
  record Hold<S>(HoldReason reason, double found) implements LawResult<S> {}
}
