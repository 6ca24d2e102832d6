package dev.homeostat.engine.plan;

/** What a loop does. */
public enum LoopPhase {
  /** It was never evaluated. */
  WAITING("Waiting"),
  /** It sets its knob. */
  ACTIVE("Active"),
  /** It says what it would do, and sets nothing. */
  OBSERVING("Observing"),
  /** Its mode or another loop sets the knob, and it follows. */
  TRACKING("Tracking"),
  /** It keeps its knob where it is. */
  HELD("Held"),
  /** Its experiment sets the knob. */
  TUNING("Tuning");

  private final String word;

  LoopPhase(String word) {
    this.word = word;
  }

  /** The phase as a status shows it. */
  public String word() {
    return word;
  }

  /** Whether the loop decides where its knob is. */
  boolean claims() {
    return this == ACTIVE || this == HELD || this == TUNING;
  }
}
