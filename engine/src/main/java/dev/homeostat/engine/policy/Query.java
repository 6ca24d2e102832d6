package dev.homeostat.engine.policy;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** One question to a source of signals. Equal questions are asked once. */
public sealed interface Query {

  /** Name of the SignalSource. */
  String source();

  /** What is asked, as the resource says it. */
  String expression();

  /**
   * By how much the counters that match have risen, summed up.
   *
   * @param source name of the SignalSource
   * @param expression PromQL selector of counters
   * @param windowMillis window that ends now; where it is not yet filled, the span present
   */
  record Increase(String source, String expression, long windowMillis) implements Query {}

  /**
   * The value now of one series.
   *
   * @param source name of the SignalSource
   * @param expression PromQL that returns one series
   */
  record Instant(String source, String expression) implements Query {}

  /**
   * The value now of one series of an expression that many resources share; the expression itself
   * is asked once for all of them.
   *
   * @param source name of the SignalSource
   * @param signal name of the entry of its {@code spec.signals}
   * @param expression PromQL of that entry
   * @param labels exactly the labels of the one series by which the entry tells its series apart
   */
  record Shared(String source, String signal, String expression, SortedMap<String, String> labels)
      implements Query {
    public Shared {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  /**
   * Whether an alert fires: 1 while it does, 0 once it is resolved.
   *
   * @param name of the alert
   * @param labels that it must have
   * @param staleAfterMillis how long after the last word of Alertmanager its alerts count
   */
  record Alert(String name, SortedMap<String, String> labels, long staleAfterMillis)
      implements Query {
    public Alert {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    @Override
    public String source() {
      return "Alertmanager";
    }

    @Override
    public String expression() {
      return name + labels;
    }
  }
}
