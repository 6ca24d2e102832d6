package dev.homeostat.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was accepted once is accepted now. */
class SchemaCompatibilityTest {

  private static final String MODES = "operatingmodes.homeostat.dev.yaml";
  private static final String SCHEMA = "/spec/versions/0/schema/openAPIV3Schema/properties";
  private static final String KNOB = SCHEMA + "/spec/properties/knobs/items";

  @Test
  void committed_againstBaseline_breaksNothing() throws IOException {
    Map<String, String> baseline = CrdFiles.read(CrdFiles.BASELINE);
    Map<String, String> committed = CrdFiles.read(CrdFiles.COMMITTED);
    assertThat(baseline).hasSize(8);
    assertThat(committed.keySet()).containsAll(baseline.keySet());
    for (Map.Entry<String, String> file : baseline.entrySet()) {
      assertThat(
              SchemaCompatibility.breaks(
                  CrdFiles.tree(file.getValue()), CrdFiles.tree(committed.get(file.getKey()))))
          .as(
              "%s refuses or drops what %s accepted; add a version instead, or, where it is meant,"
                  + " copy the file there and say so in CHANGELOG.md",
              file.getKey(), CrdFiles.BASELINE)
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /properties/type/enum | ["Duration"] | enum: Integer removed
          /properties/name/maxLength | 39 | maxLength tightened
          /properties/name/minLength | 2 | minLength added
          /properties/name/pattern | "^x" | pattern changed
          /properties/name/type | "integer" | type changed
          /properties/min/maximum | 9 | maximum tightened
          /properties/ramp/enum | ["5m"] | enum added
          /properties/ramp/format | "duration" | format changed
          /properties/takeOver/default | true | default changed
          /properties/in/properties | {} | removed
          /required | ["name", "ramp"] | ramp is now required
          /x-kubernetes-validations | [{"rule": "false", "message": "no"}] | new rule: no
          """)
  void breaks_knobTightened_isFound(String pointer, String value, String expected)
      throws IOException {
    assertThat(breaksAfter(KNOB + pointer, CrdFiles.tree(value)))
        .isNotEmpty()
        .anySatisfy(b -> assertThat(b).startsWith("v1alpha1.spec.knobs[]").contains(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /spec/scope | "Cluster" | scope changed
          /spec/names/shortNames | [] | names.shortNames: om removed
          /spec/versions/0/name | "v1beta1" | version v1alpha1: no longer served
          /spec/versions/0/subresources | {} | subresources changed
          """)
  void breaks_definitionChanged_isFound(String pointer, String value, String expected)
      throws IOException {
    assertThat(breaksAfter(pointer, CrdFiles.tree(value)))
        .anySatisfy(b -> assertThat(b).contains(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /properties/type/enum | ["Duration","Integer","Decimal","Percentage","Boolean","Enum","X"]
          /properties/name/maxLength | 41
          /properties/unit | {"type": "string", "maxLength": 9}
          /properties/name/description | "Another text."
          /required | ["name"]
          /x-kubernetes-validations | []
          """)
  void breaks_knobLoosened_none(String pointer, String value) throws IOException {
    assertThat(breaksAfter(KNOB + pointer, CrdFiles.tree(value))).isEmpty();
  }

  private static List<String> breaksAfter(String pointer, JsonNode value) throws IOException {
    String yaml = CrdFiles.read(CrdFiles.COMMITTED).get(MODES);
    JsonNode changed = CrdFiles.tree(yaml);
    int at = pointer.lastIndexOf('/');
    JsonNode parent = changed.at(pointer.substring(0, at));
    assertThat(parent).as(pointer).isInstanceOfAny(ObjectNode.class, ArrayNode.class);
    ((ObjectNode) parent).set(pointer.substring(at + 1), value);
    return SchemaCompatibility.breaks(CrdFiles.tree(yaml), changed);
  }
}
