package dev.homeostat.engine.imports;

import dev.homeostat.engine.rules.Selector;
import dev.homeostat.engine.rules.Selector.LabelMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query that counts the events of one selector: {@code sum(rate(SELECTOR[WINDOW]))}, the same
 * with {@code increase}, or the plain selector of a counter.
 *
 * @param selector the counters
 * @param function {@code rate}, {@code increase}, or empty where it is the plain counter
 */
record CounterQuery(Selector selector, String function) {

  private static final String BLANK = "\\s*+";
  private static final Pattern OR_ZERO =
      Pattern.compile(
          "(?i)\\s++or(\\s++on\\s*+\\(\\s*+\\))?+\\s++vector\\s*+\\(\\s*+0\\s*+\\)\\s*+$");
  private static final Pattern SUM = call("sum");
  private static final Pattern RATE = call("(rate|increase)");
  private static final Pattern PARENTHESES = Pattern.compile("(?s)" + BLANK + "\\((.*)\\)" + BLANK);
  private static final Pattern WINDOW =
      Pattern.compile("(?s)(.*)\\[" + BLANK + "([^\\[\\]]*)\\]" + BLANK);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*+\\.window\\s*+}}\\s*+");

  private static Pattern call(String name) {
    return Pattern.compile("(?s)" + BLANK + name + BLANK + "\\((.*)\\)" + BLANK);
  }

  /** The query that a text is, or null where it is another. */
  static @Nullable CounterQuery parse(String text) {
    String query = unwrapped(OR_ZERO.matcher(text).replaceFirst(""));
    Matcher sum = SUM.matcher(query);
    boolean summed = sum.matches();
    String inner = unwrapped(summed ? sum.group(1) : query);
    Matcher rate = RATE.matcher(inner);
    if (!rate.matches()) {
      Selector plain = Selector.parse(inner);
      return plain == null ? null : new CounterQuery(plain, "");
    }
    Matcher window = WINDOW.matcher(rate.group(2));
    // Without a sum it is one ratio a series, and with a fixed window another question.
    if (!summed || !window.matches() || !PLACEHOLDER.matcher(window.group(2)).matches()) {
      return null;
    }
    Selector selector = Selector.parse(window.group(1));
    return selector == null ? null : new CounterQuery(selector, rate.group(1));
  }

  private static String unwrapped(String query) {
    String inner = query;
    for (Matcher m = PARENTHESES.matcher(inner); m.matches(); m = PARENTHESES.matcher(inner)) {
      inner = m.group(1);
    }
    return inner;
  }

  /**
   * The bad events of a total, where the good ones are those of the total that meet one condition
   * more; null where they are not.
   */
  static @Nullable Selector bad(Selector good, Selector total) {
    List<LabelMatcher> more = new ArrayList<>(good.matchers());
    for (LabelMatcher matcher : total.matchers()) {
      if (!more.remove(matcher)) {
        return null;
      }
    }
    if (!good.metric().equals(total.metric()) || more.size() != 1) {
      return null;
    }
    List<LabelMatcher> matchers = new ArrayList<>(total.matchers());
    matchers.add(more.get(0).inverse());
    return new Selector(total.metric(), matchers);
  }
}
