package dev.homeostat.crds;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as resources write them: one whole number with one unit, such as {@code 90s}.
 *
 * <p>The pattern is the CRDs': {@code ^([1-9][0-9]{0,5}(ms|s|m|h)|[1-9][0-9]{0,3}d)$}. A day has 24
 * hours. The longest duration is 999999h; no duration is zero.
 */
public final class DurationText {

  private static final Pattern PATTERN = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h|d)");

  /** A unit, and the largest number that the pattern allows before it. */
  private record Unit(String symbol, long millis, long limit) {}

  /** From the largest to the smallest. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000, 9_999),
          new Unit("h", 3_600_000, 999_999),
          new Unit("m", 60_000, 999_999),
          new Unit("s", 1_000, 999_999),
          new Unit("ms", 1, 999_999));

  /** Milliseconds; empty if the text is no duration. */
  public static OptionalLong parseMillis(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    for (Unit unit : UNITS) {
      if (unit.symbol().equals(matcher.group(2))) {
        return amount <= unit.limit()
            ? OptionalLong.of(amount * unit.millis())
            : OptionalLong.empty();
      }
    }
    throw new IllegalStateException("no unit " + matcher.group(2));
  }

  /**
   * The duration in the largest unit of which it is a whole number: 90000 is {@code 90s}, 300000 is
   * {@code 5m}.
   *
   * <p>Where the pattern has no such text, it is rounded down in the smallest unit whose six digits
   * suffice: 1000001 is {@code 1000s}. More than the longest duration is {@code 999999h}. Zero is
   * {@code 0s}, which reads well but is itself no duration of the pattern.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static String format(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("expected no negative duration, found " + millis + " ms");
    }
    if (millis == 0) {
      return "0s";
    }
    String rounded = "999999h";
    for (Unit unit : UNITS) {
      long amount = millis / unit.millis();
      if (amount >= 1 && amount <= unit.limit()) {
        rounded = amount + unit.symbol();
        if (millis % unit.millis() == 0) {
          return rounded;
        }
      }
    }
    return rounded;
  }

  private DurationText() {}
}
