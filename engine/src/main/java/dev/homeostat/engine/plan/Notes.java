package dev.homeostat.engine.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
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
        before
            .putObject(held.claim().toString())
            .put("value", held.before().text())
            .put("manager", held.before().manager());
      }
    }
    if (before.isEmpty()) {
      return "";
    }
    ObjectNode note = JSON.createObjectNode();
    note.put("mode", word(mode.mode()));
    note.put("since", Instant.ofEpochMilli(mode.sinceMillis()).toString());
    note.set("before", before);
    return note.toString();
  }

  /** The mode as resources spell it, such as {@code Target}. */
  static String word(Mode mode) {
    String name = mode.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** The mode that resources spell so; null where there is none. */
  static @Nullable Mode mode(@Nullable String word) {
    for (Mode mode : Mode.values()) {
      if (word(mode).equals(word)) {
        return mode;
      }
    }
    return null;
  }

  /** What a note says; null where it cannot be read. */
  static @Nullable Parsed parse(String text) {
    try {
      JsonNode note = JSON.readTree(text);
      Mode mode = mode(note.path("mode").asText());
      return mode == null
          ? null
          : new Parsed(
              mode, Instant.parse(note.path("since").asText()).toEpochMilli(), note.path("before"));
    } catch (JsonProcessingException | DateTimeParseException e) {
      return null;
    }
  }

  /**
   * A note that was read.
   *
   * @param mode where the workload was
   * @param sinceMillis when it entered that mode
   * @param before values by claim
   */
  record Parsed(Mode mode, long sinceMillis, JsonNode before) {

    ObjectRestore.@Nullable Before of(Claim claim) {
      JsonNode node = before.path(claim.toString());
      return node.isObject()
          ? new ObjectRestore.Before(node.path("value").asText(), node.path("manager").asText())
          : null;
    }
  }

  private Notes() {}
}
