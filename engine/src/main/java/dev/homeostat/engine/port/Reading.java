package dev.homeostat.engine.port;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The answer to one question: a number with its own timestamp, or why there is none. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reading.Value.class, name = "value"),
  @JsonSubTypes.Type(value = Reading.Missing.class, name = "missing")
})
public sealed interface Reading {

  /**
   * A number.
   *
   * @param value in the signal's unit; finite
   * @param atMillis the sample's own timestamp, milliseconds since the epoch
   */
  record Value(double value, long atMillis) implements Reading {
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value is finite; anything else is missing: " + value);
      }
    }
  }

  /**
   * No number, which is neither zero nor health.
   *
   * @param reason UpperCamel word for programs
   * @param message what was expected, what was found, where, and what to do
   */
  record Missing(String reason, String message) implements Reading {}

  /** The reading of a number that a source gave: what is not finite is missing. */
  static Reading of(double value, long atMillis, String what) {
    return Double.isFinite(value)
        ? new Value(value, atMillis)
        : new Missing(
            "NotFinite", what + " gave " + value + "; expected a finite number; mend the exporter");
  }
}
