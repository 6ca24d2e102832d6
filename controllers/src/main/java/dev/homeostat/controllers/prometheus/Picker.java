package dev.homeostat.controllers.prometheus;

import dev.homeostat.controllers.prometheus.Answer.Row;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds in an answer the one number that a question asks for. */
final class Picker {

  private static final int MOST_SHOWN = 3;

  static Reading pick(Query query, Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return failed.missing();
    }
    Answer.Rows rows = (Answer.Rows) answer;
    if (query instanceof Query.Increase increase) {
      return increase(increase, rows);
    }
    Map<String, String> labels = query instanceof Query.Shared shared ? shared.labels() : Map.of();
    return single(query, labels, labels.isEmpty() ? rows.all() : rows.with(labels));
  }

  private static Reading increase(Query.Increase query, Answer.Rows rows) {
    List<Row> value = rows.all().stream().filter(row -> isMarked(row, Promql.VALUE)).toList();
    List<Row> at = rows.all().stream().filter(row -> isMarked(row, Promql.AT)).toList();
    if (at.isEmpty()) {
      return new Reading.Missing(
          "NoData",
          what(query)
              + " matches no series that has samples now; check the selector, see that its targets"
              + " are up, or make the exporter start its counters at zero");
    }
    if (value.isEmpty()) {
      return new Reading.Missing(
          "HistoryShort",
          what(query)
              + " has fewer than two samples in "
              + Promql.duration(query.windowMillis())
              + "; wait for the next scrape, or take a window of several scrape intervals");
    }
    return Reading.of(value.get(0).value(), millis(at.get(0)), what(query));
  }

  private static Reading single(Query query, Map<String, String> labels, List<Row> rows) {
    List<Row> values = rows.stream().filter(row -> !isMarked(row, Promql.AT)).toList();
    if (values.isEmpty()) {
      return new Reading.Missing(
          "NoData",
          what(query)
              + (labels.isEmpty()
                  ? " gives no series; check the expression, and see that its targets are up"
                  : " gives no series with "
                      + text(labels)
                      + "; check the labels, and see that its targets are up"));
    }
    if (values.size() > 1) {
      return new Reading.Missing(
          "SeveralSeries",
          "expected one series for "
              + what(query)
              + ", found "
              + values.size()
              + ", such as "
              + values.stream()
                  .limit(MOST_SHOWN)
                  .map(row -> text(row.labels()))
                  .collect(Collectors.joining(", "))
              + "; aggregate, or select one of them by a label");
    }
    List<Row> at = rows.stream().filter(row -> isMarked(row, Promql.AT)).toList();
    Row value = values.get(0);
    return Reading.of(
        value.value(), at.size() == 1 ? millis(at.get(0)) : value.atMillis(), what(query));
  }

  private static boolean isMarked(Row row, String mark) {
    return mark.equals(row.labels().get(Promql.MARK));
  }

  private static long millis(Row at) {
    return Math.round(at.value() * 1_000);
  }

  private static String what(Query query) {
    String expression = AnswerReader.cut(query.expression());
    return query instanceof Query.Shared shared
        ? "the shared signal " + shared.signal() + " of SignalSource " + shared.source()
        : expression + " of SignalSource " + query.source();
  }

  private static String text(Map<String, String> labels) {
    return AnswerReader.cut(
        new TreeMap<>(labels)
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(", ", "{", "}")));
  }

  private Picker() {}
}
