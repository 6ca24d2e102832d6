package dev.homeostat.engine.imports;

import dev.homeostat.crds.ChainCalendar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the budget of an imported chain is for, and what it counts.
 *
 * @param period such as {@code 30d}; null where periods follow a calendar
 * @param calendar periods that do; null where they are rolling
 * @param method Occurrences, Timeslices or RatioTimeslices
 * @param sliceWindow length of the slices; null where there are none
 * @param sliceTarget as a decimal text; null where slices are not judged by one
 */
record ImportedBudget(
    @Nullable String period,
    @Nullable ChainCalendar calendar,
    String method,
    @Nullable String sliceWindow,
    @Nullable String sliceTarget) {

  static final String OCCURRENCES = "Occurrences";
  static final String TIMESLICES = "Timeslices";

  /** Of events in a rolling period. */
  static ImportedBudget rolling(String period) {
    return new ImportedBudget(period, null, OCCURRENCES, null, null);
  }

  /** The same period, of which slices are counted. */
  ImportedBudget slices(String countedBy, String window, @Nullable String target) {
    return new ImportedBudget(period, calendar, countedBy, window, target);
  }

  /** Its lines in the spec of a chain. */
  List<String> yaml() {
    List<String> lines = new ArrayList<>();
    if (calendar == null) {
      lines.add("period: " + period);
    } else {
      lines.add(
          "calendar: {unit: %s, count: %d, start: \"%s\", timeZone: \"%s\"}"
              .formatted(
                  calendar.unit(),
                  Objects.requireNonNullElse(calendar.count(), 1L),
                  calendar.start(),
                  calendar.timeZone()));
    }
    if (!method.equals(OCCURRENCES)) {
      lines.add("budgetingMethod: " + method);
      lines.add("timeSliceWindow: " + sliceWindow);
    }
    if (sliceTarget != null) {
      lines.add("timeSliceTarget: \"" + sliceTarget + "\"");
    }
    return lines;
  }
}
