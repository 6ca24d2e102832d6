package dev.homeostat.pid.supervision;

import java.util.Objects;

/**
 * What a supervisor remembers of a loop.
 *
 * @param stage how far it went
 * @param holds how often it held the loop
 * @param calmSeconds time without a disturbance
 * @param oscillation the detector
 * @param saturation the detector
 * @param idle the detector
 * @param performance the index
 */
public record SupervisorState(
    Stage stage,
    int holds,
    double calmSeconds,
    Oscillation oscillation,
    Saturation saturation,
    IdleIndex idle,
    Performance performance) {

  /** A loop that has not been seen. */
  public static final SupervisorState NEW = begun(Stage.NORMAL, 0);

  public SupervisorState {
    // A journal of a version before says nothing of it.
    performance = Objects.requireNonNullElse(performance, Performance.NONE);
  }

  /** How far it went. */
  public enum Stage {
    NORMAL,
    DETUNED,
    HELD,
    LOWER_MODE_ASKED
  }

  /** The same measures where every detector begins anew. */
  public static SupervisorState begun(Stage stage, int holds) {
    return new SupervisorState(
        stage, holds, 0, Oscillation.NONE, Saturation.NONE, IdleIndex.NONE, Performance.NONE);
  }
}
