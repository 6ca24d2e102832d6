package dev.homeostat.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.crds.ApprovalSpec;
import dev.homeostat.crds.ControlLoopSpec;
import dev.homeostat.crds.HomeostatControlSpec;
import dev.homeostat.crds.ModeOverrideSpec;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Export;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes and reads the lines of a journal: JSON, one entry a line, the same bytes each time. */
public final class JournalCodec {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // A JDK before 19 writes a few numbers otherwise than those after it, such as 1.0E23.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private static final Map<String, Class<?>> SPECS =
      Map.of(
          "SignalSource", SignalSourceSpec.class,
          "SLOChain", SLOChainSpec.class,
          "OperatingMode", OperatingModeSpec.class,
          "ControlLoop", ControlLoopSpec.class,
          "ModeOverride", ModeOverrideSpec.class,
          "Approval", ApprovalSpec.class,
          "HomeostatControl", HomeostatControlSpec.class);

  /** A line that is no entry of a journal. */
  public static final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }

  /** The line of an entry, without its end. */
  public static String write(JournalEntry entry) {
    ObjectNode line = JSON.createObjectNode();
    if (entry instanceof JournalEntry.Declared declared) {
      line.put("entry", "declared").put("version", declared.version());
      line.put("atMillis", declared.atMillis());
      ArrayNode resources = line.putArray("resources");
      declared.set().resources().forEach(resource -> resources.add(JSON.valueToTree(resource)));
      if (!declared.set().exports().isEmpty()) {
        line.set("exports", JSON.valueToTree(declared.set().exports()));
      }
      if (!declared.set().selected().isEmpty()) {
        line.set("selected", JSON.valueToTree(declared.set().selected()));
      }
    } else if (entry instanceof JournalEntry.Started started) {
      line.put("entry", "started").set("resource", JSON.valueToTree(started.resource()));
      line.set("state", JSON.valueToTree(started.state()));
    } else if (entry instanceof JournalEntry.Evaluated evaluated) {
      line.put("entry", "evaluated").set("resource", JSON.valueToTree(evaluated.resource()));
      line.put("saved", evaluated.saved());
      line.set("inputs", JSON.valueToTree(evaluated.inputs()));
      line.set("decision", JSON.valueToTree(evaluated.decision()));
    }
    return text(line);
  }

  /** The bytes of a decision alone, as {@link #write} writes them. */
  public static String write(Decision decision) {
    return text(JSON.valueToTree(decision));
  }

  private static String text(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry is plain numbers and text", e);
    }
  }

  /** The entry of a line. */
  public static JournalEntry read(String text) throws FormatException {
    try {
      JsonNode line = JSON.readTree(text);
      return switch (line.path("entry").asText()) {
        case "declared" -> declared(line);
        case "started" ->
            new JournalEntry.Started(
                required(line, "resource", ResourceId.class),
                required(line, "state", WorkloadState.class));
        case "evaluated" ->
            new JournalEntry.Evaluated(
                required(line, "resource", ResourceId.class),
                required(line, "inputs", Inputs.class),
                required(line, "decision", Decision.class),
                required(line, "saved", Boolean.class));
        default ->
            throw new FormatException(
                "expected an entry declared, started or evaluated, found "
                    + line.path("entry").asText("none"));
      };
    } catch (JsonProcessingException e) {
      throw new FormatException(
          "expected one entry of a journal in JSON, found something else: "
              + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new FormatException("expected one entry of a journal in JSON: " + e.getMessage());
    }
  }

  private static <T> T required(JsonNode node, String name, Class<T> type)
      throws FormatException, JsonProcessingException {
    T value = JSON.treeToValue(node.path(name), type);
    if (value == null) {
      throw new FormatException(
          "expected the field " + name + " in an entry of a journal, found none");
    }
    return value;
  }

  private static JournalEntry declared(JsonNode line)
      throws FormatException, JsonProcessingException {
    int version = line.path("version").asInt();
    if (version != JournalEntry.VERSION) {
      throw new FormatException(
          "expected journal version "
              + JournalEntry.VERSION
              + ", found "
              + line.path("version").asText("none")
              + "; read it with the version that wrote it");
    }
    List<Resource<?>> resources = new ArrayList<>();
    for (JsonNode node : line.path("resources")) {
      ResourceId id = required(node, "id", ResourceId.class);
      Class<?> spec = id.kind() == null ? null : SPECS.get(id.kind());
      if (spec == null) {
        throw new FormatException(
            "expected one of the kinds "
                + String.join(", ", new TreeSet<>(SPECS.keySet()))
                + ", found "
                + id.kind());
      }
      resources.add(
          new Resource<>(
              id,
              required(node, "uid", String.class),
              required(node, "createdMillis", Long.class),
              required(node, "deleting", Boolean.class),
              required(node, "spec", spec),
              annotations(node)));
    }
    List<Export> exports = new ArrayList<>();
    for (JsonNode node : line.path("exports")) {
      exports.add(JSON.treeToValue(node, Export.class));
    }
    List<Selected> selected = new ArrayList<>();
    for (JsonNode node : line.path("selected")) {
      selected.add(JSON.treeToValue(node, Selected.class));
    }
    return new JournalEntry.Declared(
        version,
        required(line, "atMillis", Long.class),
        new PolicySet(resources, exports, selected));
  }

  private static SortedMap<String, String> annotations(JsonNode resource) {
    SortedMap<String, String> annotations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : resource.path("annotations").properties()) {
      annotations.put(entry.getKey(), entry.getValue().asText());
    }
    return annotations;
  }

  private JournalCodec() {}
}
