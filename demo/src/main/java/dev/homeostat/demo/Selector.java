package dev.homeostat.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A plain PromQL series selector: a metric's name, and matchers on labels. It is all of PromQL that
 * the demo's signals understand.
 */
record Selector(String metric, List<LabelMatcher> matchers) {

  private static final Pattern SHAPE =
      Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)\\})?\\s*", Pattern.DOTALL);
  private static final Pattern MATCHER =
      Pattern.compile(
          "\\s*+([a-zA-Z_][a-zA-Z0-9_]*+)\\s*+(=~|!~|!=|=)\\s*+\"("
              + QuotedText.INSIDE
              + ")\"\\s*+(?:,\\s*+|$)");

  record LabelMatcher(String label, boolean negated, Predicate<String> value) {
    boolean matches(Map<String, String> labels) {
      return value.test(labels.getOrDefault(label, "")) != negated;
    }
  }

  /** The selector of a text; empty if it is anything more. */
  static Optional<Selector> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    String inside = shape.group(2) == null ? "" : shape.group(2).strip();
    Matcher matcher = MATCHER.matcher(inside);
    int at = 0;
    while (at < inside.length()) {
      Optional<String> value =
          matcher.region(at, inside.length()).lookingAt()
              ? QuotedText.unescaped(matcher.group(3))
              : Optional.empty();
      if (value.isEmpty() || matcher.group(1).equals("__name__")) {
        return Optional.empty();
      }
      String operator = matcher.group(2);
      try {
        Predicate<String> wanted =
            operator.endsWith("~")
                ? Pattern.compile(value.get()).asMatchPredicate()
                : value.get()::equals;
        matchers.add(new LabelMatcher(matcher.group(1), operator.startsWith("!"), wanted));
      } catch (PatternSyntaxException e) {
        return Optional.empty();
      }
      at = matcher.end();
    }
    return Optional.of(new Selector(shape.group(1), matchers));
  }

  boolean matches(Series series) {
    return series.metric().equals(metric)
        && matchers.stream().allMatch(m -> m.matches(series.labels()));
  }
}
