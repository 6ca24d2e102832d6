package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.WriteResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a write says to server-side apply: the object's name, our note, and all fields we hold. */
final class ApplyDocument {

  private final ObjectNode document = AccountRequests.JSON.createObjectNode();
  private WriteResult.@Nullable Failed failure;

  /** The document for a write of an object as it is now. */
  ApplyDocument(ObjectWrite write, LiveObject live) {
    document.put("apiVersion", live.apiVersion()).put("kind", live.kind());
    document
        .putObject("metadata")
        .put("name", write.object().name())
        .put("namespace", write.object().namespace())
        // Refuses to create the object, and one that was made anew.
        .put("uid", write.uid());
    JsonNode note = AccountRequests.JSON.getNodeFactory().textNode(write.note().text());
    set(FieldPath.annotation(write.note().name()), note);
    for (Map.Entry<String, String> field : write.fields().entrySet()) {
      if (failure == null) {
        failure = set(write, live, field.getKey(), field.getValue());
      }
    }
  }

  ObjectNode document() {
    return document;
  }

  /** Why there can be no such write; null where there can. */
  WriteResult.@Nullable Failed failure() {
    return failure;
  }

  /** Refuses the write of an object that has changed since. */
  ApplyDocument onlyAt(String resourceVersion) {
    ((ObjectNode) document.path("metadata")).put("resourceVersion", resourceVersion);
    return this;
  }

  private WriteResult.@Nullable Failed set(
      ObjectWrite write, LiveObject live, String pointer, String text) {
    Leaf leaf = live.leaf(pointer);
    if (leaf == null) {
      return absent(write, live, pointer);
    }
    if (leaf.isKey()) {
      return notApplicable(
          pointer, write, "names an item of a list, so that another value would be another item");
    }
    JsonNode value = leaf.typed(text);
    if (value == null) {
      return notApplicable(
          pointer,
          write,
          "holds a "
              + leaf.type()
              + ", and \""
              + text
              + "\" is none; make it one by hand, or change the knob's type or format");
    }
    set(leaf.path(), value);
    return null;
  }

  /** The longest way into the live object tells whether the field is absent or out of reach. */
  private static WriteResult.Failed absent(ObjectWrite write, LiveObject live, String pointer) {
    JsonNode at = live.json();
    String reached = "";
    for (String token : List.of(pointer.split("/", -1)).subList(1, pointer.split("/", -1).length)) {
      String name = token.replaceFirst("\\[.*", "").replace("~1", "/").replace("~0", "~");
      at = at.path(name);
      reached += "/" + token;
      if (at.isArray()) {
        return notApplicable(
            pointer,
            write,
            "goes through the list "
                + reached
                + ", whose item cannot be set alone that way; address an item by its key, such as"
                + " containers[name=app], and leave a list without keys to its owner");
      }
    }
    return at.isValueNode() || at.isObject()
        ? notApplicable(
            pointer,
            write,
            "is no single text, number or boolean, or is part of what is replaced as a whole; name"
                + " a field that can be set alone")
        : new WriteResult.Failed(
            "FieldMissing",
            write.object() + " has no field " + pointer + "; create it with a value");
  }

  private static WriteResult.Failed notApplicable(String pointer, ObjectWrite write, String why) {
    return new WriteResult.Failed(
        Refusals.NOT_APPLICABLE, "the field " + pointer + " of " + write.object() + " " + why);
  }

  private void set(FieldPath path, JsonNode value) {
    ObjectNode node = document;
    List<String> elements = path.elements();
    int last = elements.size() - 1;
    for (int i = 0; i < last; i++) {
      String name = FieldPath.name(elements.get(i));
      if (FieldPath.isItem(elements.get(i + 1))) {
        ArrayNode list = node.get(name) instanceof ArrayNode array ? array : node.putArray(name);
        node = item(list, FieldPath.key(elements.get(i + 1)));
        i++;
      } else {
        node = node.get(name) instanceof ObjectNode child ? child : node.putObject(name);
      }
    }
    node.set(FieldPath.name(elements.get(last)), value);
  }

  private static ObjectNode item(ArrayNode list, ObjectNode key) {
    for (JsonNode one : list) {
      if (FieldSet.hasKey(one, key)) {
        return (ObjectNode) one;
      }
    }
    list.add(key);
    return key;
  }
}
