package dev.homeostat.modes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers of all conditions of a policy after one evaluation, and what they say of its clauses.
 */
final class Timers {

  private final ModePolicy policy;
  private final List<ConditionTimer> timers;

  Timers(ModePolicy policy, List<ConditionTimer> timers) {
    this.policy = policy;
    this.timers = timers;
  }

  /** Counts one evaluation; a gap in any signal zeroes the upward timers of all conditions. */
  static Timers counted(
      ModePolicy policy, List<ConditionTimer> before, List<Sample> samples, boolean complete) {
    ConditionTimer[] counted = new ConditionTimer[before.size()];
    int index = 0;
    for (Clause clause : policy.clauses()) {
      for (Condition condition : clause.conditions()) {
        ConditionTimer timer = before.get(index);
        Sample sample = condition.read(samples);
        ConditionTimer next =
            sample.present() ? timer.count(condition, sample, policy) : timer.withGap();
        counted[index++] = complete ? next : next.withoutOver();
      }
    }
    return new Timers(policy, List.of(counted));
  }

  List<ConditionTimer> all() {
    return timers;
  }

  List<ConditionTimer> zeroed() {
    ConditionTimer[] zeroed = new ConditionTimer[timers.size()];
    for (int i = 0; i < zeroed.length; i++) {
      zeroed[i] = timers.get(i).zeroed();
    }
    return List.of(zeroed);
  }

  /** Index of the first clause into a mode all of whose conditions have held for their time. */
  int firstHolding(Mode enters, boolean emergencyOnly) {
    int index = 0;
    for (int clause = 0; clause < policy.clauses().size(); clause++) {
      Clause candidate = policy.clauses().get(clause);
      boolean holds = candidate.enters() == enters && (candidate.emergency() || !emergencyOnly);
      for (Condition condition : candidate.conditions()) {
        long heldMillis = timers.get(index++).heldMillis();
        holds &= heldMillis != ConditionTimer.NOT_HOLDING && heldMillis >= condition.forMillis();
      }
      if (holds) {
        return clause;
      }
    }
    return -1;
  }

  /** Whether every clause into a mode has been past an exit for its time. */
  boolean isOver(Mode mode) {
    return everyClausePastAnExit(mode, true);
  }

  /** Whether every clause is past an exit now. */
  boolean isWell() {
    return everyClausePastAnExit(null, false);
  }

  private boolean everyClausePastAnExit(@Nullable Mode only, boolean forItsTime) {
    int index = 0;
    for (Clause clause : policy.clauses()) {
      boolean past = only != null && clause.enters() != only;
      for (Condition condition : clause.conditions()) {
        long overMillis = timers.get(index++).overMillis();
        past |= overMillis >= (forItsTime ? condition.exitForMillis() : 0);
      }
      if (!past) {
        return false;
      }
    }
    return true;
  }
}
