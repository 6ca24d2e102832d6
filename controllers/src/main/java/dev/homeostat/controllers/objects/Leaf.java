package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One field of a live object that holds a text, a number or a boolean.
 *
 * @param path where it is, for owners
 * @param indexed where it is, as a JSON pointer that counts items
 * @param value what it holds
 * @param isKey whether it names an item of a list, so that another value would be another item
 */
record Leaf(FieldPath path, String indexed, JsonNode value, boolean isKey) {

  String text() {
    return text(value);
  }

  static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  /** A text as the type that the field has; null where it is none of that type. */
  @Nullable JsonNode typed(String text) {
    if (value.isTextual()) {
      return TextNode.valueOf(text);
    }
    if (value.isBoolean()) {
      return text.equals("true") || text.equals("false")
          ? BooleanNode.valueOf(Boolean.parseBoolean(text))
          : null;
    }
    try {
      BigDecimal number = new BigDecimal(text.strip());
      return isLong(number)
          ? LongNode.valueOf(number.longValueExact())
          : DecimalNode.valueOf(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether it holds that already; 1 and 1.0 are one number. */
  boolean holds(JsonNode other) {
    if (value.isNumber() && other.isNumber()) {
      return value.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return value.equals(other);
  }

  String type() {
    return value.isTextual() ? "text" : (value.isBoolean() ? "true or false" : "number");
  }

  private static boolean isLong(BigDecimal number) {
    try {
      number.longValueExact();
      return true;
    } catch (ArithmeticException e) {
      return false;
    }
  }
}
