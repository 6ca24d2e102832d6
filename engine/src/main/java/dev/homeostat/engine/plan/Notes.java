package dev.homeostat.engine.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotation on every object that we changed. It tells a person what was there before, and a
 * restart without a status where the workload was.
 */
final class Notes {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Text of the annotation; empty while nothing is held. */
  static String render(ModeState mode, List<KnobState> knobs) {
    ObjectNode before = JSON.createObjectNode();
    for (KnobState knob : knobs) {
      Held held = knob.held();
      if (held != null) {
        ObjectNode field =
            before
                .putObject(held.claim().toString())
                .put("value", held.before().text())
                .put("manager", held.before().manager());
        if (mode.mode() == Mode.RECOVERY) {
          field.put("climbsFrom", knob.climbFrom());
        }
      }
    }
    if (before.isEmpty()) {
      return "";
    }
    ObjectNode note = JSON.createObjectNode();
    note.put("mode", mode.mode().word());
    note.put("since", Instant.ofEpochMilli(mode.sinceMillis()).toString());
    if (mode.mode() == Mode.RECOVERY) {
      note.put("step", mode.step());
    }
    note.set("before", before);
    return note.toString();
  }

  /** What a note says; null where it cannot be read. */
  static @Nullable Parsed parse(String text) {
    try {
      JsonNode note = JSON.readTree(text);
      Mode mode = Mode.ofWord(note.path("mode").asText());
      return mode == null
          ? null
          : new Parsed(
              mode,
              Instant.parse(note.path("since").asText()).toEpochMilli(),
              Math.max(0, note.path("step").asInt()),
              note.path("before"));
    } catch (JsonProcessingException | DateTimeParseException e) {
      return null;
    }
  }

  /**
   * A note that was read.
   *
   * @param mode where the workload was
   * @param sinceMillis when it entered that mode
   * @param step index of Recovery's step; 0 in the other modes
   * @param before values by claim
   */
  record Parsed(Mode mode, long sinceMillis, int step, JsonNode before) {

    ObjectRestore.@Nullable Before of(Claim claim) {
      JsonNode node = before.path(claim.toString());
      return node.isObject()
          ? new ObjectRestore.Before(node.path("value").asText(), node.path("manager").asText())
          : null;
    }

    /** Value from which Recovery's percentages run. */
    double climbFrom(Claim claim, double otherwise) {
      double value = before.path(claim.toString()).path("climbsFrom").asDouble(otherwise);
      return Double.isFinite(value) ? value : otherwise;
    }

    /** The safer of two: of a move that reached only some of the objects the notes differ. */
    Parsed orSafer(@Nullable Parsed other) {
      if (other == null) {
        return this;
      }
      int order = mode.compareTo(other.mode);
      return (order == 0 ? Integer.compare(step, other.step) : order) <= 0 ? this : other;
    }
  }

  private Notes() {}
}
