package dev.homeostat.pid.supervision;

/**
 * What a supervisor remembers of a loop.
 *
 * @param stage how far it went
 * @param holds how often it held the loop
 * @param calmSeconds time without a disturbance
 * @param oscillation the detector
 * @param saturation the detector
 * @param idle the detector
 */
public record SupervisorState(
    Stage stage,
    int holds,
    double calmSeconds,
    Oscillation oscillation,
    Saturation saturation,
    IdleIndex idle) {

  /** A loop that has not been seen. */
  public static final SupervisorState NEW =
      new SupervisorState(Stage.NORMAL, 0, 0, Oscillation.NONE, Saturation.NONE, IdleIndex.NONE);

  /** How far it went. */
  public enum Stage {
    NORMAL,
    DETUNED,
    HELD,
    LOWER_MODE_ASKED
  }
}
