package dev.homeostat.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every list and text is bounded and everything is described, also what is added later. */
class SchemaBoundsTest {

  @Test
  void committed_everyField_isBoundedAndDescribed() throws IOException {
    List<String> gaps = new ArrayList<>();
    for (Map.Entry<String, String> file : CrdFiles.read(CrdFiles.COMMITTED).entrySet()) {
      JsonNode version = CrdFiles.tree(file.getValue()).at("/spec/versions/0");
      JsonNode schema = version.at("/schema/openAPIV3Schema");
      assertThat(version.at("/subresources/status").isObject())
          .as(file.getKey())
          .isEqualTo(schema.at("/properties/status").isObject());
      String kind = file.getKey().substring(0, file.getKey().indexOf('.'));
      gaps(kind, schema, gaps);
    }
    assertThat(gaps).isEmpty();
  }

  @Test
  void gaps_unboundedAndUndescribed_areFound() throws IOException {
    List<String> gaps = new ArrayList<>();
    gaps(
        "x",
        CrdFiles.tree(
            "{type: object, description: d, properties: {"
                + "a: {type: string}, b: {type: array, description: d, items: {type: boolean}}}}"),
        gaps);
    assertThat(gaps)
        .containsExactlyInAnyOrder(
            "x.a: no description",
            "x.a: text without bound",
            "x.b: list without maxItems or list type");
  }

  private static void gaps(String path, JsonNode schema, List<String> gaps) {
    boolean scalarItem = path.endsWith("[]") && !schema.has("properties");
    if (schema.path("description").asText().isEmpty() && !scalarItem && !path.endsWith("{}")) {
      gaps.add(path + ": no description");
    }
    boolean text =
        schema.path("type").asText().equals("string") || schema.has("x-kubernetes-int-or-string");
    boolean bounded =
        schema.has("maxLength")
            || schema.has("enum")
            || schema.path("format").asText().equals("date-time");
    if (text && !bounded) {
      gaps.add(path + ": text without bound");
    }
    if (schema.has("items") && !(schema.has("maxItems") && schema.has("x-kubernetes-list-type"))) {
      gaps.add(path + ": list without maxItems or list type");
    }
    if (schema.has("additionalProperties") && !schema.has("maxProperties")) {
      gaps.add(path + ": map without maxProperties");
    }
    for (JsonNode rule : schema.path("x-kubernetes-validations")) {
      if (rule.path("message").asText().isEmpty()) {
        gaps.add(path + ": rule without message");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> gaps(path + "." + field.getKey(), field.getValue(), gaps));
    if (schema.has("items")) {
      gaps(path + "[]", schema.path("items"), gaps);
    }
    if (schema.path("additionalProperties").isObject()) {
      gaps(path + "{}", schema.path("additionalProperties"), gaps);
    }
  }
}
