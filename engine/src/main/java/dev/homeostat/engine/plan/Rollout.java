package dev.homeostat.engine.plan;

/**
 * Whether the workload itself is being rolled out.
 *
 * @param state how it stands
 * @param message what is known of it, for people; empty where it is done
 */
public record Rollout(State state, String message) {

  /** How a rollout stands. */
  public enum State {
    /** No workload is named. */
    NONE,
    /** Every Pod is of the newest template. */
    DONE,
    /** Some Pods are of an older one, or the newest does not work yet. */
    UNDER_WAY,
    /** Nobody knows. */
    UNKNOWN
  }

  /** No workload is named. */
  public static final Rollout NONE = new Rollout(State.NONE, "");

  /** Whether nothing rises, is tuned or is compared before it is over. */
  boolean holds() {
    return state == State.UNDER_WAY || state == State.UNKNOWN;
  }
}
