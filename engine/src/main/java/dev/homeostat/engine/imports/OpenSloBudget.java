package dev.homeostat.engine.imports;

import dev.homeostat.crds.ChainCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the budget of an SLO of OpenSLO is for, and what it counts. */
final class OpenSloBudget {

  private static final List<String> METHODS =
      List.of(ImportedBudget.OCCURRENCES, ImportedBudget.TIMESLICES, "RatioTimeslices");
  private static final Map<String, String> ROLLING =
      Map.of("minute", "m", "hour", "h", "day", "d", "week", "w");
  private static final Map<String, String> CALENDAR =
      Map.of("d", "Day", "w", "Week", "M", "Month", "Q", "Quarter", "Y", "Year");
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,2})([dwMQY])");
  private static final Pattern START =
      Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}:[0-9]{2})");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]{0,63}");

  private final ImportNotes notes;

  OpenSloBudget(ImportNotes notes) {
    this.notes = notes;
  }

  /** The method by which all objectives of an SLO are counted. */
  String method(Source method) {
    String text = Objects.requireNonNullElse(method.text(), "none");
    if (!METHODS.contains(text)) {
      notes.refuse(
          method, "expected Occurrences, Timeslices or RatioTimeslices, found " + method.text());
    }
    return text;
  }

  /** The period of v1, in events. */
  ImportedBudget period(Source spec) {
    Source window = only(spec.field("timeWindow"));
    notes.leaveOutOthers(window, "duration", "isRolling", "calendar");
    Source duration = window.field("duration");
    return isCalendar(window)
        ? calendar(window, duration, duration.text())
        : ImportedBudget.rolling(Spans.period(duration, duration.text(), notes));
  }

  /** The period of v1alpha, in events. */
  ImportedBudget alphaPeriod(Source spec) {
    Source window = only(spec.field("timeWindows"));
    notes.leaveOutOthers(window, "count", "unit", "isRolling", "calendar");
    String count = Objects.requireNonNullElse(window.field("count").text(), "");
    String unit =
        Objects.requireNonNullElse(window.field("unit").text(), "").toLowerCase(Locale.ROOT);
    if (isCalendar(window)) {
      String letter =
          CALENDAR.entrySet().stream()
              .filter(entry -> entry.getValue().toLowerCase(Locale.ROOT).equals(unit))
              .map(Map.Entry::getKey)
              .findFirst()
              .orElse(" " + unit);
      return calendar(window, window, count + letter);
    }
    return ImportedBudget.rolling(
        Spans.period(window, count + ROLLING.getOrDefault(unit, " " + unit), notes));
  }

  private Source only(Source windows) {
    List<Source> all = windows.items();
    if (all.size() != 1) {
      notes.refuse(windows, "expected one window, found " + all.size());
    }
    return all.isEmpty() ? windows : all.get(0);
  }

  /** A window that does not say whether it rolls does, unless it has a calendar. */
  private boolean isCalendar(Source window) {
    boolean rolling = window.field("isRolling").isTrue();
    boolean calendar = !window.field("calendar").isMissing();
    if (rolling && calendar) {
      notes.refuse(window, "a window that rolls has no calendar; remove one of them");
    }
    return calendar || (!rolling && !window.field("isRolling").isMissing());
  }

  private ImportedBudget calendar(Source window, Source place, @Nullable String duration) {
    Source calendar = window.field("calendar");
    notes.leaveOutOthers(calendar, "startTime", "timeZone");
    Matcher length = DURATION.matcher(Objects.requireNonNullElse(duration, ""));
    if (!length.matches()) {
      notes.refuse(
          place,
          "expected days, weeks, months, quarters or years of a calendar, such as 1M (1m is a"
              + " minute), found "
              + duration);
      return ImportedBudget.rolling("");
    }
    Source startTime = calendar.field("startTime");
    Matcher start = START.matcher(Objects.requireNonNullElse(startTime.text(), ""));
    if (!start.matches()) {
      notes.refuse(
          startTime, "expected a time such as 2022-01-01 12:00:00, found " + startTime.text());
    }
    Source timeZone = calendar.field("timeZone");
    String zone = Objects.requireNonNullElse(timeZone.text(), "none");
    if (timeZone.isMissing() || !ZONE.matcher(zone).matches()) {
      notes.refuse(timeZone, "expected a time zone such as America/New_York, found " + zone);
    }
    return new ImportedBudget(
        null,
        new ChainCalendar(
            CALENDAR.get(length.group(2)),
            Long.parseLong(length.group(1)),
            start.matches() ? start.group(1) + "T" + start.group(2) : "",
            zone),
        ImportedBudget.OCCURRENCES,
        null,
        null);
  }

  /** The budget of one objective, which says how its slices are judged. */
  ImportedBudget of(Source objective, String method, ImportedBudget period) {
    Source window = objective.field("timeSliceWindow");
    Source target = objective.field("timeSliceTarget");
    if (method.equals(ImportedBudget.OCCURRENCES) && !window.isMissing()) {
      notes.leaveOut(window, "Occurrences has no slices");
    }
    if (!method.equals(ImportedBudget.TIMESLICES) && !target.isMissing()) {
      notes.leaveOut(target, "only Timeslices judges slices by a target");
    }
    if (method.equals(ImportedBudget.OCCURRENCES)) {
      return period;
    }
    return period.slices(
        method,
        Spans.period(window, window.text(), notes),
        method.equals(ImportedBudget.TIMESLICES) ? Spans.ratio(target, 0, notes) : null);
  }
}
