package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the design says of a past, computed from all of it: the waits are sums over recorded
 * evaluations, with no timer kept.
 */
final class History {

  private final ModePolicy policy;
  private final Mode start;
  private final List<ModeInputs> past = new ArrayList<>();

  /** One an evaluation that is over; null where it moved nothing. */
  private final List<@Nullable Move> moves = new ArrayList<>();

  private int enteredAt;

  History(ModePolicy policy, Mode start) {
    this.policy = policy;
    this.start = start;
  }

  void add(ModeInputs inputs) {
    past.add(inputs);
  }

  /** The evaluation is over; after a move only later samples count. */
  void moved(@Nullable Move move) {
    moves.add(move);
    if (move != null) {
      enteredAt = past.size();
    }
  }

  /**
   * Index of the first clause into a mode whose conditions have all held for their time; else -1.
   */
  int firstClause(Mode into, boolean emergency) {
    for (int i = 0; i < policy.clauses().size(); i++) {
      Clause clause = policy.clauses().get(i);
      if (clause.enters() == into
          && (clause.emergency() || !emergency)
          && clause.conditions().stream().allMatch(this::hasHeld)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether every clause into a mode has a condition that has been over for its time. */
  boolean isOver(Mode mode) {
    return policy.clauses().stream()
        .filter(clause -> clause.enters() == mode)
        .allMatch(
            clause ->
                clause.conditions().stream().anyMatch(c -> hasBeenOver(c, c.exitForMillis())));
  }

  /** Whether every clause has a condition that is over now. */
  boolean isWell() {
    return policy.clauses().stream()
        .allMatch(clause -> clause.conditions().stream().anyMatch(c -> hasBeenOver(c, 0)));
  }

  /** Time since the mode was entered. */
  long dwelledMillis() {
    return countedMillis(enteredAt, past.size());
  }

  /** Whether the cooldown has passed since the last upward move out of a mode. */
  boolean cooled(Mode mode) {
    int left = lastRise(mode);
    return left < 0 || countedMillis(left + 1, past.size()) >= policy.stay(mode).cooldownMillis();
  }

  /** The wait before Recovery: the dwell, doubled for each repetition, and at most the cap. */
  long waitMillis(Mode mode) {
    double doubled = (double) policy.stay(mode).dwellMillis() * Math.pow(2, repetitions());
    return Math.max(
        policy.stay(mode).dwellMillis(),
        (long) Math.min((double) policy.backOff().capMillis(), doubled));
  }

  /** Falls out of Recovery, and out of Target soon after; less one for each decay in Target. */
  private int repetitions() {
    int count = 0;
    int entered = 0;
    Mode mode = start;
    int reached = -1;
    for (int i = 0; i < moves.size(); i++) {
      Move move = moves.get(i);
      if (move == null) {
        continue;
      }
      if (mode == Mode.TARGET && policy.backOff().decayMillis() > 0) {
        long decays = countedMillis(entered, i + 1) / policy.backOff().decayMillis();
        count = (int) Math.max(0, count - decays);
      }
      boolean soon =
          mode == Mode.TARGET
              && reached >= 0
              && countedMillis(reached + 1, i + 1) <= policy.backOff().windowMillis();
      count += !move.upward() && (mode == Mode.RECOVERY || soon) ? 1 : 0;
      reached = move.to() == Mode.TARGET ? i : reached;
      mode = move.to();
      entered = i + 1;
    }
    return count;
  }

  private int lastRise(Mode from) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      Move move = moves.get(i);
      if (move != null && move.from() == from && move.upward()) {
        return i;
      }
    }
    return -1;
  }

  /** Time of some evaluations, each at most two intervals and at least none. */
  private long countedMillis(int from, int to) {
    return past.subList(from, to).stream()
        .mapToLong(i -> Math.min(Math.max(i.elapsedMillis(), 0), 2 * policy.intervalMillis()))
        .sum();
  }

  static boolean complete(ModeInputs inputs) {
    return inputs.samples().stream().allMatch(sample -> Double.isFinite(sample.value()));
  }

  private boolean hasHeld(Condition condition) {
    double enter = condition.enter();
    DoublePredicate ill =
        condition.side() == Condition.Side.ABOVE ? value -> value > enter : value -> value < enter;
    return lasted(condition.signal(), enteredAt, ill) >= condition.forMillis();
  }

  private boolean hasBeenOver(Condition condition, long timeMillis) {
    double exit = condition.exit();
    DoublePredicate well =
        condition.side() == Condition.Side.ABOVE ? value -> value < exit : value -> value > exit;
    int from = enteredAt;
    for (int i = from; i < past.size(); i++) {
      from = complete(past.get(i)) ? from : i + 1;
    }
    return lasted(condition.signal(), from, well) >= timeMillis;
  }

  /** Time over the newest samples in a row that fit, between neighbours with no gap; else -1. */
  private long lasted(int signal, int from, DoublePredicate fits) {
    List<Integer> used = newerThanAllBefore(signal);
    long lastedMillis = -1;
    for (int k = used.size() - 1; k >= 0 && used.get(k) >= from; k--) {
      if (!fits.test(sample(used.get(k), signal).value())) {
        break;
      }
      if (lastedMillis < 0) {
        lastedMillis = 0;
      } else if (!gapBetween(signal, used.get(k), used.get(k + 1))) {
        long apart =
            sample(used.get(k + 1), signal).atMillis() - sample(used.get(k), signal).atMillis();
        lastedMillis += Math.min(apart, 2 * policy.intervalMillis());
      }
    }
    return lastedMillis;
  }

  private List<Integer> newerThanAllBefore(int signal) {
    List<Integer> used = new ArrayList<>();
    long newest = Long.MIN_VALUE;
    for (int i = 0; i < past.size(); i++) {
      Sample sample = sample(i, signal);
      if (Double.isFinite(sample.value()) && sample.atMillis() > newest) {
        used.add(i);
        newest = sample.atMillis();
      }
    }
    return used;
  }

  private boolean gapBetween(int signal, int before, int after) {
    for (int i = before + 1; i < after; i++) {
      if (!Double.isFinite(sample(i, signal).value())) {
        return true;
      }
    }
    return false;
  }

  private Sample sample(int evaluation, int signal) {
    return past.get(evaluation).samples().get(signal);
  }
}
