package dev.homeostat.demo;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Signals computed in this process from scraped metrics. It stands for a Prometheus that scrapes
 * the same endpoints, and understands plain series selectors alone.
 */
final class ScrapedSignals implements Signals {

  private static final long SPAN_MILLIS = 10 * 60_000L;

  private final MetricsScraper scraper;
  private final Map<Endpoint, Scraped> endpoints = new LinkedHashMap<>();

  /** What is known of one endpoint. */
  private static final class Scraped {
    final Map<Series, CounterHistory> histories = new HashMap<>();
    Set<Series> duplicates = Set.of();
    Optional<Reading.Missing> failure =
        Optional.of(new Reading.Missing("NotScraped", "it was not scraped yet; wait an interval"));
  }

  ScrapedSignals(MetricsScraper scraper, List<Endpoint> endpoints) {
    this.scraper = scraper;
    endpoints.forEach(endpoint -> this.endpoints.put(endpoint, new Scraped()));
  }

  /** Scrapes all endpoints side by side; every sample gets the time given. */
  void scrape(long nowMillis) {
    Map<Endpoint, CompletableFuture<MetricsScraper.Scrape>> running = new LinkedHashMap<>();
    endpoints.keySet().forEach(endpoint -> running.put(endpoint, scraper.scrape(endpoint)));
    endpoints.forEach(
        (endpoint, scraped) ->
            keep(scraped, Objects.requireNonNull(running.get(endpoint)).join(), nowMillis));
  }

  private static void keep(Scraped scraped, MetricsScraper.Scrape scrape, long nowMillis) {
    if (scrape instanceof MetricsScraper.Scrape.Failed failed) {
      scraped.failure = Optional.of(failed.reading());
      return;
    }
    Exposition exposition = ((MetricsScraper.Scrape.Answered) scrape).exposition();
    scraped.failure = Optional.empty();
    scraped.duplicates = exposition.duplicates();
    // A series that the answer no longer has is gone, as a stale marker would say.
    scraped.histories.keySet().retainAll(exposition.values().keySet());
    exposition
        .values()
        .forEach(
            (series, value) -> {
              CounterHistory history =
                  scraped.histories.computeIfAbsent(series, s -> new CounterHistory(SPAN_MILLIS));
              // Of two values the wrong one would look like a reset, and be counted ever after.
              if (!exposition.duplicates().contains(series)) {
                history.add(nowMillis, value);
              }
            });
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    Map<Query, Reading> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, read(query)));
    return answers;
  }

  private Reading read(Query query) {
    if (query instanceof Query.Shared shared) {
      return new Reading.Missing(
          "NotImplemented",
          "the demo has no Prometheus that could compute the shared signal "
              + shared.signal()
              + "; use a selector or an SLOChain here, or run against a real SignalSource");
    }
    Optional<Selector> selector = Selector.parse(query.expression());
    if (selector.isEmpty()) {
      return new Reading.Missing(
          "NotSupported",
          "the demo's signals understand plain selectors such as name{label=\"value\"}, found "
              + query.expression());
    }
    Map<Series, CounterHistory> found = new LinkedHashMap<>();
    for (Scraped scraped : endpoints.values()) {
      for (Map.Entry<Series, CounterHistory> entry : scraped.histories.entrySet()) {
        if (selector.get().matches(entry.getKey())) {
          if (scraped.failure.isPresent()) {
            return scraped.failure.get();
          }
          if (scraped.duplicates.contains(entry.getKey())) {
            return new Reading.Missing(
                "DuplicateSeries", entry.getKey() + " stands twice in one answer; export it once");
          }
          found.put(entry.getKey(), entry.getValue());
        }
      }
    }
    if (found.isEmpty()) {
      return nothing(query);
    }
    return query instanceof Query.Increase increase
        ? increase(increase, found)
        : single(query, found);
  }

  private Reading nothing(Query query) {
    for (Scraped scraped : endpoints.values()) {
      if (scraped.failure.isPresent()) {
        return scraped.failure.get();
      }
    }
    return new Reading.Missing(
        "NoSeries",
        "no series matches "
            + query.expression()
            + "; export it, from the start at 0 if it counts, or mend the selector");
  }

  private static Reading increase(Query.Increase query, Map<Series, CounterHistory> found) {
    double sum = 0;
    long oldestMillis = Long.MAX_VALUE;
    for (Map.Entry<Series, CounterHistory> entry : found.entrySet()) {
      CounterHistory history = entry.getValue();
      if (!Double.isFinite(history.lastValue())) {
        return Reading.of(history.lastValue(), history.lastMillis(), entry.getKey().toString());
      }
      OptionalDouble increase = history.increase(query.windowMillis());
      if (increase.isEmpty()) {
        return new Reading.Missing(
            "HistoryShort",
            entry.getKey() + " has a single sample in the window; wait for the next scrape");
      }
      sum += increase.getAsDouble();
      oldestMillis = Math.min(oldestMillis, history.lastMillis());
    }
    return Reading.of(sum, oldestMillis, query.expression());
  }

  private static Reading single(Query query, Map<Series, CounterHistory> found) {
    if (found.size() > 1) {
      List<String> names = new ArrayList<>();
      found.keySet().forEach(series -> names.add(series.toString()));
      return new Reading.Missing(
          "ManySeries",
          "expected one series for "
              + query.expression()
              + ", found "
              + String.join(", ", names)
              + "; select one of them by a label");
    }
    CounterHistory history = found.values().iterator().next();
    return Reading.of(history.lastValue(), history.lastMillis(), query.expression());
  }
}
