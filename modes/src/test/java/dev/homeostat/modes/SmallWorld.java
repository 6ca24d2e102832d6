package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.List;

/**
 * Policies whose times are a few intervals of one millisecond, and the finite state space that they
 * have.
 *
 * <p>Two states are one where no evaluation can tell them apart: every count is only ever compared
 * with a limit, so beyond its limit it is that limit; times are differences, so the newest stamp is
 * always {@link Turn#NEWEST_MILLIS}; and when a mode was entered is for people alone. Where n never
 * falls, a higher n than the one that reaches the cap asks for the same wait.
 */
final class SmallWorld {

  /** Index of the condition that leads to Degraded; it reads the first signal. */
  static final int DEGRADING = 0;

  /** That of the one to Floor; it reads the second signal. */
  static final int FLOORING = 1;

  /** That of the emergency, beyond a higher threshold of the second signal. */
  static final int EMERGENCY = 2;

  /** The shortest times between two upward moves, out of Degraded and out of Recovery. */
  static final ModePolicy COOLDOWNS =
      policy(
          new long[] {0, 0, 0},
          0,
          List.of(new Stay(0, 3, 0), Stay.NONE, new Stay(0, 3, 0)),
          new ModePolicy.Climb(List.of(100), 0),
          BackOff.NONE);

  /** The shortest time between two moves out of Floor. */
  static final ModePolicy FLOOR_COOLDOWN =
      policy(
          new long[] {0, 0, 0},
          0,
          List.of(Stay.NONE, new Stay(0, 3, 0), Stay.NONE),
          new ModePolicy.Climb(List.of(100), 0),
          BackOff.NONE);

  /** Dwells that grow until they reach the cap, and steps of Recovery. */
  static final ModePolicy DWELLS =
      policy(
          new long[] {0, 0, 0},
          0,
          List.of(new Stay(1, 0, 0), new Stay(1, 0, 0), new Stay(3, 0, 0)),
          new ModePolicy.Climb(List.of(50, 100), 1),
          new BackOff(2, 2, 0));

  /** Conditions and exits that must last. */
  static final ModePolicy TIMERS =
      policy(
          new long[] {1, 1, 0},
          1,
          List.of(new Stay(1, 0, 0), new Stay(2, 0, 0), Stay.NONE),
          new ModePolicy.Climb(List.of(100), 1),
          BackOff.NONE);

  /** A back-off that falls with time in Target, so that every n is another state. */
  static final ModePolicy DECAY =
      policy(
          new long[] {0, 0, 0},
          0,
          List.of(new Stay(1, 0, 0), Stay.NONE, Stay.NONE),
          new ModePolicy.Climb(List.of(100), 0),
          new BackOff(1, 2, 2));

  static final List<ModePolicy> POLICIES =
      List.of(COOLDOWNS, FLOOR_COOLDOWN, DWELLS, TIMERS, DECAY);

  private static ModePolicy policy(
      long[] forMillis,
      long exitForMillis,
      List<Stay> stays,
      ModePolicy.Climb climb,
      BackOff backOff) {
    return new ModePolicy(
        List.of(
            new Clause(
                Mode.DEGRADED, false, List.of(above(0, 10, forMillis[DEGRADING], exitForMillis))),
            new Clause(
                Mode.FLOOR, false, List.of(above(1, 10, forMillis[FLOORING], exitForMillis))),
            new Clause(
                Mode.FLOOR, true, List.of(above(1, 20, forMillis[EMERGENCY], exitForMillis)))),
        stays.get(0),
        stays.get(1),
        stays.get(2),
        climb,
        backOff,
        1);
  }

  private static Condition above(int signal, double enter, long forMillis, long exitForMillis) {
    return new Condition(
        signal, Condition.NONE, Condition.Side.ABOVE, enter, 5, forMillis, exitForMillis);
  }

  static Condition condition(ModePolicy policy, int index) {
    return policy.clauses().get(index).conditions().get(0);
  }

  /** The one state that stands for all that cannot be told apart from this. */
  static ModeState normal(ModePolicy policy, ModeState state, long newestMillis) {
    Mode mode = state.mode();
    List<ConditionTimer> timers = new ArrayList<>(state.timers().size());
    for (int i = 0; i < state.timers().size(); i++) {
      timers.add(normal(condition(policy, i), state.timers().get(i), newestMillis));
    }
    Waits waits = state.waits();
    return new ModeState(
        mode,
        0,
        normalDwell(policy, mode, state.dwelledMillis(), waits.repeats()),
        state.step(),
        Math.min(state.stepHeldMillis(), policy.climb().holdMillis()),
        timers,
        new Waits(
            Math.min(waits.repeats(), mostRepeats(policy)),
            since(waits.leftDegradedMillis(), policy.degraded().cooldownMillis()),
            since(waits.leftFloorMillis(), policy.floor().cooldownMillis()),
            since(waits.reachedTargetMillis(), longestMemory(policy))),
        state.overridden());
  }

  /** Without a sample, or after a gap, only that the newest has not been used matters. */
  private static ConditionTimer normal(
      Condition condition, ConditionTimer timer, long newestMillis) {
    boolean used = timer.lastSampleMillis() == newestMillis;
    if (!used && !timer.gap() && timer.lastSampleMillis() != Long.MIN_VALUE) {
      throw new IllegalStateException("a sample was there and was not used: " + timer);
    }
    return new ConditionTimer(
        used ? Turn.NEWEST_MILLIS : Turn.NEWEST_MILLIS - 1,
        timer.gap() || !used,
        Math.min(timer.heldMillis(), condition.forMillis()),
        Math.min(timer.overMillis(), condition.exitForMillis()));
  }

  /** In Target only the part of a decay that has passed matters, and only while n may fall. */
  static long normalDwell(ModePolicy policy, Mode mode, long dwelledMillis, int repeats) {
    long decayMillis = policy.backOff().decayMillis();
    return mode == Mode.TARGET
        ? (decayMillis == 0 || repeats == 0 ? 0 : dwelledMillis % decayMillis)
        : Math.min(
            dwelledMillis,
            Math.max(
                policy.stay(mode).dwellMillis(),
                mode == Mode.RECOVERY ? 0 : policy.backOff().capMillis()));
  }

  /** The n beyond which the wait is the same; all of them where n falls again. */
  static int mostRepeats(ModePolicy policy) {
    BackOff backOff = policy.backOff();
    int most = 0;
    while (backOff.decayMillis() == 0
        && ((policy.degraded().dwellMillis() << most) < backOff.capMillis()
            || (policy.floor().dwellMillis() << most) < backOff.capMillis())) {
      most++;
    }
    return backOff.decayMillis() == 0 ? most : Integer.MAX_VALUE;
  }

  /** How long it matters when Target was reached; one longer than the window, which is closed. */
  static long longestMemory(ModePolicy policy) {
    return Math.max(policy.backOff().windowMillis() + 1, policy.recovery().cooldownMillis());
  }

  private static long since(long sinceMillis, long limitMillis) {
    return sinceMillis >= limitMillis ? Waits.NEVER : sinceMillis;
  }

  /** What is left of a state after a restart: what status holds, with every timer anew. */
  static ModeState restarted(ModePolicy policy, ModeState state) {
    return normal(
        policy,
        new ModeState(
            state.mode(),
            0,
            state.dwelledMillis(),
            state.step(),
            state.mode() == Mode.RECOVERY ? ConditionTimer.NOT_HOLDING : 0,
            ModeState.entered(policy, state.mode(), 0).timers(),
            state.waits(),
            state.overridden()),
        Turn.NEWEST_MILLIS);
  }

  private SmallWorld() {}
}
