package dev.homeostat.crds.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what a newer CustomResourceDefinition takes from users of an older one.
 *
 * <p>A stored object that the newer one refuses can no longer be written, not even its status; a
 * field that it lacks is dropped in silence. A rule whose text changed counts as tightened, since
 * whether it refuses more cannot be told from its text.
 */
final class SchemaCompatibility {

  private static final Set<String> UPPER =
      Set.of("maxLength", "maxItems", "maxProperties", "maximum");
  private static final Set<String> LOWER =
      Set.of("minLength", "minItems", "minProperties", "minimum");

  /** Neither of them may be added, changed or removed: readers and servers rely on each. */
  private static final List<String> FIXED =
      List.of(
          "type",
          "format",
          "default",
          "anyOf",
          "x-kubernetes-int-or-string",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");

  /** These may be removed, but neither added nor changed. */
  private static final List<String> LOOSENABLE =
      List.of("pattern", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "not");

  private final List<String> breaks = new ArrayList<>();

  /** One sentence for each break; none if every object that was accepted still is. */
  static List<String> breaks(JsonNode before, JsonNode after) {
    SchemaCompatibility comparison = new SchemaCompatibility();
    comparison.definition(before.path("spec"), after.path("spec"));
    return comparison.breaks;
  }

  private void definition(JsonNode before, JsonNode after) {
    for (String name : List.of("group", "scope")) {
      fixed(name, name, before, after);
    }
    for (String name : List.of("kind", "plural", "singular", "listKind")) {
      fixed("names." + name, name, before.path("names"), after.path("names"));
    }
    lost("names.shortNames", before.at("/names/shortNames"), after.at("/names/shortNames"));
    lost("names.categories", before.at("/names/categories"), after.at("/names/categories"));
    for (JsonNode version : before.path("versions")) {
      String name = version.path("name").textValue();
      JsonNode now = versionOf(after, name);
      if (!now.path("served").asBoolean()) {
        breaks.add("version " + name + ": no longer served");
        continue;
      }
      fixed("version " + name + ": subresources", "subresources", version, now);
      schema(name, version.at("/schema/openAPIV3Schema"), now.at("/schema/openAPIV3Schema"));
    }
  }

  private static JsonNode versionOf(JsonNode spec, String name) {
    for (JsonNode version : spec.path("versions")) {
      if (version.path("name").asText().equals(name)) {
        return version;
      }
    }
    return spec.path("versions").path("absent");
  }

  private void schema(String path, JsonNode before, JsonNode after) {
    FIXED.forEach(name -> fixed(path + ": " + name, name, before, after));
    for (String name : LOOSENABLE) {
      if (after.has(name)) {
        fixed(path + ": " + name, name, before, after);
      }
    }
    bounds(path, before, after);
    if (after.has("enum")) {
      if (!before.has("enum")) {
        breaks.add(path + ": enum added");
      }
      lost(path + ": enum", before.path("enum"), after.path("enum"));
    }
    lost(path + ": required", after.path("required"), before.path("required"), " is now required");
    rules(path, before, after);
    before
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String at = path + "." + field.getKey();
              JsonNode now = after.path("properties").path(field.getKey());
              if (now.isMissingNode()) {
                breaks.add(at + ": removed");
              } else {
                schema(at, field.getValue(), now);
              }
            });
    if (before.has("items")) {
      schema(path + "[]", before.path("items"), after.path("items"));
    }
    if (before.path("additionalProperties").isObject()) {
      schema(path + "{}", before.path("additionalProperties"), after.path("additionalProperties"));
    }
  }

  private void bounds(String path, JsonNode before, JsonNode after) {
    after
        .properties()
        .forEach(
            bound -> {
              String name = bound.getKey();
              double now = bound.getValue().asDouble();
              double then = before.path(name).asDouble(now);
              boolean added = !before.has(name);
              boolean tighter =
                  (UPPER.contains(name) && (added || now < then))
                      || (LOWER.contains(name) && (added || now > then));
              if (tighter) {
                breaks.add(path + ": " + name + (added ? " added" : " tightened"));
              }
            });
  }

  private void rules(String path, JsonNode before, JsonNode after) {
    Set<String> known = new LinkedHashSet<>();
    before.path("x-kubernetes-validations").forEach(rule -> known.add(rule.path("rule").asText()));
    for (JsonNode rule : after.path("x-kubernetes-validations")) {
      if (!known.contains(rule.path("rule").asText())) {
        breaks.add(path + ": new rule: " + rule.path("message").asText());
      }
    }
  }

  private void fixed(String what, String name, JsonNode before, JsonNode after) {
    if (!before.path(name).equals(after.path(name))) {
      breaks.add(what + " changed from " + before.path(name) + " to " + after.path(name));
    }
  }

  private void lost(String what, JsonNode before, JsonNode after) {
    lost(what, before, after, " removed");
  }

  private void lost(String what, JsonNode before, JsonNode after, String how) {
    Set<JsonNode> kept = new LinkedHashSet<>();
    after.forEach(kept::add);
    before.forEach(
        value -> {
          if (!kept.contains(value)) {
            breaks.add(what + ": " + value.asText() + how);
          }
        });
  }
}
