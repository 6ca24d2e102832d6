package dev.homeostat.samples.checkout;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many requests ended in each way, all of them from zero on. */
final class OutcomeCounts {
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  synchronized void count(Outcome outcome) {
    counts.merge(outcome, 1L, Long::sum);
  }

  synchronized Map<String, Long> byLabel() {
    Map<String, Long> labelled = new LinkedHashMap<>();
    for (Outcome outcome : Outcome.values()) {
      labelled.put(outcome.label(), counts.getOrDefault(outcome, 0L));
    }
    return labelled;
  }
}
