package dev.homeostat.modes;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of the design for a {@link SmallWorld}, stated apart from the machine: what has truly
 * passed, in whole intervals, which moves that allows, and which of them is made.
 */
final class Truth {

  private static final int FOREVER = 1_000;
  private static final int MOST_REPEATS = 30;

  /** What may be asked for, the most urgent first; of moves to several modes the safest. */
  private static final List<Ask> ASKS =
      List.of(
          new Ask(Move.Cause.EMERGENCY, Mode.FLOOR, SmallWorld.EMERGENCY),
          new Ask(Move.Cause.SCHEDULED, Mode.FLOOR, -1),
          new Ask(Move.Cause.ENTERED, Mode.FLOOR, SmallWorld.FLOORING),
          new Ask(Move.Cause.REGRESSED, Mode.FLOOR, SmallWorld.FLOORING),
          new Ask(Move.Cause.MISSING_DATA, Mode.DEGRADED, -1),
          new Ask(Move.Cause.SCHEDULED, Mode.DEGRADED, -1),
          new Ask(Move.Cause.ENTERED, Mode.DEGRADED, SmallWorld.DEGRADING),
          new Ask(Move.Cause.REGRESSED, Mode.DEGRADED, SmallWorld.DEGRADING),
          new Ask(Move.Cause.OVERRIDDEN, Mode.FLOOR, -1),
          new Ask(Move.Cause.OVERRIDDEN, Mode.DEGRADED, -1),
          new Ask(Move.Cause.OVERRIDDEN, Mode.RECOVERY, -1),
          new Ask(Move.Cause.OVER, Mode.RECOVERY, -1),
          new Ask(Move.Cause.CLIMBED, Mode.TARGET, -1));

  private record Ask(Move.Cause cause, Mode to, int clause) {}

  private final ModePolicy policy;
  private Mode mode;
  private int step;
  private int held;
  private int dwelled;
  private int repeats;
  private int sinceDegraded;
  private int sinceFloor;
  private int sinceTarget;
  private boolean overridden;

  /** By condition: for how long it has held and been over, -1 where it does not. */
  private final int[] ill;

  private final int[] well;

  /** By condition: whether the newest sample was used, and whether one was missing since. */
  private final boolean[] used;

  private final boolean[] gap;

  private Truth(ModePolicy policy, Mode mode, int conditions) {
    this.policy = policy;
    this.mode = mode;
    this.ill = new int[conditions];
    this.well = new int[conditions];
    this.used = new boolean[conditions];
    this.gap = new boolean[conditions];
  }

  private Truth(Truth other) {
    policy = other.policy;
    mode = other.mode;
    step = other.step;
    held = other.held;
    dwelled = other.dwelled;
    repeats = other.repeats;
    sinceDegraded = other.sinceDegraded;
    sinceFloor = other.sinceFloor;
    sinceTarget = other.sinceTarget;
    overridden = other.overridden;
    ill = other.ill.clone();
    well = other.well.clone();
    used = other.used.clone();
    gap = other.gap.clone();
  }

  /** What a machine believes. */
  static Truth of(ModePolicy policy, ModeState state) {
    Truth truth = new Truth(policy, state.mode(), state.timers().size());
    truth.step = state.step();
    truth.held = (int) state.stepHeldMillis();
    truth.dwelled = (int) state.dwelledMillis();
    truth.repeats = state.waits().repeats();
    truth.sinceDegraded = since(state.waits().leftDegradedMillis());
    truth.sinceFloor = since(state.waits().leftFloorMillis());
    truth.sinceTarget = since(state.waits().reachedTargetMillis());
    truth.overridden = state.overridden();
    for (int i = 0; i < truth.ill.length; i++) {
      ConditionTimer timer = state.timers().get(i);
      truth.ill[i] = (int) timer.heldMillis();
      truth.well[i] = (int) timer.overMillis();
      truth.used[i] = timer.lastSampleMillis() == Turn.NEWEST_MILLIS;
      truth.gap[i] = timer.gap();
    }
    return truth.normal();
  }

  private static int since(long millis) {
    return millis == Waits.NEVER ? FOREVER : (int) millis;
  }

  /** After a restart nobody knows whether the newest sample was used. */
  Truth restarted() {
    Truth truth = new Truth(this);
    Arrays.fill(truth.used, false);
    return truth;
  }

  /** Time has passed and samples have come in; what follows from it is asked of the result. */
  Truth counted(Turn turn) {
    Truth now = new Truth(this);
    boolean released = overridden && turn.guidance().override() == null;
    int passed = turn.clock().counted;
    long decay = policy.backOff().decayMillis();
    for (int i = 1; i <= passed && mode == Mode.TARGET && !released && decay > 0; i++) {
      now.repeats -= (dwelled + i) % decay == 0 && now.repeats > 0 ? 1 : 0;
    }
    now.repeats = Math.min(MOST_REPEATS, now.repeats + (turn.guidance().regressed() ? 1 : 0));
    now.dwelled = released ? 0 : dwelled + passed;
    now.sinceDegraded += passed;
    now.sinceFloor += passed;
    now.sinceTarget += passed;
    now.overridden = turn.guidance().override() != null;
    for (int i = 0; i < ill.length; i++) {
      now.read(i, turn);
    }
    if (!turn.complete()) {
      Arrays.fill(now.well, -1);
    }
    if (released) {
      now.forgetConditions();
      now.held = mode == Mode.RECOVERY ? -1 : 0;
    }
    return now;
  }

  private void read(int condition, Turn turn) {
    Turn.Level level = condition == SmallWorld.DEGRADING ? turn.first() : turn.second();
    Turn.Stamp stamp = turn.stamp();
    boolean usedBefore = used[condition] && stamp == Turn.Stamp.REPEATED;
    if (level == Turn.Level.MISSING) {
      gap[condition] = true;
      used[condition] = usedBefore;
      return;
    }
    if (usedBefore) {
      return;
    }
    Turn.Level least = condition == SmallWorld.EMERGENCY ? Turn.Level.GRAVE : Turn.Level.ILL;
    boolean anew = stamp == Turn.Stamp.SETBACK;
    int passed =
        gap[condition] || stamp == Turn.Stamp.REPEATED ? 0 : stamp == Turn.Stamp.LEAP ? 2 : 1;
    ill[condition] = lasted(ill[condition], level.compareTo(least) >= 0, anew, passed);
    well[condition] = lasted(well[condition], level == Turn.Level.WELL, anew, passed);
    used[condition] = true;
    gap[condition] = false;
  }

  private static int lasted(int before, boolean holds, boolean anew, int passed) {
    return !holds ? -1 : before < 0 || anew ? 0 : before + passed;
  }

  private void forgetConditions() {
    Arrays.fill(ill, -1);
    Arrays.fill(well, -1);
  }

  /** The move that the rules demand, as it must be explained; null where the mode stays. */
  @Nullable Move demanded(Turn turn) {
    for (Ask ask : ASKS) {
      if (mode.mayMoveTo(ask.to) && allows(turn, ask.cause, ask.to, ask.clause)) {
        return new Move(mode, ask.to, ask.cause, ask.clause);
      }
    }
    return null;
  }

  boolean allows(Turn turn, Move move) {
    return move.from() == mode && allows(turn, move.cause(), move.to(), move.clause());
  }

  private boolean allows(Turn turn, Move.Cause cause, Mode to, int clause) {
    Guidance guidance = turn.guidance();
    boolean emergencyMay = !guidance.paused() && guidance.override() == null;
    boolean free = emergencyMay && !guidance.held() && guidance.missing() != MissingData.FREEZE;
    boolean dwellServed = dwelled >= policy.stay(mode).dwellMillis();
    boolean fires = clause >= 0 && ill[clause] >= SmallWorld.condition(policy, clause).forMillis();
    return switch (cause) {
      case EMERGENCY -> emergencyMay && clause == SmallWorld.EMERGENCY && fires;
      case SCHEDULED -> free && guidance.scheduled() == to && dwellServed;
      case MISSING_DATA -> free && guidance.missing() == MissingData.DEGRADE;
      case ENTERED -> free && mode != Mode.RECOVERY && dwellServed && fires;
      case REGRESSED -> free && mode == Mode.RECOVERY && fires;
      case OVERRIDDEN -> !guidance.paused() && to == wayTo(turn, dwellServed);
      case OVER ->
          free
              && !guidance.frozen()
              && guidance.scheduled() != mode
              && rises(turn)
              && dwelled >= longestWait()
              && cooled()
              && isOver();
      case CLIMBED -> ends(turn) && lastStep() && dwellServed && cooled();
    };
  }

  /** Where an override leads next; null where it waits, climbs or has arrived. */
  private @Nullable Mode wayTo(Turn turn, boolean dwellServed) {
    Guidance.Destination destination = turn.guidance().override();
    if (destination == null || destination.mode() == mode) {
      return null;
    }
    boolean up = mode == Mode.FLOOR || (mode == Mode.DEGRADED && destination.mode() != Mode.FLOOR);
    if (up) {
      return rises(turn) && dwellServed && cooled() ? Mode.RECOVERY : null;
    }
    return switch (destination.mode()) {
      case FLOOR -> Mode.FLOOR;
      case DEGRADED -> dwellServed ? Mode.DEGRADED : null;
      case RECOVERY, TARGET -> null;
    };
  }

  private static boolean rises(Turn turn) {
    return turn.complete() && turn.writes() != Turn.Writes.FAILED;
  }

  private long longestWait() {
    long dwell = policy.stay(mode).dwellMillis();
    long wait = dwell;
    for (int i = 0; i < repeats && wait < policy.backOff().capMillis(); i++) {
      wait *= 2;
    }
    return Math.max(dwell, Math.min(wait, Math.max(dwell, policy.backOff().capMillis())));
  }

  private boolean cooled() {
    int since =
        mode == Mode.DEGRADED ? sinceDegraded : mode == Mode.FLOOR ? sinceFloor : sinceTarget;
    return since >= policy.stay(mode).cooldownMillis();
  }

  private boolean isOver() {
    for (int i = 0; i < well.length; i++) {
      if (policy.clauses().get(i).enters() == mode
          && well[i] < SmallWorld.condition(policy, i).exitForMillis()) {
        return false;
      }
    }
    return true;
  }

  private boolean lastStep() {
    return step == policy.climb().steps().size() - 1;
  }

  /** Whether the step may end: its hold is served and its gates are open. */
  boolean ends(Turn turn) {
    Guidance.Destination destination = turn.guidance().override();
    boolean gates = turn.guidance().gatesOpen() || (destination != null && destination.skipGates());
    return gates && heldAfter(turn) >= policy.climb().holdMillis();
  }

  /** The hold of the step with this turn; -1 where the turn interrupts it. */
  private int heldAfter(Turn turn) {
    Guidance guidance = turn.guidance();
    Guidance.Destination destination = guidance.override();
    boolean wished =
        destination != null
            ? destination.mode() == Mode.TARGET
            : !guidance.held()
                && guidance.missing() != MissingData.FREEZE
                && !guidance.frozen()
                && guidance.scheduled() == null
                && Arrays.stream(well).allMatch(w -> w >= 0);
    boolean counts =
        mode == Mode.RECOVERY
            && !guidance.paused()
            && wished
            && turn.complete()
            && turn.writes() == Turn.Writes.CONFIRMED;
    return !counts ? -1 : held < 0 ? 0 : held + turn.clock().counted;
  }

  /** Whether the rules demand the next step, where they demand no move. */
  boolean demandsStep(Turn turn) {
    return ends(turn) && !lastStep();
  }

  /** What is true once the machine has done what it did. */
  Truth after(Turn turn, @Nullable Move move, boolean stepped) {
    Truth after = new Truth(this);
    if (move == null) {
      after.step += stepped ? 1 : 0;
      after.held = mode != Mode.RECOVERY || stepped ? 0 : heldAfter(turn);
      return after.normal();
    }
    boolean repeated =
        mode == Mode.RECOVERY
            || (mode == Mode.TARGET && sinceTarget <= policy.backOff().windowMillis());
    boolean planned = move.cause() == Move.Cause.SCHEDULED || move.cause() == Move.Cause.OVERRIDDEN;
    if (move.to() == Mode.RECOVERY) {
      after.sinceDegraded = mode == Mode.DEGRADED ? 0 : sinceDegraded;
      after.sinceFloor = mode == Mode.FLOOR ? 0 : sinceFloor;
    } else if (move.to() == Mode.TARGET) {
      after.sinceTarget = 0;
    } else if (repeated && !planned) {
      after.repeats = Math.min(repeats + 1, MOST_REPEATS);
    }
    after.mode = move.to();
    after.step = 0;
    after.held = 0;
    after.dwelled = 0;
    after.forgetConditions();
    return after.normal();
  }

  private Truth normal() {
    repeats = Math.min(repeats, SmallWorld.mostRepeats(policy));
    dwelled = (int) SmallWorld.normalDwell(policy, mode, dwelled, repeats);
    held = Math.min(held, (int) policy.climb().holdMillis());
    sinceDegraded = forgotten(sinceDegraded, policy.degraded().cooldownMillis());
    sinceFloor = forgotten(sinceFloor, policy.floor().cooldownMillis());
    sinceTarget = forgotten(sinceTarget, SmallWorld.longestMemory(policy));
    for (int i = 0; i < ill.length; i++) {
      Condition condition = SmallWorld.condition(policy, i);
      ill[i] = Math.min(ill[i], (int) condition.forMillis());
      well[i] = Math.min(well[i], (int) condition.exitForMillis());
    }
    return this;
  }

  private static int forgotten(int since, long limit) {
    return since >= limit ? FOREVER : since;
  }

  /** Whether this is what has passed or less, so that no wait under it is shorter. */
  boolean isBehind(Truth truth) {
    boolean timers = true;
    for (int i = 0; i < ill.length; i++) {
      timers &= ill[i] <= truth.ill[i] && well[i] <= truth.well[i];
    }
    return timers
        && mode == truth.mode
        && step == truth.step
        && overridden == truth.overridden
        && held <= truth.held
        && repeats >= truth.repeats
        && (mode == Mode.TARGET || dwelled <= truth.dwelled)
        && sinceDegraded <= truth.sinceDegraded
        && sinceFloor <= truth.sinceFloor
        && sinceTarget <= truth.sinceTarget;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof Truth other
        && mode == other.mode
        && Arrays.equals(numbers(), other.numbers())
        && Arrays.equals(ill, other.ill)
        && Arrays.equals(well, other.well)
        && Arrays.equals(used, other.used)
        && Arrays.equals(gap, other.gap);
  }

  @Override
  public int hashCode() {
    int hash = 31 * Arrays.hashCode(numbers()) + mode.hashCode();
    hash = 31 * hash + Arrays.hashCode(ill);
    hash = 31 * hash + Arrays.hashCode(well);
    hash = 31 * hash + Arrays.hashCode(used);
    return 31 * hash + Arrays.hashCode(gap);
  }

  private int[] numbers() {
    return new int[] {
      step, held, dwelled, repeats, sinceDegraded, sinceFloor, sinceTarget, overridden ? 1 : 0
    };
  }
}
