package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectRestore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be patched so that fields of an object are as before, value and owners.
 *
 * <p>Owners are set by writing managedFields, which a patch may do as long as it changes no value:
 * a value that changes goes to the name under which the patch is recorded, as an {@code Update},
 * whatever the patch says of it. So values of more owners than that are given back first, under our
 * name, and the owners after them; who looks in between sees a field of ours that holds its value
 * of before, and gives it back once more.
 */
final class RestorePlan {

  /** One field that is given back. */
  private record Given(Leaf leaf, JsonNode value, List<Owner> owners) {
    boolean changes() {
      return !leaf.holds(value);
    }
  }

  private final LiveObject live;
  private final Author author;
  private final String noteName;
  private final List<Given> given = new ArrayList<>();
  private final List<String> untyped = new ArrayList<>(0);

  RestorePlan(LiveObject live, ObjectRestore restore) {
    this.live = live;
    this.author = restore.author();
    this.noteName = restore.noteName();
    restore.fields().forEach(this::add);
  }

  private void add(String pointer, ObjectRestore.Before before) {
    Leaf leaf = live.leaf(pointer);
    if (leaf == null
        || live.owners(leaf.path()).stream().noneMatch(o -> o.manager().equals(author.manager()))) {
      // Somebody else took it, or away, since: it is theirs.
      return;
    }
    JsonNode value = leaf.typed(before.text());
    if (value == null) {
      untyped.add(pointer);
      return;
    }
    List<Owner> owners =
        Owner.parse(before.manager()).stream()
            .filter(owner -> !owner.manager().equals(author.manager()))
            .toList();
    given.add(new Given(leaf, value, owners));
  }

  /** Fields whose value before is not of the type that they have now. */
  List<String> untyped() {
    return untyped;
  }

  boolean isDone() {
    return given.isEmpty() && !live.annotations().containsKey(noteName);
  }

  /** Whether one patch does it all. */
  boolean isOneStep() {
    return given.stream().noneMatch(Given::changes) || recordedUnder() != null;
  }

  /** Under which name the patch of {@link #all()} is recorded. */
  String manager() {
    String owner = recordedUnder();
    return owner == null ? author.manager() : owner;
  }

  /** The one owner who would have changed all the values himself; null if there is none such. */
  private @Nullable String recordedUnder() {
    Set<List<Owner>> owners = new HashSet<>();
    given.stream().filter(Given::changes).forEach(g -> owners.add(g.owners()));
    if (owners.size() != 1) {
      return null;
    }
    List<Owner> only = owners.iterator().next();
    return only.size() == 1
            && only.get(0).operation().equals(Owner.UPDATE)
            && only.get(0).subresource().isEmpty()
        ? only.get(0).manager()
        : null;
  }

  /** The values alone. */
  ArrayNode values() {
    ArrayNode operations = AccountRequests.JSON.createArrayNode();
    operation(operations, "replace", "/metadata/resourceVersion")
        .put("value", live.resourceVersion());
    given.stream()
        .filter(Given::changes)
        .forEach(g -> operation(operations, "replace", g.leaf().indexed()).set("value", g.value()));
    return operations;
  }

  /** Values, owners, and no note any more. */
  ArrayNode all() {
    ArrayNode operations = values();
    if (live.annotations().containsKey(noteName)) {
      operation(operations, "remove", "/metadata/annotations/" + FieldPath.escaped(noteName));
    }
    if (live.managedFields().isArray()) {
      operation(operations, "replace", "/metadata/managedFields").set("value", owners());
    }
    return operations;
  }

  private static ObjectNode operation(ArrayNode operations, String name, String path) {
    return operations.addObject().put("op", name).put("path", path);
  }

  private ArrayNode owners() {
    ArrayNode entries = AccountRequests.JSON.createArrayNode();
    String time = "";
    for (JsonNode one : live.managedFields()) {
      ObjectNode entry = one.deepCopy();
      if (entry.path("manager").asText().equals(author.manager())
          && entry.get("fieldsV1") instanceof ObjectNode tree) {
        time = entry.path("time").asText();
        FieldSet ours = new FieldSet(tree);
        given.forEach(g -> ours.remove(g.leaf().path()));
        ours.remove(FieldPath.annotation(noteName));
        if (ours.isEmpty()) {
          continue;
        }
      }
      entries.add(entry);
    }
    for (Given one : given) {
      for (Owner owner : one.owners()) {
        fields(entries, owner, time).add(one.leaf().path());
      }
    }
    if (entries.isEmpty()) {
      // An empty list means "as it was"; a list of an empty entry means none.
      entries.addObject();
    }
    return entries;
  }

  /** The fields of an owner's entry, which is made where it vanished with the takeover. */
  private FieldSet fields(ArrayNode entries, Owner owner, String time) {
    for (JsonNode entry : entries) {
      if (Owner.of(entry).equals(owner)
          && (owner.operation().equals(Owner.APPLY)
              || entry.path("apiVersion").asText().equals(live.apiVersion()))
          && entry.get("fieldsV1") instanceof ObjectNode tree) {
        return new FieldSet(tree);
      }
    }
    ObjectNode entry =
        entries
            .addObject()
            .put("manager", owner.manager())
            .put("operation", owner.operation())
            .put("apiVersion", live.apiVersion())
            .put("fieldsType", "FieldsV1");
    if (!time.isEmpty()) {
      entry.put("time", time);
    }
    if (!owner.subresource().isEmpty()) {
      entry.put("subresource", owner.subresource());
    }
    return new FieldSet(entry.putObject("fieldsV1"));
  }
}
