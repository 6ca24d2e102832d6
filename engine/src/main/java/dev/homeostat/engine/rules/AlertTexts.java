package dev.homeostat.engine.rules;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the alerts of a chain carry beside what they say of it.
 *
 * @param runbookUrl what to do; null where none is declared
 * @param dashboardUrl where to look; null where none is declared
 * @param labels further labels, such as the team that is called
 */
public record AlertTexts(
    @Nullable String runbookUrl, @Nullable String dashboardUrl, SortedMap<String, String> labels) {

  public AlertTexts {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }
}
