package dev.homeostat.engine.rules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One rule of Prometheus. */
public sealed interface Rule {

  /** PromQL. */
  String expression();

  /** Labels that it sets. */
  SortedMap<String, String> labels();

  /**
   * Records the value of an expression as a series of its own.
   *
   * @param name of the series, {@code level:metric:operations}
   */
  record Recording(String name, String expression, SortedMap<String, String> labels)
      implements Rule {
    public Recording {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /**
   * Fires for every series of an expression.
   *
   * @param name of the alert
   * @param holdSeconds how long the expression must hold; 0 for not at all
   */
  record Alerting(
      String name,
      String expression,
      long holdSeconds,
      SortedMap<String, String> labels,
      SortedMap<String, String> annotations)
      implements Rule {
    public Alerting {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
  }
}
