package dev.homeostat.modes;

import org.jspecify.annotations.Nullable;

/**
 * The mode machine: one pure function from what is remembered and what is known to what to remember
 * and at most one move.
 *
 * <p>Protective moves need only their cause; upward moves also need every signal present, writes
 * that succeed and their waits. Between the enter and the exit threshold nothing changes: a step of
 * Recovery counts its hold only while every clause is past an exit. The order in which causes are
 * asked is the precedence that {@link Guidance} states.
 */
public final class ModeMachine {

  /** Evaluates the machine once. */
  public static ModeStep step(ModePolicy policy, ModeState state, ModeInputs inputs) {
    return new ModeMachine(policy, state, inputs).decide();
  }

  private final ModePolicy policy;
  private final ModeInputs inputs;
  private final Guidance guidance;
  private final Timers timers;
  private final Mode mode;
  private final long countedMillis;
  private final boolean mayRise;

  /** Before this evaluation's move. */
  private final ModeState state;

  private ModeMachine(ModePolicy policy, ModeState before, ModeInputs inputs) {
    this.policy = policy;
    this.inputs = inputs;
    this.guidance = inputs.guidance();
    this.mode = before.mode();
    this.countedMillis = policy.countedMillis(inputs.elapsedMillis());
    boolean complete = allPresent();
    this.mayRise = complete && inputs.upwardAllowed();
    Timers counted = Timers.counted(policy, before.timers(), inputs.samples(), complete);
    boolean released = before.overridden() && guidance.override() == null;
    this.timers = released ? new Timers(policy, counted.zeroed()) : counted;
    this.state = counted(before, released);
  }

  private boolean allPresent() {
    for (Sample sample : inputs.samples()) {
      if (!sample.present()) {
        return false;
      }
    }
    return true;
  }

  /** Time has passed; and where an override has ended every wait begins anew. */
  private ModeState counted(ModeState before, boolean released) {
    long dwelledMillis = released ? 0 : before.dwelledMillis() + countedMillis;
    Waits waits = before.waits().after(countedMillis);
    if (mode == Mode.TARGET && !released) {
      waits =
          waits.withRepeats(
              policy
                  .backOff()
                  .decayed(before.waits().repeats(), before.dwelledMillis(), dwelledMillis));
    }
    if (guidance.regressed()) {
      waits = waits.withRepeats(BackOff.more(waits.repeats()));
    }
    return new ModeState(
        mode,
        before.sinceMillis(),
        dwelledMillis,
        before.step(),
        before.stepHeldMillis(),
        timers.all(),
        waits,
        guidance.override() != null);
  }

  private ModeStep decide() {
    if (guidance.paused()) {
      return stay();
    }
    if (guidance.override() != null) {
      return override(guidance.override());
    }
    ModeStep protective = protect();
    if (protective != null) {
      return protective;
    }
    boolean waits =
        guidance.held() || guidance.missing() == MissingData.FREEZE || guidance.frozen();
    return waits ? stay() : rise();
  }

  /** Nothing moves, and a hold of a step does not count. */
  private ModeStep stay() {
    return new ModeStep(
        mode == Mode.RECOVERY ? atStep(state.step(), ConditionTimer.NOT_HOLDING) : state, null);
  }

  /** The way to where a person sends it; Floor is entered like in an emergency. */
  private ModeStep override(Guidance.Destination destination) {
    Mode to = destination.mode();
    if (to == mode) {
      return stay();
    }
    if (to.isSaferThan(mode) && mode.mayMoveTo(to)) {
      return to == Mode.FLOOR || dwelled() ? moved(to, Move.Cause.OVERRIDDEN, -1) : stay();
    }
    if (mode == Mode.RECOVERY && to == Mode.TARGET) {
      return climb(destination.skipGates() || guidance.gatesOpen(), true);
    }
    boolean leaves = mode != Mode.TARGET && mayRise && dwelled() && cooled();
    return leaves ? moved(Mode.RECOVERY, Move.Cause.OVERRIDDEN, -1) : stay();
  }

  private boolean dwelled() {
    return state.dwelledMillis() >= policy.stay(mode).dwellMillis();
  }

  private boolean cooled() {
    return state.waits().cooled(mode, policy.stay(mode));
  }

  /** The safest move that anything asks for; null where nothing does. */
  private @Nullable ModeStep protect() {
    if (mode == Mode.FLOOR) {
      return null;
    }
    int emergency = timers.firstHolding(Mode.FLOOR, true);
    if (emergency >= 0) {
      return moved(Mode.FLOOR, Move.Cause.EMERGENCY, emergency);
    }
    if (guidance.held() || guidance.missing() == MissingData.FREEZE) {
      return null;
    }
    Move.Cause fired = mode == Mode.RECOVERY ? Move.Cause.REGRESSED : Move.Cause.ENTERED;
    if (guidance.scheduled() == Mode.FLOOR && dwelled()) {
      return moved(Mode.FLOOR, Move.Cause.SCHEDULED, -1);
    }
    int clause = timers.firstHolding(Mode.FLOOR, false);
    if (clause >= 0 && (mode == Mode.RECOVERY || dwelled())) {
      return moved(Mode.FLOOR, fired, clause);
    }
    if (mode == Mode.DEGRADED) {
      return null;
    }
    if (guidance.missing() == MissingData.DEGRADE) {
      return moved(Mode.DEGRADED, Move.Cause.MISSING_DATA, -1);
    }
    if (guidance.scheduled() == Mode.DEGRADED && dwelled()) {
      return moved(Mode.DEGRADED, Move.Cause.SCHEDULED, -1);
    }
    clause = timers.firstHolding(Mode.DEGRADED, false);
    return clause < 0 ? null : moved(Mode.DEGRADED, fired, clause);
  }

  private ModeStep rise() {
    return switch (mode) {
      case TARGET -> stay();
      case RECOVERY ->
          guidance.scheduled() == null ? climb(guidance.gatesOpen(), timers.isWell()) : stay();
      case DEGRADED, FLOOR -> {
        long waitMillis =
            policy.backOff().waitMillis(policy.stay(mode).dwellMillis(), state.waits().repeats());
        boolean leaves =
            mayRise
                && guidance.scheduled() != mode
                && state.dwelledMillis() >= waitMillis
                && cooled()
                && timers.isOver(mode);
        yield leaves ? moved(Mode.RECOVERY, Move.Cause.OVER, -1) : stay();
      }
    };
  }

  private ModeStep climb(boolean gatesOpen, boolean well) {
    if (!mayRise || !inputs.confirmed() || !well) {
      return stay();
    }
    long heldMillis =
        state.stepHeldMillis() == ConditionTimer.NOT_HOLDING
            ? 0
            : state.stepHeldMillis() + countedMillis;
    boolean last = state.step() == policy.climb().steps().size() - 1;
    if (heldMillis < policy.climb().holdMillis()
        || !gatesOpen
        || (last && !(dwelled() && cooled()))) {
      return new ModeStep(atStep(state.step(), heldMillis), null);
    }
    return last
        ? moved(Mode.TARGET, Move.Cause.CLIMBED, -1)
        : new ModeStep(atStep(state.step() + 1, 0), null);
  }

  private ModeState atStep(int step, long heldMillis) {
    return new ModeState(
        mode,
        state.sinceMillis(),
        state.dwelledMillis(),
        step,
        heldMillis,
        state.timers(),
        state.waits(),
        state.overridden());
  }

  private ModeStep moved(Mode to, Move.Cause cause, int clause) {
    Move move = new Move(mode, to, cause, clause);
    return new ModeStep(
        new ModeState(
            to, inputs.nowMillis(), 0, 0, 0, timers.zeroed(), waitsAfter(move), state.overridden()),
        move);
  }

  private Waits waitsAfter(Move move) {
    Waits waits = state.waits();
    if (move.upward()) {
      return waits.left(mode);
    }
    boolean ofItself =
        move.cause() != Move.Cause.SCHEDULED && move.cause() != Move.Cause.OVERRIDDEN;
    long sinceMillis = waits.reachedTargetMillis();
    boolean soon =
        mode == Mode.TARGET
            && sinceMillis != Waits.NEVER
            && sinceMillis <= policy.backOff().windowMillis();
    return ofItself && (mode == Mode.RECOVERY || soon)
        ? waits.withRepeats(BackOff.more(waits.repeats()))
        : waits;
  }
}
