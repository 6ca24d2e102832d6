package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields of a write that somebody else owns, as the API server tells them. */
final class Conflicts {

  private static final Pattern NAMED = Pattern.compile("conflict with \"([^\"]*)\"");

  private final ObjectWrite write;
  private final LiveObject live;

  /** Who is told as the owner, by the field as the API server names it. */
  private final Map<String, String> tolds = new LinkedHashMap<>();

  Conflicts(ObjectWrite write, LiveObject live, Answer answer) {
    this.write = write;
    this.live = live;
    for (JsonNode cause : answer.body().path("details").path("causes")) {
      if (cause.path("reason").asText().equals("FieldManagerConflict")) {
        Matcher named = NAMED.matcher(cause.path("message").asText());
        tolds.put(cause.path("field").asText(), named.find() ? named.group(1) : "somebody");
      }
    }
  }

  /** Whether it is about owners at all, and not about versions or identities. */
  boolean isOfOwners() {
    return !tolds.isEmpty();
  }

  /** Whether all of it may be taken. Our own note is ours, whoever edited it. */
  boolean mayTakeOver() {
    List<String> free = new ArrayList<>();
    free.add(FieldPath.annotation(write.note().name()).dotted());
    write.fields().keySet().stream()
        .filter(write.takeOver()::contains)
        .map(live::leaf)
        .forEach(leaf -> free.add(leaf == null ? "" : leaf.path().dotted()));
    return free.containsAll(tolds.keySet());
  }

  WriteResult.Failed failure() {
    String fields =
        tolds.entrySet().stream()
            .map(told -> told.getKey().replaceFirst("^\\.", "") + " is owned by " + owner(told))
            .collect(Collectors.joining("; "));
    return new WriteResult.Failed(
        Refusals.CONFLICT,
        "%s: %s; set takeOver: true on the knob, or have that owner drop the field"
            .formatted(write.object(), fields));
  }

  private String owner(Map.Entry<String, String> told) {
    return live.leaves().values().stream()
        .filter(leaf -> leaf.path().dotted().equals(told.getKey()))
        .flatMap(leaf -> live.owners(leaf.path()).stream())
        .filter(owner -> owner.manager().equals(told.getValue()))
        .map(Owner::text)
        .findFirst()
        .orElse(told.getValue());
  }
}
