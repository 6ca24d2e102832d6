package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Workload;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Groups the fields of one owner into one write an object. A write carries every field that the
 * owner holds there, since server-side apply deletes one that is left out.
 */
final class WritePlanner {

  /** The writes for all objects that hold another text, or another note, than they should. */
  static List<ObjectWrite> plan(
      Workload workload, List<KnobPlanner.Outcome> outcomes, List<KnobSight> sights, String note) {
    Set<ObjectRef> stale = null;
    for (int i = 0; i < outcomes.size(); i++) {
      KnobPlanner.Outcome outcome = outcomes.get(i);
      if (outcome.free()
          && outcome.state().held() != null
          && sights.get(i) instanceof KnobSight.Seen seen
          && (outcome.differs() || !seen.note().equals(note))) {
        stale = stale == null ? new LinkedHashSet<>() : stale;
        stale.add(workload.knobs().get(i).claim().object());
      }
    }
    if (stale == null) {
      return List.of();
    }
    List<ObjectWrite> writes = new ArrayList<>(stale.size());
    for (ObjectRef object : stale) {
      writes.add(write(workload, object, outcomes, note));
    }
    return writes;
  }

  private static ObjectWrite write(
      Workload workload, ObjectRef object, List<KnobPlanner.Outcome> outcomes, String note) {
    Map<String, String> fields = new TreeMap<>();
    String uid = "";
    for (int i = 0; i < outcomes.size(); i++) {
      KnobState knob = outcomes.get(i).state();
      Held held = knob.held();
      if (outcomes.get(i).free() && held != null && held.claim().object().equals(object)) {
        fields.put(held.claim().path(), knob.text());
        uid = held.uid();
      }
    }
    return ObjectWrite.of(
        object, uid, workload.manager(), fields, new ObjectWrite.Note(workload.noteName(), note));
  }

  private WritePlanner() {}
}
