package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives fields back, each only while it still holds what we wrote. */
final class Releaser {

  /**
   * What one object is given back, and what it holds until then.
   *
   * @param restore what it is given back
   * @param texts of the same fields as they are, by JSON pointer
   */
  private record Release(ObjectRestore restore, Map<String, String> texts) {}

  private final Workload workload;
  private final Author author;
  private final boolean restore;
  private final Map<ObjectRef, Release> releases = new LinkedHashMap<>(0);
  private final List<Problem> problems = new ArrayList<>(0);

  /**
   * A releaser for one owner.
   *
   * @param author the owner
   * @param restore whether values are given back, or left as they are
   */
  Releaser(Workload workload, Author author, boolean restore) {
    this.workload = workload;
    this.author = author;
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
    if (!seen.uid().equals(held.uid()) || !seen.manager().equals(author.manager())) {
      return null;
    }
    ObjectRef object = held.claim().object();
    Release release =
        releases.computeIfAbsent(
            object,
            o ->
                new Release(
                    new ObjectRestore(o, held.uid(), author, new TreeMap<>(), workload.noteName()),
                    new TreeMap<>()));
    release.restore().fields().put(held.claim().path(), held.before());
    release.texts().put(held.claim().path(), seen.text());
    return held.withLanded(false);
  }

  List<ObjectRestore> restores() {
    return releases.isEmpty()
        ? List.of()
        : releases.values().stream().map(Release::restore).toList();
  }

  boolean isRestoring(ObjectRef object) {
    return !releases.isEmpty() && releases.containsKey(object);
  }

  /**
   * Gives nothing of an object back this time; returns the texts of the fields that so stay ours,
   * since a write without them would delete them.
   */
  Map<String, String> postpone(ObjectRef object) {
    Release release = releases.remove(object);
    return release == null ? Map.of() : release.texts();
  }

  List<Problem> problems() {
    return problems;
  }
}
