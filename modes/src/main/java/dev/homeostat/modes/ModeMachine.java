package dev.homeostat.modes;

import java.util.List;

/**
 * The mode machine: one pure function from what is remembered and what is known to what to remember
 * and at most one move.
 *
 * <p>Protective moves need only their clause; upward moves also need every signal present, writes
 * that succeed and their waits. Between the enter and the exit threshold nothing changes: a step of
 * Recovery counts its hold only while every clause is past an exit.
 */
public final class ModeMachine {

  /** Evaluates the machine once. */
  public static ModeStep step(ModePolicy policy, ModeState state, ModeInputs inputs) {
    boolean complete = allPresent(inputs.samples());
    List<ConditionTimer> timers = countTimers(policy, state.timers(), inputs.samples(), complete);
    long dwelledMillis = state.dwelledMillis() + policy.countedMillis(inputs.elapsedMillis());
    ModeState counted =
        new ModeState(
            state.mode(),
            state.sinceMillis(),
            dwelledMillis,
            state.step(),
            state.stepHeldMillis(),
            timers);
    boolean mayRise = complete && inputs.upwardAllowed();
    return switch (state.mode()) {
      case TARGET -> enterDegraded(policy, counted, inputs, Move.Cause.ENTERED);
      case DEGRADED ->
          mayRise && dwelledMillis >= policy.dwellMillis() && isOver(policy, timers)
              ? moved(counted, inputs, Mode.RECOVERY, Move.Cause.OVER, -1)
              : new ModeStep(counted, null);
      case RECOVERY -> {
        ModeStep regressed = enterDegraded(policy, counted, inputs, Move.Cause.REGRESSED);
        yield regressed.move() != null ? regressed : climb(policy, counted, inputs, mayRise);
      }
    };
  }

  private static ModeStep enterDegraded(
      ModePolicy policy, ModeState state, ModeInputs inputs, Move.Cause cause) {
    int clause = firstHolding(policy, state.timers());
    return clause < 0
        ? new ModeStep(state, null)
        : moved(state, inputs, Mode.DEGRADED, cause, clause);
  }

  private static ModeStep climb(
      ModePolicy policy, ModeState state, ModeInputs inputs, boolean mayRise) {
    if (!mayRise || !inputs.confirmed() || !isWell(policy, state.timers())) {
      return new ModeStep(atStep(state, state.step(), ConditionTimer.NOT_HOLDING), null);
    }
    long heldMillis =
        state.stepHeldMillis() == ConditionTimer.NOT_HOLDING
            ? 0
            : state.stepHeldMillis() + policy.countedMillis(inputs.elapsedMillis());
    if (heldMillis < policy.stepHoldMillis()) {
      return new ModeStep(atStep(state, state.step(), heldMillis), null);
    }
    return state.step() == policy.recoverySteps().size() - 1
        ? moved(state, inputs, Mode.TARGET, Move.Cause.CLIMBED, -1)
        : new ModeStep(atStep(state, state.step() + 1, 0), null);
  }

  private static ModeState atStep(ModeState state, int step, long heldMillis) {
    return new ModeState(
        state.mode(), state.sinceMillis(), state.dwelledMillis(), step, heldMillis, state.timers());
  }

  private static ModeStep moved(
      ModeState state, ModeInputs inputs, Mode to, Move.Cause cause, int clause) {
    List<ConditionTimer> zeroed = state.timers().stream().map(ConditionTimer::zeroed).toList();
    return new ModeStep(
        new ModeState(to, inputs.nowMillis(), 0, 0, 0, zeroed),
        new Move(state.mode(), to, cause, clause));
  }

  private static boolean allPresent(List<Sample> samples) {
    for (Sample sample : samples) {
      if (!sample.present()) {
        return false;
      }
    }
    return true;
  }

  private static List<ConditionTimer> countTimers(
      ModePolicy policy, List<ConditionTimer> timers, List<Sample> samples, boolean complete) {
    ConditionTimer[] counted = new ConditionTimer[timers.size()];
    int index = 0;
    for (Clause clause : policy.enterDegraded()) {
      for (Condition condition : clause.conditions()) {
        ConditionTimer timer = timers.get(index);
        Sample sample = samples.get(condition.signal());
        ConditionTimer next =
            sample.present() ? timer.count(condition, sample, policy) : timer.withGap();
        counted[index++] = complete ? next : next.withoutOver();
      }
    }
    return List.of(counted);
  }

  private static int firstHolding(ModePolicy policy, List<ConditionTimer> timers) {
    int index = 0;
    for (int clause = 0; clause < policy.enterDegraded().size(); clause++) {
      boolean holds = true;
      for (Condition condition : policy.enterDegraded().get(clause).conditions()) {
        long heldMillis = timers.get(index++).heldMillis();
        holds &= heldMillis != ConditionTimer.NOT_HOLDING && heldMillis >= condition.forMillis();
      }
      if (holds) {
        return clause;
      }
    }
    return -1;
  }

  private static boolean isOver(ModePolicy policy, List<ConditionTimer> timers) {
    return everyClausePastAnExit(policy, timers, true);
  }

  private static boolean isWell(ModePolicy policy, List<ConditionTimer> timers) {
    return everyClausePastAnExit(policy, timers, false);
  }

  private static boolean everyClausePastAnExit(
      ModePolicy policy, List<ConditionTimer> timers, boolean forItsTime) {
    int index = 0;
    for (Clause clause : policy.enterDegraded()) {
      boolean past = false;
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

  private ModeMachine() {}
}
