package dev.homeostat.sim.file;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as scenarios write them: as the durations of resources, and besides with a fraction, in
 * microseconds, and zero.
 */
final class TimeText {

  private static final Pattern PATTERN =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(us|ms|s|m|h|d)");

  private static final Map<String, BigDecimal> SECONDS =
      Map.of(
          "us",
          new BigDecimal("0.000001"),
          "ms",
          new BigDecimal("0.001"),
          "s",
          BigDecimal.ONE,
          "m",
          BigDecimal.valueOf(60),
          "h",
          BigDecimal.valueOf(3_600),
          "d",
          BigDecimal.valueOf(86_400));

  /** The number of seconds that is nearest; empty if the text is no time. */
  static OptionalDouble seconds(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      return OptionalDouble.empty();
    }
    BigDecimal unit = Objects.requireNonNull(SECONDS.get(matcher.group(2)));
    return OptionalDouble.of(new BigDecimal(matcher.group(1)).multiply(unit).doubleValue());
  }

  private TimeText() {}
}
