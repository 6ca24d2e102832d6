package dev.homeostat.controllers.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.engine.tuning.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The one series that a query over a range gave, or why there is none. */
public sealed interface RangeAnswer {

  /** Prometheus refuses more points of a series. */
  int MOST_POINTS = 11_000;

  /** A series, in the order in which it was sent; its values may be anything a float can be. */
  record Samples(List<Recorded.Point> points) implements RangeAnswer {}

  /**
   * None.
   *
   * @param reason one word
   * @param message what was expected, what was found, and what to do
   */
  record Failed(String reason, String message) implements RangeAnswer {}

  /**
   * Reads an answer of {@code /api/v1/query_range}.
   *
   * @param from where it is from, for messages
   */
  static RangeAnswer read(InputStream body, String from) {
    JsonNode root;
    try {
      root = Reader.JSON.readTree(body);
    } catch (IOException e) {
      // Its message quotes the body.
      return unreadable(from, "no JSON");
    }
    if (root.path("status").asText().equals("error")) {
      return new Failed(
          "BadQuery",
          "%s: expected an expression that can be computed, found that it is refused: %s; mend it"
              .formatted(from, AnswerReader.cut(root.path("error").asText("it is not said why"))));
    }
    JsonNode data = root.path("data");
    if (!data.path("resultType").asText().equals("matrix") || !data.path("result").isArray()) {
      return unreadable(from, "something else");
    }
    JsonNode result = data.path("result");
    if (result.size() != 1) {
      return new Failed(
          result.isEmpty() ? "NoSeries" : "SeveralSeries",
          "%s: expected one series, found %s; %s"
              .formatted(
                  from,
                  result.isEmpty() ? "none" : result.size() + ": " + Reader.named(result),
                  result.isEmpty()
                      ? "see that it existed in that time"
                      : "select one by its labels, or aggregate"));
    }
    return Reader.samples(result.get(0), from);
  }

  private static Failed unreadable(String from, String found) {
    return new Failed(
        "AnswerUnreadable",
        from
            + ": expected an answer of Prometheus' query_range with a matrix, found "
            + found
            + "; ask /api/v1/query_range");
  }

  /** The parts of an answer. */
  final class Reader {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int MOST_NAMED = 3;

    private static String named(JsonNode result) {
      return StreamSupport.stream(result.spliterator(), false)
          .limit(MOST_NAMED)
          .map(series -> AnswerReader.cut(series.path("metric").toString()))
          .collect(Collectors.joining(", ", "", result.size() > MOST_NAMED ? ", ..." : ""));
    }

    private static RangeAnswer samples(JsonNode series, String from) {
      List<Recorded.Point> points = new ArrayList<>();
      for (JsonNode pair : series.path("values")) {
        if (!pair.path(0).isNumber() || !pair.path(1).isTextual()) {
          return unreadable(from, "a sample that is no pair of a time and a number");
        }
        if (points.size() == MOST_POINTS) {
          return new Failed(
              "TooManyPoints",
              "%s: expected at most %d points, found more; choose a longer step"
                  .formatted(from, MOST_POINTS));
        }
        try {
          points.add(
              new Recorded.Point(
                  Math.round(pair.path(0).asDouble() * 1_000),
                  AnswerParser.number(pair.path(1).asText())));
        } catch (AnswerParser.ShapeException e) {
          return unreadable(from, "a value that is no number");
        }
      }
      return points.isEmpty() ? unreadable(from, "a series without numbers") : new Samples(points);
    }

    private Reader() {}
  }
}
