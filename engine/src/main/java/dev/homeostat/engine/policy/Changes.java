package dev.homeostat.engine.policy;

import dev.homeostat.modes.RollbackPolicy;

/**
 * What binds the changes of a workload's settings.
 *
 * @param rollback when one is taken back by itself
 */
public record Changes(RollbackPolicy rollback) {

  /** Nothing does. */
  public static final Changes NONE = new Changes(RollbackPolicy.NONE);
}
