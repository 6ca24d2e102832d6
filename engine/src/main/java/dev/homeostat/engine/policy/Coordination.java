package dev.homeostat.engine.policy;

import org.jspecify.annotations.Nullable;

/**
 * What a workload takes into account beside its own signals before it rises.
 *
 * @param target the workload itself, whose rollout is waited for; null where none is named
 * @param mostRecovering how many workloads of its namespace may be in Recovery at once; 0 where
 *     that has no limit
 */
public record Coordination(@Nullable ObjectRef target, int mostRecovering) {

  /** Itself alone. */
  public static final Coordination NONE = new Coordination(null, 0);
}
