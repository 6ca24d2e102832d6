package dev.homeostat.engine;

import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.ResourceId;

/**
 * One line of the journal. The lines of a run hold all that the plan step was given, so a replay of
 * them gives the same decisions.
 */
public sealed interface JournalEntry {

  /** Version of the format; a reader refuses one that it does not know. */
  int VERSION = 2;

  /**
   * The resources, whenever they were declared anew.
   *
   * @param version {@link #VERSION}
   * @param atMillis when
   * @param set the resources
   */
  record Declared(int version, long atMillis, PolicySet set) implements JournalEntry {}

  /**
   * The state of one workload, whenever it did not come from the evaluation before.
   *
   * @param resource the workload's resource
   * @param state what is remembered of it
   */
  record Started(ResourceId resource, WorkloadState state) implements JournalEntry {}

  /**
   * One evaluation.
   *
   * @param resource the workload's resource
   * @param inputs what was known
   * @param decision what was concluded
   * @param saved whether the state could be saved where the decision asked for it; if not, nothing
   *     was written and the state before was kept
   */
  record Evaluated(ResourceId resource, Inputs inputs, Decision decision, boolean saved)
      implements JournalEntry {}
}
