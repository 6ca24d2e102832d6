package dev.homeostat.engine.rules;

import dev.homeostat.crds.ChainCalendar;
import dev.homeostat.crds.SLOChainSpec;
import dev.homeostat.slo.budget.BudgetMethod;
import dev.homeostat.slo.budget.BudgetSchedule;
import dev.homeostat.slo.budget.CalendarSchedule;
import dev.homeostat.slo.budget.CalendarUnit;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes what the budget of an SLOChain is for, and what it counts. */
final class BudgetReader {

  private static final long MINUTE_MILLIS = 60_000;
  private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
  private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
  private static final long LONGEST_CALENDAR_MILLIS = 366 * DAY_MILLIS;

  /** A rule adds up so many samples at most: a month in slices of a minute. */
  private static final long MOST_SLICES = 50_000;

  private static final Pattern START =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]{0,63}");
  private static final BudgetSchedule USUAL = new BudgetSchedule.Rolling(30 * DAY_MILLIS);

  private final ChainSpecReader reader;
  private final SLOChainSpec spec;

  private BudgetReader(ChainSpecReader reader, SLOChainSpec spec) {
    this.reader = reader;
    this.spec = spec;
  }

  static ChainBudget read(ChainSpecReader reader, SLOChainSpec spec) {
    return new BudgetReader(reader, spec).read();
  }

  private ChainBudget read() {
    BudgetSchedule schedule = schedule();
    BudgetMethod method = method();
    if (method.sliceMillis() > 0 && schedule.nominalMillis() % method.sliceMillis() != 0) {
      reader.invalid("spec.period", "expected a whole number of slices, found " + spec.period());
    }
    long slices = method.sliceMillis() == 0 ? 0 : schedule.nominalMillis() / method.sliceMillis();
    if (slices > MOST_SLICES) {
      reader.invalid(
          "spec.timeSliceWindow",
          "expected at most %d slices a period, found %d; declare longer slices or a shorter period"
              .formatted(MOST_SLICES, slices));
    }
    return new ChainBudget(schedule, method);
  }

  private BudgetSchedule schedule() {
    ChainCalendar calendar = spec.calendar();
    if (calendar != null && spec.period() != null) {
      reader.invalid("spec.calendar", "expected period or calendar, found both; remove one");
    }
    if (calendar != null) {
      return calendar(calendar);
    }
    long millis = reader.durationMillis("spec.period", spec.period(), USUAL.nominalMillis());
    if (millis < HOUR_MILLIS) {
      reader.invalid(
          "spec.period",
          "expected 1h or more, since events are counted in slots of 5 minutes, found "
              + spec.period());
    }
    return new BudgetSchedule.Rolling(millis);
  }

  private BudgetSchedule calendar(ChainCalendar calendar) {
    String path = "spec.calendar";
    long count = calendar.count() == null ? 1 : calendar.count();
    CalendarUnit unit = unit(path + ".unit", calendar.unit());
    LocalDateTime start = start(path + ".start", calendar.start());
    ZoneId zone = zone(path + ".timeZone", calendar.timeZone());
    if (count < 1 || count > 90) {
      reader.invalid(path + ".count", "expected 1 to 90, found " + count);
      count = 1;
    }
    if (start == null || zone == null || unit == null) {
      return USUAL;
    }
    CalendarSchedule schedule = unit.schedule(start, zone, (int) count);
    if (schedule.nominalMillis() > LONGEST_CALENDAR_MILLIS) {
      reader.invalid(path + ".count", "expected a period of at most a year, found " + count);
      return USUAL;
    }
    return schedule;
  }

  private @Nullable CalendarUnit unit(String path, @Nullable String text) {
    CalendarUnit unit =
        switch (Objects.requireNonNullElse(text, "none")) {
          case "Day" -> CalendarUnit.DAY;
          case "Week" -> CalendarUnit.WEEK;
          case "Month" -> CalendarUnit.MONTH;
          case "Quarter" -> CalendarUnit.QUARTER;
          case "Year" -> CalendarUnit.YEAR;
          default -> null;
        };
    if (unit == null) {
      reader.invalid(
          path,
          "expected Day, Week, Month, Quarter or Year, found "
              + Objects.requireNonNullElse(text, "none"));
    }
    return unit;
  }

  private @Nullable LocalDateTime start(String path, @Nullable String text) {
    try {
      if (text != null && START.matcher(text).matches()) {
        return LocalDateTime.parse(text);
      }
    } catch (DateTimeException e) {
      // Such as the 30th of February; told below like any other text that is no time.
    }
    reader.invalid(
        path,
        "expected a local time such as 2026-01-01T00:00:00, found "
            + Objects.requireNonNullElse(text, "none"));
    return null;
  }

  private @Nullable ZoneId zone(String path, @Nullable String text) {
    try {
      if (text != null && ZONE.matcher(text).matches()) {
        return ZoneId.of(text);
      }
    } catch (DateTimeException e) {
      // A name that the time zone data does not have; told below.
    }
    reader.invalid(
        path,
        "expected a time zone such as Europe/Berlin or UTC, found "
            + Objects.requireNonNullElse(text, "none"));
    return null;
  }

  private BudgetMethod method() {
    String method = Objects.requireNonNullElse(spec.budgetingMethod(), "Occurrences");
    boolean timeslices = method.equals("Timeslices");
    boolean slices = timeslices || method.equals("RatioTimeslices");
    if (!slices && !method.equals("Occurrences")) {
      reader.invalid(
          "spec.budgetingMethod",
          "expected Occurrences, Timeslices or RatioTimeslices, found " + method);
    }
    if (!timeslices && spec.timeSliceTarget() != null) {
      reader.invalid(
          "spec.timeSliceTarget", "expected none, since only Timeslices judges slices by a target");
    }
    if (!slices) {
      if (spec.timeSliceWindow() != null) {
        reader.invalid("spec.timeSliceWindow", "expected none, since " + method + " has no slices");
      }
      return new BudgetMethod.Occurrences();
    }
    long millis = sliceMillis();
    return timeslices
        ? new BudgetMethod.Timeslices(
            reader.ratio("spec.timeSliceTarget", spec.timeSliceTarget()), millis)
        : new BudgetMethod.RatioTimeslices(millis);
  }

  /** Shorter ones would hold too few scrapes; an hour is a whole number of them, so windows are. */
  private long sliceMillis() {
    String text = spec.timeSliceWindow();
    long millis = reader.durationMillis("spec.timeSliceWindow", text, MINUTE_MILLIS);
    boolean whole = millis > 0 && HOUR_MILLIS % millis == 0 && millis % 1_000 == 0;
    if (text == null || millis < MINUTE_MILLIS || !whole) {
      reader.invalid(
          "spec.timeSliceWindow",
          "expected slices of 1m to 1h of which an hour holds a whole number, such as 1m or 5m,"
              + " found "
              + Objects.requireNonNullElse(text, "none"));
      return MINUTE_MILLIS;
    }
    return millis;
  }
}
