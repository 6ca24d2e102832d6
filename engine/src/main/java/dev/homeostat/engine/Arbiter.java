package dev.homeostat.engine;

import dev.homeostat.engine.plan.Held;
import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides who owns a field that several resources claim: the oldest, and by name among equals. Who
 * still holds a field that he does not own gives it back before the owner may set it; else the
 * owner would take what is given back for what was there before.
 */
final class Arbiter {

  private static final Comparator<Workload> BY_AGE =
      Comparator.comparingLong(Workload::createdMillis).thenComparing(w -> w.id().toString());

  private final Map<Claim, Workload> owners = new HashMap<>();
  private final Map<Claim, Workload> givers = new HashMap<>();

  /** An arbiter over all that is known, also over what is suspended or being deleted. */
  Arbiter(Collection<Tracked> all) {
    for (Tracked one : all) {
      for (KnobPolicy knob : one.workload.knobs()) {
        owners.merge(knob.claim(), one.workload, (a, b) -> BY_AGE.compare(a, b) <= 0 ? a : b);
      }
    }
  }

  boolean owns(Workload workload, Claim claim) {
    Workload owner = owners.get(claim);
    return owner == null || owner.id().equals(workload.id());
  }

  /** Takes note of what is still to be given back. */
  void gives(Workload workload, List<Held> leftovers) {
    leftovers.forEach(held -> givers.put(held.claim(), workload));
  }

  /** What a workload sees of its knobs, where others are kept from it. */
  List<KnobSight> apart(Workload workload, List<KnobSight> sights) {
    List<KnobSight> apart = new ArrayList<>(sights.size());
    for (int i = 0; i < sights.size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      Workload owner = owners.getOrDefault(knob.claim(), workload);
      Workload giver = givers.getOrDefault(knob.claim(), workload);
      if (!owner.id().equals(workload.id())) {
        apart.add(
            owned(knob, "belongs to " + owner.id() + ", which is older; remove one of the two"));
      } else if (!giver.id().equals(workload.id())) {
        apart.add(
            owned(
                knob,
                "is still held by "
                    + giver.id()
                    + ", which gives it back first; wait, or see what keeps it from that"));
      } else {
        apart.add(sights.get(i));
      }
    }
    return apart;
  }

  private static KnobSight owned(KnobPolicy knob, String why) {
    return new KnobSight.Hidden(
        new Problem("KnobOwned", "knob " + knob.name(), knob.claim() + " " + why));
  }
}
