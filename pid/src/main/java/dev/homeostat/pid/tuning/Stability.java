package dev.homeostat.pid.tuning;

/** Whether a law and a model make a stable loop. */
public sealed interface Stability {

  /**
   * They do.
   *
   * @param margins how far from the edge
   */
  record Stable(Margins margins) implements Stability {}

  /**
   * They do not.
   *
   * @param reason why
   */
  record Unstable(Reason reason) implements Stability {}

  /** Why a loop is not stable. */
  enum Reason {
    /** The action is that of a process whose gain has the other sign. */
    WRONG_ACTION,
    /** An unfiltered derivative passes the fastest disturbances on with a gain of 1 or more. */
    DERIVATIVE_WITHOUT_FILTER,
    /** The open loop goes round -1. */
    GAIN_TOO_HIGH
  }
}
