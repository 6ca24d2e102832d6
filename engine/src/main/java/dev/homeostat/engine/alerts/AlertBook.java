package dev.homeostat.engine.alerts;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * All that Alertmanager has said of the alerts that somebody uses.
 *
 * <p>A resolved alert is told once and never repeated, so silence about it says nothing. What keeps
 * the word of Alertmanager good is that it goes on speaking, of whatever alert: one that always
 * fires, as {@code Watchdog} does, is its heartbeat. Without it every alert is missing after a
 * while, and missing is neither firing nor healthy.
 *
 * @param heardMillis when it was heard last, of whatever alert, milliseconds since the epoch;
 *     {@link #NEVER} before
 * @param alerts the newest word of each
 */
public record AlertBook(long heardMillis, List<HeardAlert> alerts) {

  /** The most alerts that are kept; those that fire are kept before those that are resolved. */
  public static final int MOST = 500;

  /** The time of something that has not happened. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Nothing was heard yet. */
  public static final AlertBook EMPTY = new AlertBook(NEVER, List.of());

  public AlertBook {
    alerts = List.copyOf(alerts);
  }

  /**
   * With what a notification says; a later word about an alert replaces the one before.
   *
   * @param wanted names of the alerts that somebody uses; of the others nothing is kept
   */
  public AlertBook heard(List<HeardAlert> news, Set<String> wanted, long nowMillis) {
    Map<SortedMap<String, String>, HeardAlert> known = new LinkedHashMap<>();
    alerts.forEach(alert -> known.put(alert.labels(), alert));
    news.forEach(alert -> known.put(alert.labels(), alert));
    List<HeardAlert> kept = new ArrayList<>(known.values());
    kept.removeIf(alert -> !wanted.contains(alert.name()));
    kept.sort(
        Comparator.comparing(HeardAlert::firing)
            .thenComparing(HeardAlert::heardMillis)
            .reversed()
            .thenComparing(alert -> alert.labels().toString()));
    return new AlertBook(
        Math.max(heardMillis, nowMillis), kept.subList(0, Math.min(MOST, kept.size())));
  }

  /** Whether an alert fires now: 1, 0, or missing. */
  public Reading read(Query.Alert query, long nowMillis) {
    boolean known = false;
    boolean firing = false;
    for (HeardAlert alert : alerts) {
      if (alert.isOf(query.name(), query.labels())) {
        known = true;
        firing |= alert.firing();
      }
    }
    if (!known) {
      return new Reading.Missing(
          "AlertNotHeard",
          "Alertmanager has never spoken of the alert %s%s; see its name and labels, and that its"
                  .formatted(query.name(), query.labels())
              + " route leads to this operator with send_resolved");
    }
    long silentMillis = nowMillis - heardMillis;
    if (silentMillis > query.staleAfterMillis()) {
      return new Reading.Missing(
          "AlertmanagerSilent",
          "Alertmanager was heard last %s ago, more than staleAfter %s; see that it runs, and route"
                  .formatted(
                      DurationText.format(silentMillis),
                      DurationText.format(query.staleAfterMillis()))
              + " an alert that always fires, such as Watchdog, here with a repeat_interval of half"
              + " of that");
    }
    if (-silentMillis > query.staleAfterMillis()) {
      return new Reading.Missing(
          "AheadOfTime",
          "Alertmanager was heard at a time %s ahead of our clock; set the clocks of the operator's"
                  .formatted(DurationText.format(-silentMillis))
              + " nodes right");
    }
    return new Reading.Value(firing ? 1 : 0, nowMillis);
  }
}
