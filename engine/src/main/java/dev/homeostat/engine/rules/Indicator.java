package dev.homeostat.engine.rules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a service is measured by.
 *
 * @param errors counters of bad events
 * @param total counters of all events
 * @param operatingMode name of the OperatingMode that says which guarantee it gives now; null for
 *     the one that the chain declares
 */
public record Indicator(Selector errors, Selector total, @Nullable String operatingMode) {

  /** The window in which the counters of an indicator are looked at, beside being counted. */
  public static final String LOOKED_AT = "1h";

  /** Its selectors, each by the name of its field. */
  public SortedMap<String, Selector> selectors() {
    SortedMap<String, Selector> selectors = new TreeMap<>();
    selectors.put("errors", errors);
    selectors.put("total", total);
    return Collections.unmodifiableSortedMap(selectors);
  }

  /** PromQL of how many series a selector had in the last hour; none where it had none. */
  public static String series(Selector selector) {
    return "count(count_over_time(%s[%s]))".formatted(selector, LOOKED_AT);
  }

  /** PromQL of how often they began anew at a lower value in it; none where there are none. */
  public static String resets(Selector selector) {
    return "sum(resets(%s[%s]))".formatted(selector, LOOKED_AT);
  }
}
