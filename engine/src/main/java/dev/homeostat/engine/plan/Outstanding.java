package dev.homeostat.engine.plan;

import java.util.List;

/**
 * What a workload has still to wait for and to do.
 *
 * @param settlingMillis how long sources that were out still settle
 * @param actions not done yet, in their order
 */
public record Outstanding(long settlingMillis, List<PendingAction> actions) {

  /** Nothing. */
  public static final Outstanding NONE = new Outstanding(0, List.of());

  public Outstanding {
    actions = List.copyOf(actions);
  }
}
