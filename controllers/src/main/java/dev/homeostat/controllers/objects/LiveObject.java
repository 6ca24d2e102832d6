package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object as the API server gave it, with its fields and who owns each. */
final class LiveObject {

  /** One entry of managedFields that names fields. */
  private record Entry(Owner owner, String time, FieldSet fields) {}

  private final JsonNode json;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Leaf> leaves;

  LiveObject(JsonNode json) {
    this.json = json;
    for (JsonNode entry : managedFields()) {
      if (entry.get("fieldsV1") instanceof ObjectNode fields) {
        entries.add(new Entry(Owner.of(entry), entry.path("time").asText(), new FieldSet(fields)));
      }
    }
    // Newest first.
    entries.sort(Comparator.comparing(Entry::time).reversed());
    leaves = new LeafWalk(entries.stream().map(e -> e.fields().tree()).toList()).leaves(json);
  }

  String uid() {
    return json.path("metadata").path("uid").asText();
  }

  String resourceVersion() {
    return json.path("metadata").path("resourceVersion").asText();
  }

  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String kind() {
    return json.path("kind").asText();
  }

  /** Whether its writer sealed it; ConfigMaps alone know that. */
  boolean isImmutable() {
    return json.path("immutable").asBoolean(false);
  }

  JsonNode json() {
    return json;
  }

  JsonNode managedFields() {
    return json.path("metadata").path("managedFields");
  }

  Map<String, String> annotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    JsonNode node = json.path("metadata").path("annotations");
    node.properties().forEach(e -> annotations.put(e.getKey(), e.getValue().asText()));
    return annotations;
  }

  /** By JSON pointer. */
  Map<String, Leaf> leaves() {
    return leaves;
  }

  @Nullable Leaf leaf(String pointer) {
    return leaves.get(pointer);
  }

  /** Newest first. */
  List<Owner> owners(FieldPath path) {
    return entries.stream()
        .filter(entry -> entry.fields().contains(path))
        .map(Entry::owner)
        .toList();
  }
}
