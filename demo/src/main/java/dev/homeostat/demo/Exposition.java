package dev.homeostat.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer of a metrics endpoint in Prometheus' text format.
 *
 * @param values by series
 * @param duplicates series that stand in it twice; which of the two is right cannot be known
 */
record Exposition(Map<Series, Double> values, Set<Series> duplicates) {

  private static final String JOB = "job";
  private static final String EXPORTED_JOB = "exported_job";

  // Possessive throughout: whatever somebody serves, a line costs its length and no stack.
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*+)(?:\\s*+\\{(.*)\\}\\s*+|\\s++)(\\S++)(?:\\s++-?[0-9]++)?+\\s*+");
  private static final Pattern LABEL =
      Pattern.compile(
          "\\s*+([a-zA-Z_][a-zA-Z0-9_]*+)\\s*+=\\s*+\"("
              + QuotedText.INSIDE
              + ")\"\\s*+(?:,\\s*+|$)");

  /** A line that is not in the format. */
  static final class FormatException extends Exception {
    private static final long serialVersionUID = 1;

    FormatException(String message) {
      super(message);
    }
  }

  /**
   * Reads an answer. Every series is given the job's name as a label; one that has such a label
   * keeps it as {@code exported_job}, as with Prometheus.
   */
  static Exposition parse(String text, String job) throws FormatException {
    Map<Series, Double> values = new LinkedHashMap<>();
    Set<Series> duplicates = new LinkedHashSet<>();
    int number = 0;
    for (String whole : text.split("\n", -1)) {
      number++;
      String line = whole.stripLeading();
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new FormatException(
            "line " + number + ": expected a sample such as name{label=\"value\"} 1");
      }
      Series series = Series.of(matcher.group(1), labels(matcher.group(2), job, number));
      if (values.put(series, value(matcher.group(3), number)) != null) {
        duplicates.add(series);
      }
    }
    return new Exposition(values, duplicates);
  }

  private static Map<String, String> labels(String text, String job, int line)
      throws FormatException {
    Map<String, String> labels = new HashMap<>();
    labels.put(JOB, job);
    String inside = text == null ? "" : text;
    Matcher matcher = LABEL.matcher(inside);
    int at = 0;
    while (at < inside.length()) {
      Optional<String> value =
          matcher.region(at, inside.length()).lookingAt()
              ? QuotedText.unescaped(matcher.group(2))
              : Optional.empty();
      if (value.isEmpty()) {
        throw new FormatException("line " + line + ": expected labels such as {a=\"b\",c=\"d\"}");
      }
      String name = matcher.group(1).equals(JOB) ? EXPORTED_JOB : matcher.group(1);
      if (labels.put(name, value.get()) != null) {
        throw new FormatException(
            "line " + line + ": expected every label once, found " + name + " twice");
      }
      at = matcher.end();
    }
    return labels;
  }

  private static double value(String text, int line) throws FormatException {
    try {
      return switch (text) {
        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw new FormatException("line " + line + ": expected a number, found " + text);
    }
  }
}
