package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives fields back, each only while it still holds what we wrote. */
final class Releaser {

  private final Workload workload;
  private final String manager;
  private final boolean restore;
  private final Map<ObjectRef, ObjectRestore> restores = new LinkedHashMap<>();
  private final Map<ObjectRef, Map<String, String>> texts = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>(0);

  /**
   * A releaser for one owner.
   *
   * @param restore whether values are given back, or left as they are
   */
  Releaser(Workload workload, String manager, boolean restore) {
    this.workload = workload;
    this.manager = manager;
    this.restore = restore;
  }

  /**
   * Plans to give one field back; returns what is still held afterwards. Until somebody has seen
   * that it was given back it counts as not written, so that who changes his mind starts from
   * there.
   */
  @Nullable Held release(Held held, KnobSight sight) {
    if (!restore || sight instanceof KnobSight.Gone) {
      return null;
    }
    if (sight instanceof KnobSight.Hidden hidden) {
      problems.add(hidden.problem());
      return held;
    }
    KnobSight.Seen seen = (KnobSight.Seen) sight;
    if (!seen.uid().equals(held.uid()) || !seen.manager().equals(manager)) {
      return null;
    }
    ObjectRef object = held.claim().object();
    restores
        .computeIfAbsent(
            object,
            o -> new ObjectRestore(o, held.uid(), manager, new TreeMap<>(), workload.noteName()))
        .fields()
        .put(held.claim().path(), held.before());
    texts.computeIfAbsent(object, o -> new TreeMap<>()).put(held.claim().path(), seen.text());
    return held.withLanded(false);
  }

  List<ObjectRestore> restores() {
    return List.copyOf(restores.values());
  }

  boolean isRestoring(ObjectRef object) {
    return !restores.isEmpty() && restores.containsKey(object);
  }

  /**
   * Gives nothing of an object back this time; returns the texts of the fields that so stay ours,
   * since a write without them would delete them.
   */
  Map<String, String> postpone(ObjectRef object) {
    restores.remove(object);
    return texts.getOrDefault(object, Map.of());
  }

  List<Problem> problems() {
    return problems;
  }
}
