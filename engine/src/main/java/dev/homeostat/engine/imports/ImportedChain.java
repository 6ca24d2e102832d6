package dev.homeostat.engine.imports;

import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.engine.rules.Selector;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An SLO of another tool as an SLOChain of one service.
 *
 * @param place where the SLO stands
 * @param name of the resource
 * @param namespace where it goes
 * @param annotations links and labels for its alerts
 * @param service name of its one service
 * @param objective as a decimal text
 * @param budget what its budget is for
 * @param errors counters of bad events
 * @param total counters of all events
 * @param alerts declared ones; empty for the standard ones
 */
record ImportedChain(
    Source place,
    String name,
    String namespace,
    SortedMap<String, String> annotations,
    String service,
    String objective,
    ImportedBudget budget,
    Selector errors,
    Selector total,
    List<SLOChainSpec.Alert> alerts) {

  private static final int LONGEST_NAME = 63;
  private static final int LONGEST_ENTRY = 40;

  ImportedChain {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    alerts = List.copyOf(alerts);
  }

  /** The nearest name that a resource may have. */
  static String resourceName(String text) {
    return name(text, LONGEST_NAME);
  }

  /** The nearest name that a service may have. */
  static String entryName(String text) {
    return name(text, LONGEST_ENTRY);
  }

  private static String name(String text, int longest) {
    String name = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    name = name.replaceAll("^-+", "");
    name = name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "slo-" + name : name;
    return name.substring(0, Math.min(longest, name.length())).replaceAll("-+$", "");
  }
}
