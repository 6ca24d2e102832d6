package dev.homeostat.sim.scenario;

import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.plant.Admission;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides once a second, from what was scraped alone. */
@FunctionalInterface
public interface Controller {

  /** Does nothing. */
  Controller NOTHING = (nowNanos, scrapes, writer) -> {};

  /**
   * What the service is deployed with: values of knobs before the first request. To deploy is no
   * write.
   */
  default Map<String, Double> deployed() {
    return Map.of();
  }

  /** What the service is deployed with at the door of each of its servers; null: nothing. */
  default @Nullable Supplier<Admission> doors() {
    return null;
  }

  /**
   * Evaluates once.
   *
   * @param nowNanos the time of the evaluation
   * @param scrapes what can be seen by then; the newest may be old
   * @param writer sets knobs; what it sets works at once
   */
  void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer);
}
