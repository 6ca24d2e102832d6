package dev.homeostat.modes;

import org.jspecify.annotations.Nullable;

/**
 * What else than signals bears on one evaluation, in falling precedence: pause, override, emergency
 * (a clause), rollback hold, missing data, freeze, schedule, clauses.
 *
 * @param paused whether nothing moves
 * @param override where a person sends it; null where nobody does
 * @param held whether it holds after a rollback
 * @param regressed whether a change of settings was just taken back, which is a repetition
 * @param missing what the signals without data do
 * @param frozen whether upward moves wait for the end of a freeze window, or of a rollout
 * @param scheduled protective mode of the schedule that is active; null where none is
 * @param gatesOpen whether a step of Recovery may end
 */
public record Guidance(
    boolean paused,
    @Nullable Destination override,
    boolean held,
    boolean regressed,
    MissingData missing,
    boolean frozen,
    @Nullable Mode scheduled,
    boolean gatesOpen) {

  /** Signals alone decide. */
  public static final Guidance NONE =
      new Guidance(false, null, false, false, MissingData.HOLD, false, null, true);

  /**
   * Where a person sends a workload.
   *
   * @param mode reached by legal moves
   * @param skipGates whether Recovery waits for no gate on the way
   */
  public record Destination(Mode mode, boolean skipGates) {}

  public Guidance {
    if (scheduled == Mode.TARGET || scheduled == Mode.RECOVERY) {
      throw new IllegalArgumentException("no schedule leads upwards");
    }
  }
}
