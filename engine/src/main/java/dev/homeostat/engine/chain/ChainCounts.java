package dev.homeostat.engine.chain;

import dev.homeostat.slo.EventCounts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a source counted for a chain.
 *
 * @param recorded whether recording rules did, which alone count windows of more than 6 hours
 * @param windows by length in milliseconds, with one count a service
 * @param slices by length in milliseconds, and by name of service or stage, where those are counted
 * @param heldMillis which part of the longest window the source holds of every service
 * @param lacks what is wrong with the counts of services, each with its reason
 * @param findings what else is to be said of the counters
 */
record ChainCounts(
    boolean recorded,
    SortedMap<Long, List<EventCounts>> windows,
    Map<Long, Map<String, EventCounts>> slices,
    long heldMillis,
    List<Lack> lacks,
    List<CounterFinding> findings) {

  ChainCounts {
    windows = Collections.unmodifiableSortedMap(new TreeMap<>(windows));
    slices = Map.copyOf(slices);
    lacks = List.copyOf(lacks);
    findings = List.copyOf(findings);
  }

  /**
   * What is wrong with the counts of one service.
   *
   * @param service its index
   * @param reason UpperCamel word, such as {@code ErrorsMissing}
   * @param message what was expected, what was found, where, and what to do
   */
  record Lack(int service, String reason, String message) {}
}
