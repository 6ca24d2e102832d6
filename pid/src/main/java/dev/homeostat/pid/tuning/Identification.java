package dev.homeostat.pid.tuning;

/** A model that was found in what was measured, or why none was. */
public sealed interface Identification {

  /**
   * A model.
   *
   * @param model of first order with dead time
   * @param explainedRatio how much of the variance of the signal it explains, 1 is all; NaN where
   *     there is no record to compare it with
   */
  record Identified(FirstOrderModel model, double explainedRatio) implements Identification {}

  /**
   * No model.
   *
   * @param reason why
   */
  record NotIdentified(Reason reason) implements Identification {}

  /** Why no model was found. */
  enum Reason {
    /** A value is NaN or infinite. */
    NOT_FINITE,
    /** The timestamps do not rise. */
    TIMESTAMPS_DISORDERED,
    /** There are fewer than 2 samples before the step or 10 after it. */
    TOO_FEW_SAMPLES,
    /** The output is the same before and after. */
    NO_STEP,
    /** The signal does not leave its noise. */
    NO_RESPONSE,
    /** The signal does not approach a new value, as that of an integrating process. */
    NOT_SETTLING,
    /** The best model explains too little of what was recorded. */
    POOR_FIT,
    /** The amplitude of the relay experiment exceeds what the declared gain allows. */
    GAIN_TOO_SMALL
  }
}
