package dev.homeostat.engine.rules;

import dev.homeostat.slo.cost.CostModel;
import dev.homeostat.slo.cost.GuaranteeOption;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prices of a chain.
 *
 * @param currency of all of them
 * @param model what a wrong answer, a second of delay and a minute in a mode cost
 * @param options guarantees to choose from; at least one
 * @param requestsPerDay how many requests there are
 */
public record Economics(
    String currency, CostModel model, List<GuaranteeOption> options, double requestsPerDay) {

  private static final long MILLIS_PER_HOUR = 3_600_000;

  public Economics {
    options = List.copyOf(options);
  }

  /** What an hour in each mode costs that has a price, by its name. */
  public SortedMap<String, Double> hours() {
    SortedMap<String, Double> hours = new TreeMap<>();
    for (String mode : model.modePerMinute().keySet()) {
      hours.put(mode, model.ofMode(mode, MILLIS_PER_HOUR));
    }
    return Collections.unmodifiableSortedMap(hours);
  }
}
