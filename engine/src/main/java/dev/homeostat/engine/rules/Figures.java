package dev.homeostat.engine.rules;

import dev.homeostat.slo.Guarantee;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers and words as rules, explanations and statuses write them. */
public final class Figures {

  /** What rounding leaves of a product of decimals that people wrote. */
  private static final MathContext DIGITS = new MathContext(12);

  /** The number rounded to what people meant, such as 14.4 and not 14.399999999999999. */
  static double rounded(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
  }

  /** The number rounded and without an exponent, such as {@code 0.0001}. */
  public static String number(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
  }

  /** A ratio in per cent, such as {@code 99.501 %}. */
  public static String percent(double ratio) {
    return number(new BigDecimal(ratio * 100).round(new MathContext(6)).doubleValue()) + " %";
  }

  /** A finite number with at most so many digits after the point, and no exponent. */
  public static String decimal(double value, int digits) {
    BigDecimal decimal =
        BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
  }

  /** A guarantee as a resource writes it. */
  public static String word(Guarantee guarantee) {
    return ChainSpecReader.word(guarantee);
  }

  /** The guarantee that a resource writes so; null where there is none of that name. */
  public static @Nullable Guarantee guarantee(@Nullable String word) {
    return ChainSpecReader.guarantee(word);
  }

  private Figures() {}
}
