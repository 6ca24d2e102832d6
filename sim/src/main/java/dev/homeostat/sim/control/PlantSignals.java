package dev.homeostat.sim.control;

import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.sim.metrics.ScrapeLog;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Signals from what was scraped of a plant, each with the time of its scrape. It stands for a
 * Prometheus, and understands the name of one series alone.
 */
final class PlantSignals implements Signals {

  private static final double SECOND_MILLIS = 1_000;

  private final ScrapeLog scrapes;

  PlantSignals(ScrapeLog scrapes) {
    this.scrapes = scrapes;
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    Map<Query, Reading> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, read(query)));
    return answers;
  }

  private Reading read(Query query) {
    String name = query.expression().strip();
    if (!scrapes.names().contains(name) || query instanceof Query.Shared) {
      return new Reading.Missing(
          "NotSupported",
          "the simulator understands the name of a series of its plant, found " + name);
    }
    if (scrapes.size() == 0) {
      return new Reading.Missing("NotScraped", "it was not scraped yet; wait an interval");
    }
    int index = scrapes.indexOf(name);
    long atMillis = WallTime.millis(scrapes.stampNanos(0));
    if (!(query instanceof Query.Increase increase)) {
      return Reading.of(scrapes.value(0, index), atMillis, name);
    }
    OptionalDouble grown = scrapes.increase(index, increase.windowMillis() / SECOND_MILLIS);
    return grown.isPresent()
        ? Reading.of(grown.getAsDouble(), atMillis, name)
        : new Reading.Missing(
            "HistoryShort", name + " has a single sample in the window; wait for the next scrape");
  }
}
