package dev.homeostat.engine;

import dev.homeostat.engine.plan.Held;
import dev.homeostat.engine.plan.KnobSight;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.TargetObject;
import dev.homeostat.engine.port.TargetObjects;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads all that one turn of the loop needs: every question and every object once. */
final class Gatherer {

  private final Signals signals;
  private final TargetObjects objects;

  Gatherer(Signals signals, TargetObjects objects) {
    this.signals = signals;
    this.objects = objects;
  }

  Gathered gather(List<Workload> workloads, List<Held> leftovers) {
    Set<Query> queries = new LinkedHashSet<>();
    Set<ObjectRef> refs = new LinkedHashSet<>();
    for (Workload workload : workloads) {
      workload.signals().forEach(signal -> SignalReader.collect(signal, queries));
      workload.knobs().forEach(knob -> refs.add(knob.claim().object()));
    }
    leftovers.forEach(held -> refs.add(held.claim().object()));
    Map<Query, Reading> answers = queries.isEmpty() ? Map.of() : signals.read(queries);
    Map<ObjectRef, TargetObject> found = new HashMap<>();
    refs.forEach(ref -> found.put(ref, objects.read(ref)));
    return new Gathered(answers, found, Arbiter.owners(workloads));
  }

  /**
   * What was read.
   *
   * @param answers one a question
   * @param objects by reference
   * @param owners of every claimed field
   */
  record Gathered(
      Map<Query, Reading> answers,
      Map<ObjectRef, TargetObject> objects,
      Map<Claim, Workload> owners) {

    List<Reading> signals(Workload workload, long nowMillis) {
      List<Reading> readings = new ArrayList<>(workload.signals().size());
      for (SignalPolicy signal : workload.signals()) {
        readings.add(SignalReader.read(signal, answers, nowMillis));
      }
      return readings;
    }

    List<KnobSight> knobs(Workload workload) {
      List<KnobSight> sights = new ArrayList<>(workload.knobs().size());
      for (KnobPolicy knob : workload.knobs()) {
        sights.add(
            KnobReader.read(
                knob,
                workload,
                owners.getOrDefault(knob.claim(), workload),
                objects.getOrDefault(knob.claim().object(), new TargetObject.Absent())));
      }
      return sights;
    }

    List<KnobSight> leftovers(Workload workload, List<Held> leftovers) {
      List<KnobSight> sights = new ArrayList<>(leftovers.size());
      for (Held held : leftovers) {
        sights.add(
            KnobReader.read(
                held.claim(),
                "field no longer named",
                workload,
                objects.getOrDefault(held.claim().object(), new TargetObject.Absent())));
      }
      return sights;
    }

    /** Objects that could not be read: until all were, nobody knows what may be raised. */
    List<Problem> unread(Workload workload) {
      List<Problem> unread = new ArrayList<>();
      for (KnobSight sight : knobs(workload)) {
        if (sight instanceof KnobSight.Hidden hidden
            && hidden.problem().reason().equals(KnobReader.UNREADABLE)) {
          unread.add(hidden.problem());
        }
      }
      return unread;
    }
  }
}
