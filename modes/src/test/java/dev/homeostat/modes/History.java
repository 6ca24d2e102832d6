package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/**
 * What the design says of a past, computed from all of it: the waits are sums over recorded
 * evaluations, with no timer kept.
 */
final class History {

  private final ModePolicy policy;
  private final List<ModeInputs> past = new ArrayList<>();
  private int enteredAt;

  History(ModePolicy policy) {
    this.policy = policy;
  }

  void add(ModeInputs inputs) {
    past.add(inputs);
  }

  /** From now on only later samples count. */
  void modeEntered() {
    enteredAt = past.size();
  }

  /** Index of the first clause all of whose conditions have held for their time; else -1. */
  int firstClause() {
    for (int i = 0; i < policy.clauses().size(); i++) {
      if (policy.clauses().get(i).conditions().stream().allMatch(this::hasHeld)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether every clause has a condition that has been over for its time, or for none. */
  boolean everyClauseOver(boolean forItsTime) {
    return policy.clauses().stream()
        .allMatch(
            clause ->
                clause.conditions().stream()
                    .anyMatch(c -> hasBeenOver(c, forItsTime ? c.exitForMillis() : 0)));
  }

  /** Time since the mode was entered, each evaluation at most two intervals and at least none. */
  long dwelledMillis() {
    return past.subList(enteredAt, past.size()).stream()
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
