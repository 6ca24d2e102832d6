package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.port.ObjectRestore;

/**
 * A field that was taken over, and what it held before.
 *
 * @param claim the field
 * @param uid identity of its object
 * @param before what it held before the first write
 * @param landed whether a write of ours was seen in it; until then it may still hold what was there
 *     before
 */
public record Held(Claim claim, String uid, ObjectRestore.Before before, boolean landed) {

  Held withLanded(boolean nowLanded) {
    return landed == nowLanded ? this : new Held(claim, uid, before, nowLanded);
  }

  boolean isUntouched(KnobSight.Seen seen) {
    return !landed && seen.text().equals(before.text()) && seen.manager().equals(before.manager());
  }
}
