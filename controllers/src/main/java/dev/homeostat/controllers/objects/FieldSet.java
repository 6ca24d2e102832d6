package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The fields of one entry of managedFields, as the API server writes them: a tree whose leaves are
 * empty; a node that has children and is itself a member holds {@code "."}.
 */
final class FieldSet {

  private static final String SELF = ".";

  /** The tree, which is changed in place. */
  private final ObjectNode tree;

  FieldSet(ObjectNode tree) {
    this.tree = tree;
  }

  ObjectNode tree() {
    return tree;
  }

  boolean isEmpty() {
    return tree.isEmpty();
  }

  boolean contains(FieldPath path) {
    JsonNode node = tree;
    for (String element : path.elements()) {
      node = node.path(element);
    }
    return node.isObject() && (node.isEmpty() || node.has(SELF));
  }

  void add(FieldPath path) {
    ObjectNode node = tree;
    boolean fresh = true;
    for (String element : path.elements()) {
      if (node.get(element) instanceof ObjectNode child) {
        node = child;
        fresh = false;
      } else {
        if (!fresh && node.isEmpty()) {
          node.putObject(SELF);
        }
        node = node.putObject(element);
        fresh = true;
      }
    }
    if (!fresh && !node.isEmpty()) {
      node.putObject(SELF);
    }
  }

  /**
   * Takes a field out. Of an item of which nothing is left but its key, the item goes too: who
   * applies a field of an item owns the item and its key with it.
   */
  void remove(FieldPath path) {
    remove(tree, path.elements());
  }

  private static void remove(ObjectNode node, List<String> elements) {
    String first = elements.get(0);
    if (!(node.get(first) instanceof ObjectNode child)) {
      return;
    }
    if (elements.size() == 1) {
      child.remove(SELF);
      if (child.isEmpty()) {
        node.remove(first);
      }
      return;
    }
    if (child.isEmpty()) {
      return;
    }
    remove(child, elements.subList(1, elements.size()));
    if (child.isEmpty() || (FieldPath.isItem(first) && isKeyAlone(child, FieldPath.key(first)))) {
      node.remove(first);
    } else if (child.size() == 1 && child.has(SELF)) {
      // A node that is nothing but itself is written without a mark.
      child.removeAll();
    }
  }

  private static boolean isKeyAlone(ObjectNode item, ObjectNode key) {
    boolean alone = true;
    for (var names = item.fieldNames(); names.hasNext(); ) {
      String element = names.next();
      alone &=
          element.equals(SELF)
              || (element.startsWith(FieldPath.MEMBER) && key.has(FieldPath.name(element)));
    }
    return alone;
  }

  /** Whether an item of a list has a key. */
  static boolean hasKey(JsonNode item, ObjectNode key) {
    boolean has = !key.isEmpty();
    for (var field : key.properties()) {
      JsonNode value = item.path(field.getKey());
      has &= value.isValueNode() && value.asText().equals(field.getValue().asText());
    }
    return has;
  }
}
