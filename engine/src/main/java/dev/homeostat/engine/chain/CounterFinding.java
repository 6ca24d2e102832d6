package dev.homeostat.engine.chain;

import dev.homeostat.slo.chain.Chain;
import java.util.ArrayList;
import java.util.List;

/**
 * What the counters of one indicator were in the last hour, where that is more than one series that
 * only rises. They are counted right all the same, so it is no lack.
 *
 * @param service its index
 * @param indicator {@code errors} or {@code total}
 * @param series how many there were; their events are summed up
 * @param resets how often one of them began anew; it is counted on from there
 */
record CounterFinding(int service, String indicator, long series, long resets) {

  /** Reason where an indicator has several series. */
  static final String SEVERAL_SERIES = "SeveralSeries";

  /** Reason where a counter began anew. */
  static final String COUNTER_RESET = "CounterReset";

  boolean hasSeveralSeries() {
    return series > 1;
  }

  boolean hasReset() {
    return resets > 0;
  }

  /** Takes note of what was seen of an indicator, where there is something to say of it. */
  static void note(
      List<CounterFinding> findings, int service, String indicator, double series, double resets) {
    CounterFinding seen =
        new CounterFinding(service, indicator, Math.round(series), Math.round(resets));
    if (seen.hasSeveralSeries() || seen.hasReset()) {
      findings.add(seen);
    }
  }

  /**
   * What is seen, without figures, which change all the time; such as {@code CounterReset: total}.
   */
  List<String> words() {
    List<String> words = new ArrayList<>();
    if (hasSeveralSeries()) {
      words.add(SEVERAL_SERIES + ": " + indicator);
    }
    if (hasReset()) {
      words.add(COUNTER_RESET + ": " + indicator);
    }
    return words;
  }

  /** Whose it is, such as {@code ledger.total}. */
  String of(Chain chain) {
    return chain.services().get(service).name() + "." + indicator;
  }
}
