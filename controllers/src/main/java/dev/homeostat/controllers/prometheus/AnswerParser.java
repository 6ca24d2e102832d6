package dev.homeostat.controllers.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of Prometheus' query API piece by piece, and no more rows than it may have. */
final class AnswerParser implements AutoCloseable {

  /** What an answer says of itself; empty texts where it does not. */
  record Parsed(String status, String errorType, String error, List<Answer.Row> rows) {}

  /** The JSON is none, or of another shape. */
  static final class ShapeException extends IOException {
    private static final long serialVersionUID = 1L;

    ShapeException(String message) {
      super(message);
    }
  }

  /** There are more rows than there may be. */
  static final class TooManyException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** What was returned is neither a vector nor a scalar. */
  static final class KindException extends IOException {
    private static final long serialVersionUID = 1L;

    KindException(String kind) {
      super(kind);
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  private final JsonParser json;
  private final long maxRows;
  private final List<Answer.Row> rows = new ArrayList<>();

  private AnswerParser(InputStream body, long maxRows) throws IOException {
    this.json = JSON.createParser(body);
    this.maxRows = maxRows;
  }

  static Parsed parse(InputStream body, long maxRows) throws IOException {
    try (AnswerParser parser = new AnswerParser(body, maxRows)) {
      return parser.document();
    }
  }

  private Parsed document() throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    String status = "";
    String errorType = "";
    String error = "";
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "status" -> status = text();
        case "errorType" -> errorType = text();
        case "error" -> error = text();
        case "data" -> data();
        default -> json.skipChildren();
      }
    }
    expect(json.currentToken(), JsonToken.END_OBJECT, "the end of the object");
    if (json.nextToken() != null) {
      throw new ShapeException("something after its end");
    }
    return new Parsed(status, errorType, error, List.copyOf(rows));
  }

  private void data() throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    String kind = "";
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "resultType" -> kind = text();
        case "result" -> result();
        default -> json.skipChildren();
      }
    }
    if (kind.equals("matrix") || kind.equals("string")) {
      throw new KindException("a " + kind);
    }
  }

  private void result() throws IOException {
    expect(json.currentToken(), JsonToken.START_ARRAY, "a list as result");
    JsonToken first = json.nextToken();
    if (first != null && first.isNumeric()) {
      rows.add(sample(Map.of()));
      return;
    }
    for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
      expect(token, JsonToken.START_OBJECT, "a series");
      if (rows.size() >= maxRows) {
        throw new TooManyException();
      }
      rows.add(series());
    }
  }

  private Answer.Row series() throws IOException {
    Map<String, String> labels = Map.of();
    Answer.Row row = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "metric" -> labels = labels();
        case "value" -> {
          expect(json.currentToken(), JsonToken.START_ARRAY, "a value as a list");
          json.nextToken();
          row = sample(labels);
        }
        case "values" -> throw new KindException("a matrix");
        case "histogram" -> throw new KindException("a native histogram");
        default -> json.skipChildren();
      }
    }
    if (row == null) {
      throw new ShapeException("a series without a value");
    }
    return new Answer.Row(labels, row.value(), row.atMillis());
  }

  private Map<String, String> labels() throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "labels as an object");
    Map<String, String> labels = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      labels.put(name, text());
    }
    return labels;
  }

  /** The rest of {@code [seconds, "number"]}, at its first element. */
  private Answer.Row sample(Map<String, String> labels) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null || !token.isNumeric()) {
      throw new ShapeException("a value without a time");
    }
    long atMillis = Math.round(json.getDoubleValue() * 1_000);
    expect(json.nextToken(), JsonToken.VALUE_STRING, "a number as a text");
    double value = number(json.getText());
    expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a value");
    return new Answer.Row(labels, value, atMillis);
  }

  static double number(String text) throws ShapeException {
    try {
      return switch (text) {
        case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw new ShapeException("a value that is no number");
    }
  }

  private String text() throws IOException {
    expect(json.currentToken(), JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private static void expect(JsonToken found, JsonToken expected, String what)
      throws ShapeException {
    if (found != expected) {
      throw new ShapeException("something else than " + what);
    }
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
