package dev.homeostat.engine.chain;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.rules.Indicator;
import dev.homeostat.engine.rules.Selector;
import dev.homeostat.engine.rules.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A source whose counters rise evenly: of a service {@code x} the counters are {@code ex} and
 * {@code tx}, and rules record them where a test says so.
 */
final class Counters implements Signals {

  private static final double HOUR_MILLIS = 3_600_000;
  private static final double SLICE_MILLIS = 300_000;

  private final Map<String, Double> perHour = new HashMap<>();
  private final Map<String, Double> objectives = new HashMap<>();

  /** Which part of the period the source holds; NaN where no slot has ended yet. */
  double held = 1;

  /** What has passed of a calendar period. */
  long passedMillis;

  /** Share of bad slices of 5 minutes, of services and stages. */
  final Map<String, Double> badSlices = new HashMap<>();

  /** How many series a counter is of, where that is not one. */
  final Map<String, Integer> series = new HashMap<>();

  /** How often a counter began anew in the last hour. */
  final Map<String, Integer> resets = new HashMap<>();

  /** Whether recording rules are loaded. */
  boolean recorded;

  /** Questions of the last reading, the recorded ones apart. */
  int direct;

  int recordedRows;
  int readings;

  /** Errors and events an hour of a service with an objective. */
  Counters service(String name, double objective, double errors, double total) {
    objectives.put(name, objective);
    perHour.put("e" + name, errors);
    perHour.put("t" + name, total);
    return this;
  }

  Counters without(String counter) {
    perHour.remove(counter);
    return this;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    readings++;
    direct = 0;
    Map<Query, Reading> answers = new HashMap<>();
    for (Query query : queries) {
      if (query instanceof Query.Shared shared) {
        recordedRows++;
        answers.put(query, recorded(shared));
      } else {
        direct++;
        answers.put(query, direct(query));
      }
    }
    return answers;
  }

  private Reading direct(Query query) {
    if (query instanceof Query.Increase increase) {
      return counted(increase.expression(), (double) increase.windowMillis());
    }
    for (String counter : perHour.keySet()) {
      Selector selector = new Selector(counter, List.of());
      if (query.expression().equals(Indicator.series(selector))) {
        return new Reading.Value(series.getOrDefault(counter, 1), 0);
      }
      if (query.expression().equals(Indicator.resets(selector))) {
        return new Reading.Value(resets.getOrDefault(counter, 0), 0);
      }
    }
    return new Reading.Value(Math.round(72 * held), 0);
  }

  private Reading counted(String counter, double windowMillis) {
    Double found = perHour.get(counter);
    return found == null
        ? new Reading.Missing("NoData", counter + " matches no series")
        : new Reading.Value(found * windowMillis / HOUR_MILLIS, 0);
  }

  private Reading recorded(Query.Shared row) {
    String member = row.labels().get("member");
    Reading none = new Reading.Missing("NoData", "no such row");
    if (!recorded || member == null) {
      return none;
    }
    String window = row.labels().getOrDefault("window", "1h");
    double millis =
        window.equals("period") ? passedMillis : DurationText.parseMillis(window).orElseThrow();
    String series = row.labels().getOrDefault("__name__", "");
    if (series.equals(Series.OBJECTIVE)) {
      return new Reading.Value(objectives.getOrDefault(member, 0.0), 0);
    }
    if (series.equals(Series.COVERAGE)) {
      return Double.isNaN(held) ? none : new Reading.Value(held, 0);
    }
    if (series.equals(Series.PROBLEM)) {
      boolean missing =
          "ErrorsMissing".equals(row.labels().get("reason")) && !perHour.containsKey("e" + member);
      return missing ? new Reading.Value(1, 0) : none;
    }
    if (series.equals(Series.SLICES) || series.equals(Series.BAD_SLICES)) {
      Double bad = series.equals(Series.SLICES) ? Double.valueOf(1) : badSlices.get(member);
      return bad == null ? none : new Reading.Value(bad * millis / SLICE_MILLIS, 0);
    }
    String indicator = row.labels().get("indicator");
    if (indicator != null) {
      String counter = indicator.charAt(0) + member;
      return series.equals(Series.SERIES)
          ? new Reading.Value(this.series.getOrDefault(counter, 1), 0)
          : new Reading.Value(resets.getOrDefault(counter, 0), 0);
    }
    String counter = (series.equals(Series.ERRORS) ? "e" : "t") + member;
    return counter.startsWith("e") && !perHour.containsKey(counter)
        ? new Reading.Value(0, 0)
        : counted(counter, millis);
  }
}
