package dev.homeostat.controllers.prometheus;

import dev.homeostat.engine.policy.Query;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * What is sent for a question.
 *
 * @param source name of the SignalSource
 * @param text the expression
 * @param rowsPerSeries rows of the answer for each series
 * @param mayJoin whether it may be asked together with others
 */
record Promql(String source, String text, int rowsPerSeries, boolean mayJoin) {

  /** Tells the rows apart that one expression returns for two things. */
  static final String MARK = "homeostat";

  /** The row holds a number. */
  static final String VALUE = "value";

  /** The row holds the time of a sample, in seconds since the epoch. */
  static final String AT = "at";

  static Promql of(Query query) {
    // Of a shared expression each series is somebody's, and what it returns has no small bound.
    boolean mayJoin = !(query instanceof Query.Shared) && isClosed(query.expression());
    if (query instanceof Query.Increase increase) {
      return new Promql(increase.source(), increase(increase), 2, mayJoin);
    }
    // An answer carries the time of the evaluation; only of a plain selector the sample has its
    // own.
    String text = query.expression();
    return isPlainSelector(text)
        ? new Promql(
            query.source(), text + "\nor " + marked("timestamp(" + text + "\n)", AT), 2, mayJoin)
        : new Promql(query.source(), text, 1, mayJoin);
  }

  // A line break ends a comment with which an expression may end.
  private static String increase(Query.Increase query) {
    String range = query.expression() + "\n[" + duration(query.windowMillis()) + "]";
    return marked("sum(increase(" + range + "))", VALUE)
        + " or "
        + marked("max(timestamp(" + query.expression() + "\n))", AT);
  }

  private static String marked(String expression, String mark) {
    return "label_replace(%s, \"%s\", \"%s\", \"\", \"\")".formatted(expression, MARK, mark);
  }

  /** A duration as PromQL and the API's parameters write it. */
  static String duration(long millis) {
    return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  /**
   * Whether every bracket and quote that it opens is closed in it, and none that it did not open:
   * only then it stays within the brackets that are put around it.
   */
  static boolean isClosed(String expression) {
    Deque<Character> open = new ArrayDeque<>();
    int i = 0;
    while (i < expression.length()) {
      char c = expression.charAt(i);
      if (c == '"' || c == '\'' || c == '`') {
        i = endOfText(expression, i);
        if (i < 0) {
          return false;
        }
      } else if (c == '#') {
        int end = expression.indexOf('\n', i);
        i = end < 0 ? expression.length() : end;
      } else if ("([{".indexOf(c) >= 0) {
        open.push(")]}".charAt("([{".indexOf(c)));
      } else if (")]}".indexOf(c) >= 0 && (open.isEmpty() || open.pop() != c)) {
        return false;
      }
      i++;
    }
    return open.isEmpty() && !expression.isBlank();
  }

  /** Where the quote closes that opens here, or -1. */
  private static int endOfText(String expression, int start) {
    char quote = expression.charAt(start);
    for (int i = start + 1; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\' && quote != '`') {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it is a metric name, with matchers or without, and nothing more. */
  static boolean isPlainSelector(String expression) {
    String text = expression.strip();
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end), end)) {
      end++;
    }
    String name = text.substring(0, end).toLowerCase(Locale.ROOT);
    String rest = text.substring(end).strip();
    if (name.isEmpty() || name.equals("inf") || name.equals("nan")) {
      return false;
    }
    return rest.isEmpty() || (rest.startsWith("{") && endOfMatchers(rest) == rest.length() - 1);
  }

  private static boolean isNamePart(char c, int position) {
    return c == '_'
        || c == ':'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9' && position > 0);
  }

  /** Where the first brace that is in no text closes, or -1. */
  private static int endOfMatchers(String text) {
    char quote = 0;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '}') {
        return i;
      } else if (c == '#') {
        return -1;
      }
    }
    return -1;
  }
}
