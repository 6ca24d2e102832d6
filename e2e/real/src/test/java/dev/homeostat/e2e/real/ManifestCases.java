package dev.homeostat.e2e.real;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A resource that is accepted, and edits of it.
 *
 * @param base the resource
 * @param cases its edits
 */
record ManifestCases(ObjectNode base, List<Case> cases) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /**
   * One edit.
   *
   * @param set values by JSON pointer
   * @param remove JSON pointers
   * @param refused what the user is told; null where the result is accepted
   * @param consequences whether other places are refused because of it
   */
  record Case(
      String name,
      Map<String, JsonNode> set,
      List<String> remove,
      String refused,
      boolean consequences) {}

  static ManifestCases read(String file) throws IOException {
    try (InputStream yaml = ManifestCases.class.getResourceAsStream("/manifests/" + file)) {
      JsonNode tree = YAML.readTree(Objects.requireNonNull(yaml, file));
      return new ManifestCases(
          (ObjectNode) tree.get("base"),
          YAML.convertValue(tree.get("cases"), new TypeReference<List<Case>>() {}));
    }
  }

  /** The resource after an edit, as YAML. */
  String manifest(Case edit) throws IOException {
    ObjectNode edited = base.deepCopy();
    for (String pointer : Objects.requireNonNullElse(edit.remove(), List.<String>of())) {
      put(edited, JsonPointer.compile(pointer), null);
    }
    Objects.requireNonNullElse(edit.set(), Map.<String, JsonNode>of())
        .forEach((pointer, value) -> put(edited, JsonPointer.compile(pointer), value));
    return YAML.writeValueAsString(edited);
  }

  /** An edit that goes nowhere would test nothing. */
  private static void put(ObjectNode root, JsonPointer at, JsonNode value) {
    JsonNode parent = root.at(at.head());
    String name = at.last().getMatchingProperty();
    if (value == null && parent.path(name).isMissingNode()) {
      throw new IllegalArgumentException("nothing to remove at " + at);
    }
    if (parent instanceof ObjectNode object) {
      if (value == null) {
        object.remove(name);
      } else {
        object.set(name, value);
      }
    } else if (parent instanceof ArrayNode array && at.last().getMatchingIndex() == array.size()) {
      array.add(value);
    } else if (parent instanceof ArrayNode array && value != null) {
      array.set(at.last().getMatchingIndex(), value);
    } else {
      throw new IllegalArgumentException("nothing to change at " + at);
    }
  }
}
