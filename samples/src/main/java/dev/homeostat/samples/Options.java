package dev.homeostat.samples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line that one sample program understands. */
public final class Options {
  static final String PORT = "--port";
  static final String EXIT_WITH_PARENT = "--exit-with-parent";
  static final String HELP = "--help";

  private static final List<Option> COMMON =
      List.of(
          Option.withDefault(PORT, "N", "0", "port on 127.0.0.1, 0 for a free one"),
          Option.flag(EXIT_WITH_PARENT, "end when standard input ends"),
          Option.flag(HELP, "print this text"));

  private final String program;
  private final String summary;
  private final List<Option> options;

  public Options(String program, String summary, List<Option> own) {
    this.program = program;
    this.summary = summary;
    List<Option> all = new ArrayList<>(own);
    all.addAll(COMMON);
    this.options = List.copyOf(all);
  }

  public String program() {
    return program;
  }

  /** Accepts both {@code --name value} and {@code --name=value}. */
  public Arguments parse(List<String> words) throws UsageException {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      String[] nameAndValue = words.get(i).split("=", 2);
      Option option = find(nameAndValue[0]);
      String value;
      if (option.isFlag()) {
        if (nameAndValue.length > 1) {
          throw new UsageException(
              option.name() + " takes no value, found " + words.get(i) + "; write it alone");
        }
        value = "";
      } else if (nameAndValue.length > 1) {
        value = nameAndValue[1];
      } else if (i + 1 < words.size()) {
        i++;
        value = words.get(i);
      } else {
        throw new UsageException(
            option.name() + " needs a value, found nothing; write " + option.written());
      }
      if (given.put(option.name(), value) != null) {
        throw new UsageException(option.name() + " is given twice; keep one of them");
      }
    }
    return new Arguments(complete(given));
  }

  private Map<String, String> complete(Map<String, String> given) throws UsageException {
    Map<String, String> values = new HashMap<>(given);
    for (Option option : options) {
      if (option.defaultText() != null) {
        values.putIfAbsent(option.name(), option.defaultText());
      }
      // Help is an answer to somebody who does not know what is required.
      if (option.isRequired() && !given.containsKey(option.name()) && !given.containsKey(HELP)) {
        throw new UsageException(
            option.name() + " is required, found none; add " + option.written());
      }
    }
    return values;
  }

  private Option find(String name) throws UsageException {
    Optional<Option> exact = options.stream().filter(o -> o.name().equals(name)).findFirst();
    if (exact.isPresent()) {
      return exact.get();
    }
    String nearest =
        options.stream()
            .min(Comparator.comparingInt(o -> editDistance(o.name(), name)))
            .map(Option::written)
            .orElse(HELP);
    throw new UsageException(
        "unknown option " + name + "; the nearest valid one is " + nearest + ", see " + HELP);
  }

  /** The number of insertions, deletions and replacements between two names (Levenshtein). */
  private static int editDistance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }

  public String usage() {
    StringBuilder text = new StringBuilder(summary).append("\n\nOptions of ").append(program);
    text.append(":\n");
    for (Option option : options) {
      text.append(String.format("  %-28s %s", option.written(), option.description()));
      if (option.isRequired()) {
        text.append(" (required)");
      } else if (option.defaultText() != null) {
        text.append(" (default ").append(option.defaultText()).append(')');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
