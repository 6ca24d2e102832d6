package dev.homeostat.engine.policy;

import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.ModePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * A wait that is another for each workload, and always the same for one: without it all that one
 * incident brought down would rise in the same second.
 */
final class Jitter {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** The wait of a workload, from 0 to the spread: FNV-1a of its UID, mixed as MurmurHash3 does. */
  static long millis(String uid, long spreadMillis) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < uid.length(); i++) {
      hash = (hash ^ uid.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return Math.floorMod(hash, spreadMillis + 1);
  }

  /** A policy each of whose clauses has to be over for so much longer. */
  static ModePolicy added(ModePolicy policy, long millis) {
    if (millis == 0) {
      return policy;
    }
    List<Clause> clauses = new ArrayList<>(policy.clauses().size());
    for (Clause clause : policy.clauses()) {
      List<Condition> conditions = new ArrayList<>(clause.conditions().size());
      for (Condition one : clause.conditions()) {
        conditions.add(
            new Condition(
                one.signal(),
                one.less(),
                one.side(),
                one.enter(),
                one.exit(),
                one.forMillis(),
                one.exitForMillis() + millis));
      }
      clauses.add(new Clause(clause.enters(), clause.emergency(), conditions));
    }
    return new ModePolicy(
        clauses,
        policy.degraded(),
        policy.floor(),
        policy.recovery(),
        policy.climb(),
        policy.backOff(),
        policy.intervalMillis());
  }

  private Jitter() {}
}
