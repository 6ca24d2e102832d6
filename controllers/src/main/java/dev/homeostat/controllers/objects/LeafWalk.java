package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of an object that can be set one by one.
 *
 * <p>Whether a list has keys, and whether a member is replaced as a whole, is a matter of the
 * object's schema; it shows in managedFields, which every writer leaves behind: a list with keys
 * has {@code k:} entries, and a member that is replaced as a whole has content but an empty entry.
 */
final class LeafWalk {

  private static final Set<String> FIXED = Set.of("apiVersion", "kind", "metadata", "status");

  private final List<ObjectNode> owned;
  private final Map<String, Leaf> leaves = new LinkedHashMap<>();

  LeafWalk(List<ObjectNode> owned) {
    this.owned = owned;
  }

  /** By JSON pointer, keyed items by their key. */
  Map<String, Leaf> leaves(JsonNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!FIXED.contains(member.getKey())) {
        member(FieldPath.ROOT, "", member, owned, Set.of());
      }
    }
    JsonNode annotations = object.path("metadata").path("annotations");
    List<ObjectNode> below = below(below(owned, "f:metadata"), "f:annotations");
    FieldPath path = FieldPath.ROOT.member("metadata").member("annotations");
    annotations
        .properties()
        .forEach(a -> member(path, "/metadata/annotations", a, below, Set.of()));
    return leaves;
  }

  private void member(
      FieldPath parent,
      String indexed,
      Map.Entry<String, JsonNode> member,
      List<ObjectNode> trees,
      Set<String> keys) {
    FieldPath path = parent.member(member.getKey());
    String at = indexed + "/" + FieldPath.escaped(member.getKey());
    JsonNode value = member.getValue();
    List<ObjectNode> below = below(trees, FieldPath.MEMBER + member.getKey());
    if (value.isObject()) {
      if (!isWhole(value, below)) {
        members(path, at, value, below, Set.of());
      }
    } else if (value.isArray()) {
      items(path, at, value, below);
    } else if (!value.isNull()) {
      leaves.putIfAbsent(path.pointer(), new Leaf(path, at, value, keys.contains(member.getKey())));
    }
  }

  private void members(
      FieldPath path, String indexed, JsonNode node, List<ObjectNode> trees, Set<String> keys) {
    node.properties().forEach(member -> member(path, indexed, member, trees, keys));
  }

  private void items(FieldPath path, String indexed, JsonNode list, List<ObjectNode> trees) {
    Map<String, ObjectNode> known = new TreeMap<>();
    for (ObjectNode tree : trees) {
      tree.fieldNames()
          .forEachRemaining(
              element -> {
                if (FieldPath.isItem(element)) {
                  known.computeIfAbsent(element, FieldPath::key);
                }
              });
    }
    for (int i = 0; i < list.size(); i++) {
      String element = element(list.get(i), known);
      if (element != null) {
        members(
            path.child(element),
            indexed + "/" + i,
            list.get(i),
            below(trees, element),
            names(FieldPath.key(element)));
      }
    }
  }

  /** The element of an item; made after the others where nobody owns it. */
  private static @Nullable String element(JsonNode item, Map<String, ObjectNode> known) {
    for (Map.Entry<String, ObjectNode> one : known.entrySet()) {
      if (FieldSet.hasKey(item, one.getValue())) {
        return one.getKey();
      }
    }
    for (ObjectNode other : known.values()) {
      ObjectNode key = AccountRequests.JSON.createObjectNode();
      names(other).forEach(name -> key.set(name, item.path(name)));
      if (FieldSet.hasKey(item, key)) {
        return FieldPath.ITEM + AccountRequests.compact(key);
      }
    }
    return null;
  }

  private static Set<String> names(ObjectNode key) {
    Set<String> names = new TreeSet<>();
    key.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static boolean isWhole(JsonNode value, List<ObjectNode> trees) {
    return !value.isEmpty() && !trees.isEmpty() && trees.stream().allMatch(ObjectNode::isEmpty);
  }

  private static List<ObjectNode> below(List<ObjectNode> trees, String element) {
    List<ObjectNode> below = new ArrayList<>(trees.size());
    for (ObjectNode tree : trees) {
      if (tree.get(element) instanceof ObjectNode child) {
        below.add(child);
      }
    }
    return below;
  }
}
