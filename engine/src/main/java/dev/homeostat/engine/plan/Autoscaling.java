package dev.homeostat.engine.plan;

/**
 * Whether the autoscaler of the workload can still add replicas.
 *
 * @param state how it stands
 * @param message what is known of it, for people; empty where nobody asks
 */
public record Autoscaling(State state, String message) {

  /** How an autoscaler stands. */
  public enum State {
    /** No loop asks. */
    NONE(false),
    /** It wants as many replicas as it may, or more. */
    AT_MAXIMUM(true),
    /** It may still add replicas. */
    BELOW_MAXIMUM(true),
    /** None scales the workload. */
    AUTOSCALER_MISSING(false),
    /** More than one scales it. */
    AUTOSCALER_AMBIGUOUS(false),
    /** Nobody knows. */
    AUTOSCALER_UNKNOWN(false);

    private final boolean known;

    State(boolean known) {
      this.known = known;
    }
  }

  /** No loop asks. */
  public static final Autoscaling NONE = new Autoscaling(State.NONE, "");

  /** Whether it is known if replicas can be added. */
  boolean known() {
    return state.known;
  }

  /** The state in UpperCamel and the message, for people. */
  String told() {
    return LoopTurn.camel(state.name()) + ": " + message;
  }
}
