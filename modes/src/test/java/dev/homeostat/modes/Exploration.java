package dev.homeostat.modes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state of a machine under a small policy, breadth first, with every turn in each; and
 * in each with a restart, and with a second instance that goes on from what was saved last.
 *
 * <p>A place is what the machine believes, what was saved of it, and what is true. As long as
 * belief and truth agree the machine must do exactly what the rules demand and believe what
 * follows. After a restart it may believe that less has passed than truly has, and then everything
 * it does must be allowed by the truth, and it must still be behind it.
 */
final class Exploration {

  /** A machine, sound or broken. */
  interface Machine {
    ModeStep step(ModePolicy policy, ModeState state, ModeInputs inputs);
  }

  /** What is left of a state after a restart. */
  interface Restart {
    ModeState restarted(ModePolicy policy, ModeState state);
  }

  /** Values by number, so that what was met before is looked up once. */
  private static final class Numbered<T> {
    private final Map<T, Integer> numbers = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    int of(T value) {
      Integer known = numbers.putIfAbsent(value, values.size());
      if (known == null) {
        values.add(value);
      }
      return known == null ? values.size() - 1 : known;
    }
  }

  /**
   * Numbers of states and truths; what status holds is written before a move is made, so it never
   * knows another mode.
   */
  private record Place(int state, int saved, int truth) {

    @Override
    public int hashCode() {
      return 31 * (31 * state + saved) + truth;
    }
  }

  /** What was saved has no bearing on what a turn leads to; then it may be saved itself. */
  private record Outcome(int state, int truth, boolean saves) {

    @Override
    public int hashCode() {
      return 2 * (31 * state + truth) + (saves ? 1 : 0);
    }
  }

  /** A turn with the inputs that it makes. */
  private record Prepared(Turn turn, ModeInputs inputs) {}

  private static final List<Prepared> ALL = prepared(Turn.all());
  private static final List<Prepared> OF_WAITS = prepared(Turn.ofWaits());
  private static final int MOST_PLACES = 200_000;

  /** Repetitions that are followed where n falls again; the cap is reached with fewer. */
  private static final int MOST_REPEATS = 2;

  private final ModePolicy policy;
  private final Machine machine;
  private final Restart restart;
  private final BitSet visited = new BitSet();
  private final Set<Place> places = new HashSet<>();
  private final Numbered<ModeState> states = new Numbered<>();
  private final Numbered<Truth> truths = new Numbered<>();
  private final Map<Place, Set<Outcome>> known = new HashMap<>();
  private final Deque<Place> next = new ArrayDeque<>();
  private long turns;
  private @Nullable String fault;

  private static List<Prepared> prepared(List<Turn> turns) {
    return turns.stream().map(turn -> new Prepared(turn, turn.inputs())).toList();
  }

  Exploration(ModePolicy policy, Machine machine, Restart restart) {
    this.policy = policy;
    this.machine = machine;
    this.restart = restart;
  }

  /** Explores until every place has been visited, or until the first fault. */
  Exploration run() {
    ModeState start = SmallWorld.restarted(policy, ModeState.entered(policy, Mode.TARGET, 0));
    int first = states.of(start);
    visit(new Place(first, first, truths.of(Truth.of(policy, start))));
    try {
      while (fault == null && !next.isEmpty()) {
        leave(next.remove());
      }
      for (ModeState state : states.values) {
        if (fault == null) {
          fault = unrest(state);
        }
      }
    } catch (IllegalArgumentException | IllegalStateException refused) {
      fault = refused.toString();
    }
    return this;
  }

  int states() {
    return visited.cardinality();
  }

  int places() {
    return places.size();
  }

  long turns() {
    return turns;
  }

  /** The first thing that was wrong; null where nothing was. */
  @Nullable String fault() {
    return fault;
  }

  private void visit(Place place) {
    boolean followed = states.values.get(place.state()).waits().repeats() <= MOST_REPEATS;
    if (followed && places.add(place)) {
      visited.set(place.state());
      if (places.size() > MOST_PLACES) {
        throw new IllegalStateException("more places than a small policy has");
      }
      next.add(place);
    }
  }

  private void leave(Place place) {
    Place belief = new Place(place.state(), place.state(), place.truth());
    ModeState state = states.values.get(place.state());
    Truth truth = truths.values.get(place.truth());
    Set<Outcome> outcomes = known.get(belief);
    if (outcomes == null) {
      outcomes = outcomes(state, truth);
      known.put(belief, outcomes);
    }
    for (Outcome outcome : outcomes) {
      int saved = outcome.saves() ? restarted(states.values.get(outcome.state())) : place.saved();
      visit(new Place(outcome.state(), saved, outcome.truth()));
    }
    // It restarts having just saved; or another goes on from what was saved when it last moved.
    int restarted = truths.of(truth.restarted());
    visit(new Place(restarted(state), place.saved(), restarted));
    visit(new Place(place.saved(), place.saved(), restarted));
  }

  private int restarted(ModeState state) {
    return states.of(restart.restarted(policy, state));
  }

  private Set<Outcome> outcomes(ModeState before, Truth truth) {
    boolean exact = truth.equals(Truth.of(policy, before));
    Set<Outcome> outcomes = new HashSet<>();
    for (Prepared prepared : exact ? ALL : OF_WAITS) {
      turns++;
      outcomes.add(outcome(before, truth, exact, prepared));
      if (fault != null) {
        break;
      }
    }
    return outcomes;
  }

  private Outcome outcome(ModeState before, Truth truthBefore, boolean exact, Prepared prepared) {
    Turn turn = prepared.turn();
    ModeStep step = machine.step(policy, before, prepared.inputs());
    ModeState state =
        SmallWorld.normal(policy, step.state(), Turn.NEWEST_MILLIS + turn.stamp().byMillis);
    Move move = step.move();
    boolean stepped = move == null && state.step() > before.step();
    Truth truth = truthBefore.counted(turn);
    Truth after = truth.after(turn, move, stepped);
    String wrong = illegal(turn, before, state, move);
    if (wrong == null) {
      wrong = exact ? differs(truth, turn, move, stepped) : forbidden(truth, turn, move, stepped);
    }
    Truth believed = Truth.of(policy, state);
    if (wrong == null && !(exact ? believed.equals(after) : believed.isBehind(after))) {
      wrong = "it remembers " + state;
    }
    if (wrong != null) {
      fault = wrong + " in " + before + " at " + turn;
    }
    boolean saves =
        move != null
            || stepped
            || state.overridden() != before.overridden()
            || turn.guidance().regressed();
    return new Outcome(states.of(state), truths.of(after), saves);
  }

  /** What is never right, said once more in the plainest words. */
  private static @Nullable String illegal(
      Turn turn, ModeState before, ModeState after, @Nullable Move move) {
    if (move == null ? before.mode() != after.mode() : after.mode() != move.to()) {
      return "its state is not where its move leads";
    }
    boolean changed = before.mode() != after.mode();
    if (changed && !before.mode().mayMoveTo(after.mode())) {
      return "an illegal move";
    }
    if (turn.guidance().paused() && (changed || before.step() != after.step())) {
      return "it moves while it is paused";
    }
    boolean rises =
        changed ? !after.mode().isSaferThan(before.mode()) : before.step() < after.step();
    if (rises && (!turn.complete() || turn.writes() == Turn.Writes.FAILED)) {
      return "it rises without every signal and write";
    }
    return null;
  }

  private static @Nullable String differs(
      Truth truth, Turn turn, @Nullable Move move, boolean stepped) {
    Move demanded = truth.demanded(turn);
    boolean same = demanded == null ? move == null : demanded.equals(move);
    return same && (move != null || stepped == truth.demandsStep(turn))
        ? null
        : "the move is " + move + ", a step " + stepped + ", and the rules demand " + demanded;
  }

  private static @Nullable String forbidden(
      Truth truth, Turn turn, @Nullable Move move, boolean stepped) {
    boolean allowed = move == null ? !stepped || truth.demandsStep(turn) : truth.allows(turn, move);
    return allowed ? null : "after a restart it does what it may not: " + move;
  }

  /** Calm leads to Target within the waits, and then to a state that does not change; else why. */
  @Nullable String unrest(ModeState from) {
    ModeInputs calm = Turn.CALM.inputs();
    long most = mostTurnsToTarget();
    long mostToRest = most + 31 * Math.max(1, policy.backOff().decayMillis()) + longestSince();
    ModeState state = from;
    for (long i = 0; i < mostToRest; i++) {
      ModeState after =
          SmallWorld.normal(
              policy,
              machine.step(policy, state, calm).state(),
              Turn.NEWEST_MILLIS + Turn.Stamp.FRESH.byMillis);
      if (i >= most && after.mode() != Mode.TARGET) {
        return "calm does not lead to Target from " + from;
      }
      if (after.equals(state) && after.mode() == Mode.TARGET) {
        return null;
      }
      state = after;
    }
    return "calm does not come to rest from " + from;
  }

  /** Each wait once, whole, and one turn more for each that begins with a turn of its own. */
  private long mostTurnsToTarget() {
    long leave = 0;
    for (Stay stay : List.of(policy.degraded(), policy.floor())) {
      leave =
          Math.max(
              leave,
              Math.max(stay.dwellMillis(), policy.backOff().capMillis()) + stay.cooldownMillis());
    }
    long exit = SmallWorld.condition(policy, SmallWorld.DEGRADING).exitForMillis() + 2;
    long climb = policy.climb().steps().size() * (policy.climb().holdMillis() + 1);
    return leave
        + exit
        + climb
        + policy.recovery().dwellMillis()
        + policy.recovery().cooldownMillis();
  }

  private long longestSince() {
    return SmallWorld.longestMemory(policy)
        + policy.degraded().cooldownMillis()
        + policy.floor().cooldownMillis();
  }
}
