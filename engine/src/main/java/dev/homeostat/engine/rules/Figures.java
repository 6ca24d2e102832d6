package dev.homeostat.engine.rules;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as rules and explanations write them. */
final class Figures {

  /** What rounding leaves of a product of decimals that people wrote. */
  private static final MathContext DIGITS = new MathContext(12);

  /** The number rounded to what people meant, such as 14.4 and not 14.399999999999999. */
  static double rounded(double value) {
    return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
  }

  /** The number rounded and without an exponent, such as {@code 0.0001}. */
  static String number(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    return (decimal.scale() < 0 ? decimal.setScale(0) : decimal).toPlainString();
  }

  /** A ratio in per cent, such as {@code 99.501 %}. */
  static String percent(double ratio) {
    return number(new BigDecimal(ratio * 100).round(new MathContext(6)).doubleValue()) + " %";
  }

  private Figures() {}
}
