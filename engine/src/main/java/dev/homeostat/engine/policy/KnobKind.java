package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How the text of a knob is read and written. */
public enum KnobKind {
  /** A whole number. */
  INTEGER,
  /** A decimal number of at most six places. */
  DECIMAL,
  /** A percentage of at most six places, without its sign. */
  PERCENTAGE,
  /** A duration such as {@code 90s}, in milliseconds. */
  DURATION,
  /** True or false, in their order 1 and 0. */
  BOOLEAN,
  /** One of some words, as its place among them. */
  ENUM;

  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}");
  private static final Pattern DECIMALS = Pattern.compile("-?[0-9]{1,9}([.][0-9]{1,6})?");
  private static final int PLACES = 6;
  private static final double LONGEST_IN_MILLIS = 999_999;

  /** Whether its values are words, which a knob switches between and does not ramp. */
  public boolean isWord() {
    return this == BOOLEAN || this == ENUM;
  }

  /** The value of a text; empty if it is none of this kind, or a word. */
  public OptionalDouble parse(String text) {
    String trimmed = text.strip();
    if (this == DURATION) {
      OptionalLong millis = DurationText.parseMillis(trimmed);
      return millis.isPresent()
          ? OptionalDouble.of((double) millis.getAsLong())
          : OptionalDouble.empty();
    }
    if (isWord()) {
      return OptionalDouble.empty();
    }
    Pattern pattern = this == INTEGER ? WHOLE : DECIMALS;
    return pattern.matcher(trimmed).matches()
        ? OptionalDouble.of(Double.parseDouble(trimmed))
        : OptionalDouble.empty();
  }

  /** The text of a value that is a multiple of the {@link #quantum}. */
  public String format(double value) {
    return switch (this) {
      case INTEGER, BOOLEAN, ENUM -> Long.toString(Math.round(value));
      case DURATION -> DurationText.format(Math.round(value));
      case DECIMAL, PERCENTAGE ->
          BigDecimal.valueOf(value)
              .setScale(PLACES, RoundingMode.HALF_EVEN)
              .stripTrailingZeros()
              .toPlainString();
    };
  }

  /** The smallest change that a text can show, for a knob whose values reach the largest given. */
  public double quantum(double largest) {
    return switch (this) {
      case INTEGER, BOOLEAN, ENUM -> 1;
      case DURATION -> largest <= LONGEST_IN_MILLIS ? 1 : 1_000;
      case DECIMAL, PERCENTAGE -> 1e-6;
    };
  }

  /** What a text of this kind looks like, for messages. */
  public String example() {
    return switch (this) {
      case INTEGER -> "a whole number such as 100";
      case DECIMAL -> "a number such as \"0.25\"";
      case PERCENTAGE -> "a percentage such as 50 or \"12.5\"";
      case DURATION -> "a duration such as 30s, 5m or 1h";
      case BOOLEAN -> "\"true\" or \"false\"";
      case ENUM -> "a word of its order";
    };
  }
}
