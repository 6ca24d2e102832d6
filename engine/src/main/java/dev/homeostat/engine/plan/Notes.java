package dev.homeostat.engine.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.Canary;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.modes.CanaryWatch;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The annotation on every object that we changed. It tells a person what was there before, and a
 * restart without a status where the workload was.
 */
final class Notes {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HELD = ",\"held\":{";
  private static final String TRIED = ",\"tried\":{";

  /** Text of the annotation; empty while nothing is held. */
  static String render(ModeState mode, List<KnobState> knobs, Settings settings) {
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
    Rollback rollback = settings.rollback();
    Trial trial = settings.trial();
    if (rollback != null) {
      ObjectNode held = note.putObject("held");
      held.put("revision", rollback.revision()).put("override", rollback.override());
      held.put("why", rollback.why());
      write(held.putObject("values"), rollback.values());
    } else if (trial != null) {
      ObjectNode tried = note.putObject("tried").put("revision", trial.revision());
      write(tried.putObject("values"), trial.before());
    }
    return note.toString();
  }

  private static void write(ObjectNode node, Map<String, String> values) {
    new TreeMap<>(values).forEach(node::put);
  }

  private static Map<String, String> values(JsonNode node) {
    Map<String, String> values = new TreeMap<>();
    node.path("values")
        .properties()
        .forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    return values;
  }

  /**
   * Whether an object's note tells of a state. What is held or tried stands last, and only on the
   * objects that a change has touched: the others are not written for it.
   */
  static boolean tellsOf(String state, String note) {
    return note.equals(state) || note.equals(lasting(state));
  }

  /** The note for an object that waits for a change which others try. */
  static String untried(String note) {
    return without(note, TRIED);
  }

  private static String lasting(String note) {
    return without(without(note, TRIED), HELD);
  }

  /** In the texts of a note a quote is escaped, so this stands for the field alone. */
  private static String without(String note, String field) {
    int at = note.lastIndexOf(field);
    return at < 0 ? note : note.substring(0, at) + "}";
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
              note.path("before"),
              note.path("held"),
              note.path("tried"));
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
   * @param held settings that were returned to
   * @param tried settings before a change that only some objects have
   */
  record Parsed(
      Mode mode, long sinceMillis, int step, JsonNode before, JsonNode held, JsonNode tried) {

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

    /** What was held or tried, with its times begun anew; the revisions themselves are lost. */
    Settings settings(Workload workload) {
      Canary canary = workload.changes().canary();
      if (held.isObject()) {
        return new Settings(
            List.of(),
            null,
            null,
            new Rollback(
                held.path("revision").asLong(),
                held.path("override").asText(),
                held.path("why").asText(),
                0,
                values(held)));
      }
      return canary == null || !tried.isObject()
          ? Settings.NONE
          : Settings.NONE.with(
              new Trial(
                  tried.path("revision").asLong(),
                  CanaryWatch.begun(canary.policy(), 0),
                  values(tried)));
    }

    /** The safer of two: of a move that reached only some of the objects the notes differ. */
    Parsed orSafer(@Nullable Parsed other) {
      if (other == null) {
        return this;
      }
      int order = mode.compareTo(other.mode);
      Parsed safer = (order == 0 ? Integer.compare(step, other.step) : order) <= 0 ? this : other;
      return new Parsed(
          safer.mode,
          safer.sinceMillis,
          safer.step,
          safer.before,
          held.isObject() ? held : other.held,
          tried.isObject() ? tried : other.tried);
    }
  }

  private Notes() {}
}
