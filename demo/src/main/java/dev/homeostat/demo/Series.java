package dev.homeostat.demo;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The identity of one time series: a metric's name and labels. */
record Series(String metric, SortedMap<String, String> labels) {

  static Series of(String metric, Map<String, String> labels) {
    return new Series(metric, new TreeMap<>(labels));
  }

  @Override
  public String toString() {
    return metric
        + (labels.isEmpty()
            ? ""
            : "{"
                + String.join(
                    ",",
                    labels.entrySet().stream()
                        .map(e -> e.getKey() + "=\"" + e.getValue() + "\"")
                        .toList())
                + "}");
  }
}
