package dev.homeostat.engine.alerts;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One alert as Alertmanager spoke of it last.
 *
 * @param labels by which it is told apart from others
 * @param firing whether it fired; else it was resolved
 * @param heardMillis when that was heard, milliseconds since the epoch
 */
public record HeardAlert(SortedMap<String, String> labels, boolean firing, long heardMillis) {

  static final String NAME = "alertname";

  public HeardAlert {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** Its label {@code alertname}; empty where it has none. */
  public String name() {
    return labels.getOrDefault(NAME, "");
  }

  boolean isOf(String name, Map<String, String> wanted) {
    return name().equals(name) && labels.entrySet().containsAll(wanted.entrySet());
  }
}
