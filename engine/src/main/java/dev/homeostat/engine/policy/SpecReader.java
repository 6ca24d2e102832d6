package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Decodes the texts of one spec and collects what is wrong with them, each with its path. */
final class SpecReader {

  /** The reason of whatever the spec itself gets wrong. */
  static final String INVALID = "InvalidSpec";

  private static final String NOT_IMPLEMENTED = "NotImplemented";

  private final List<Problem> problems = new ArrayList<>();

  List<Problem> problems() {
    return problems;
  }

  void invalid(String path, String message) {
    problem(INVALID, path, message);
  }

  void problem(String reason, String path, String message) {
    problem(new Problem(reason, path, message));
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /**
   * Names a part that is declared and that nothing executes yet: it must not look as if it held.
   */
  void notImplemented(String path, @Nullable Object value) {
    boolean declared = value instanceof List<?> list ? !list.isEmpty() : value != null;
    if (declared) {
      problem(NOT_IMPLEMENTED, path, "this version does not execute it; remove it to use the rest");
    }
  }

  /** A text that must be there; an empty one where it is not. */
  String required(String path, @Nullable String value) {
    if (value == null || value.isBlank()) {
      invalid(path, "required, and missing");
      return "";
    }
    return value;
  }

  /** One of some words; empty where it is none of them. */
  String oneOf(String path, @Nullable String value, List<String> words, String otherwise) {
    String found = value == null ? otherwise : value;
    if (words.contains(found)) {
      return found;
    }
    String expected = "one of " + String.join(", ", words);
    invalid(
        path,
        found.isEmpty()
            ? "required, and missing; " + expected
            : "expected " + expected + ", found " + found);
    return "";
  }

  /** A duration in milliseconds. */
  long duration(String path, @Nullable String value, String otherwise) {
    String text = value == null ? otherwise : value;
    OptionalLong millis = DurationText.parseMillis(text);
    if (millis.isEmpty()) {
      invalid(path, "expected a duration such as 500ms, 90s, 5m, 12h or 30d, found " + text);
      return 1;
    }
    return millis.getAsLong();
  }

  /** The place of a signal among the names of all; 0 where it is none of them. */
  int signal(String path, @Nullable String name, List<String> signals) {
    String found = required(path, name);
    int index = signals.indexOf(found);
    if (index < 0 && !found.isEmpty()) {
      problem(
          "UnknownSignal",
          path,
          "spec.signals has no signal "
              + found
              + "; it has "
              + (signals.isEmpty() ? "none" : String.join(", ", signals)));
    }
    return Math.max(index, 0);
  }

  /** Refuses a list that is longer than the schema allows. */
  void atMost(String path, List<?> list, int most) {
    if (list.size() > most) {
      invalid(path, "expected at most " + most + " entries, found " + list.size());
    }
  }

  /** Refuses a name that stands twice in a list. */
  void unique(String path, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      int first = names.indexOf(names.get(i));
      if (first < i && !names.get(i).isEmpty()) {
        invalid(
            path + "[" + i + "].name",
            names.get(i) + " is taken by " + path + "[" + first + "]; give each its own name");
      }
    }
  }
}
