package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Canary;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Groups the fields of one owner into one write an object. A write carries every field that the
 * owner holds there, since server-side apply deletes one that is left out.
 */
final class WritePlanner {

  private final Workload workload;
  private final Author author;
  private final List<KnobPlanner.Outcome> outcomes;
  private final List<KnobSight> sights;
  private final Releaser releaser;

  WritePlanner(
      Workload workload,
      Author author,
      List<KnobPlanner.Outcome> outcomes,
      List<KnobSight> sights,
      Releaser releaser) {
    this.workload = workload;
    this.author = author;
    this.outcomes = outcomes;
    this.sights = sights;
    this.releaser = releaser;
  }

  /**
   * The writes for all objects that hold another text, or another note, than they should. An object
   * of which something is given back waits for that; what protects does not.
   */
  List<ObjectWrite> plan(String note) {
    List<ObjectRef> stale = new ArrayList<>(0);
    List<ObjectRef> noted = new ArrayList<>(0);
    for (int i = 0; i < outcomes.size(); i++) {
      KnobPlanner.Outcome outcome = outcomes.get(i);
      ObjectRef object = workload.knobs().get(i).claim().object();
      if (outcome.free()
          && outcome.state().held() != null
          && sights.get(i) instanceof KnobSight.Seen seen
          && !stale.contains(object)
          && (outcome.differs() || !isNoted(object, seen, note, noted))
          && (outcome.protects() || !releaser.isRestoring(object))) {
        stale.add(object);
      }
    }
    List<ObjectWrite> writes = new ArrayList<>(stale.size());
    for (ObjectRef object : stale) {
      writes.add(write(object, note));
    }
    return writes;
  }

  /**
   * Whether an object bears the note, which all of its knobs show: it is long, and compared once.
   */
  private static boolean isNoted(
      ObjectRef object, KnobSight.Seen seen, String note, List<ObjectRef> noted) {
    if (noted.contains(object)) {
      return true;
    }
    boolean bears = Notes.tellsOf(note, seen.note());
    if (bears) {
      noted.add(object);
    }
    return bears;
  }

  private ObjectWrite write(ObjectRef object, String note) {
    SortedMap<String, String> fields = new TreeMap<>(releaser.postpone(object));
    List<String> takeOver = new ArrayList<>();
    String uid = "";
    Canary canary = workload.changes().canary();
    boolean tries = canary == null;
    for (int i = 0; i < outcomes.size(); i++) {
      KnobState knob = outcomes.get(i).state();
      Held held = knob.held();
      if (held == null
          || !held.claim().object().equals(object)
          || !(sights.get(i) instanceof KnobSight.Seen seen)
          || !seen.uid().equals(held.uid())) {
        continue;
      }
      if (outcomes.get(i).free()) {
        fields.put(held.claim().path(), knob.text());
        tries |= canary != null && canary.first().contains(workload.knobs().get(i).name());
        if (workload.knobs().get(i).takeOver()) {
          takeOver.add(held.claim().path());
        }
        uid = held.uid();
      } else if (seen.manager().equals(author.manager())) {
        fields.put(held.claim().path(), seen.text());
      }
    }
    return new ObjectWrite(
        object,
        uid,
        author,
        fields,
        takeOver,
        new ObjectWrite.Note(workload.noteName(), tries ? note : Notes.untried(note)));
  }
}
