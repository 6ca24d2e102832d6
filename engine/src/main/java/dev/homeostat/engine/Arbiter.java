package dev.homeostat.engine;

import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Workload;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Decides who owns a field that several resources claim: the oldest, and by name among equals. */
final class Arbiter {

  private static final Comparator<Workload> BY_AGE =
      Comparator.comparingLong(Workload::createdMillis).thenComparing(w -> w.id().toString());

  static Map<Claim, Workload> owners(Collection<Workload> workloads) {
    Map<Claim, Workload> owners = new HashMap<>();
    for (Workload workload : workloads) {
      for (KnobPolicy knob : workload.knobs()) {
        owners.merge(knob.claim(), workload, (a, b) -> BY_AGE.compare(a, b) <= 0 ? a : b);
      }
    }
    return owners;
  }

  private Arbiter() {}
}
