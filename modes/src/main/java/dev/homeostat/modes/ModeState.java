package dev.homeostat.modes;

import java.util.Collections;
import java.util.List;

/**
 * What the machine remembers between two evaluations.
 *
 * @param mode where the workload is
 * @param sinceMillis when it entered that mode, milliseconds since the epoch; for people, no wait
 *     is computed from it
 * @param dwelledMillis how much of the mode's dwell has been served
 * @param step index of Recovery's step; 0 in the other modes
 * @param stepHeldMillis how long that step has been held; {@link ConditionTimer#NOT_HOLDING} while
 *     it is not
 * @param timers one a condition, in the order of the clauses
 * @param waits what earlier moves ask of the next
 * @param overridden whether a person has sent it where it is
 */
public record ModeState(
    Mode mode,
    long sinceMillis,
    long dwelledMillis,
    int step,
    long stepHeldMillis,
    List<ConditionTimer> timers,
    Waits waits,
    boolean overridden) {

  public ModeState {
    timers = List.copyOf(timers);
  }

  /** A workload that has just entered a mode, with every wait before it. */
  public static ModeState entered(ModePolicy policy, Mode mode, long nowMillis) {
    return new ModeState(
        mode,
        nowMillis,
        0,
        0,
        0,
        Collections.nCopies(policy.conditionCount(), ConditionTimer.NEW),
        Waits.NEW,
        false);
  }
}
