package dev.homeostat.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL selector of counters, such as {@code requests_total{code=~"5.."}}: the one thing that a
 * rule may put between {@code increase(} and its window.
 *
 * @param metric name of the metric; empty where the matchers alone select
 * @param matchers in the order in which they are written
 */
public record Selector(String metric, List<LabelMatcher> matchers) {

  private static final String BLANK = "\\s*+";
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*+";
  private static final String LITERAL =
      "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+\"|'(?:[^'\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+'"
          + "|`[^`\\p{Cntrl}]*+`";
  private static final Pattern HEAD = Pattern.compile(BLANK + "(" + NAME + ")?+" + BLANK);
  private static final Pattern MATCHER =
      Pattern.compile(
          BLANK
              + "([a-zA-Z_][a-zA-Z0-9_]*+)"
              + BLANK
              + "(=~|!~|!=|=)"
              + BLANK
              + "("
              + LITERAL
              + ")"
              + BLANK);

  public Selector {
    matchers = List.copyOf(matchers);
  }

  /**
   * One condition on a label.
   *
   * @param label its name
   * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
   * @param literal the value as it is written, with its quotes
   */
  public record LabelMatcher(String label, String operator, String literal) {

    /** Selects exactly what this one leaves out. */
    public LabelMatcher inverse() {
      String inverse =
          switch (operator) {
            case "=" -> "!=";
            case "!=" -> "=";
            case "=~" -> "!~";
            default -> "=~";
          };
      return new LabelMatcher(label, inverse, literal);
    }

    @Override
    public String toString() {
      return label + operator + literal;
    }
  }

  /** The selector that a text is, or null where it is none. */
  public static @Nullable Selector parse(String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      return null;
    }
    String metric = head.group(1) == null ? "" : head.group(1);
    if (head.end() == text.length()) {
      return metric.isEmpty() ? null : new Selector(metric, List.of());
    }
    if (text.charAt(head.end()) != '{') {
      return null;
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    int end = matchers(text, head.end() + 1, matchers);
    // Prometheus refuses a selector that could match every series.
    boolean bounded = !metric.isEmpty() || matchers.stream().anyMatch(Selector::bounds);
    return end >= 0 && text.substring(end).isBlank() && bounded
        ? new Selector(metric, matchers)
        : null;
  }

  private static boolean bounds(LabelMatcher matcher) {
    return matcher.operator().startsWith("=") && matcher.literal().length() > 2;
  }

  /** Reads matchers up to the closing brace; where it ends, or -1. */
  private static int matchers(String text, int start, List<LabelMatcher> found) {
    Matcher matcher = MATCHER.matcher(text);
    int at = start;
    while (matcher.region(at, text.length()).lookingAt()) {
      found.add(new LabelMatcher(matcher.group(1), matcher.group(2), matcher.group(3)));
      at = matcher.end();
      if (at >= text.length() || text.charAt(at) != ',') {
        break;
      }
      at++;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '}' ? at + 1 : -1;
  }

  @Override
  public String toString() {
    return matchers.isEmpty()
        ? metric
        : metric
            + matchers.stream()
                .map(LabelMatcher::toString)
                .collect(Collectors.joining(",", "{", "}"));
  }
}
