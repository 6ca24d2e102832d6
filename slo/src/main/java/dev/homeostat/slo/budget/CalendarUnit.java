package dev.homeostat.slo.budget;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Of what a calendar period has one or more. */
public enum CalendarUnit {
  DAY(ChronoUnit.DAYS, 1),
  WEEK(ChronoUnit.WEEKS, 1),
  MONTH(ChronoUnit.MONTHS, 1),
  QUARTER(ChronoUnit.MONTHS, 3),
  YEAR(ChronoUnit.YEARS, 1);

  private final ChronoUnit unit;
  private final int units;

  CalendarUnit(ChronoUnit unit, int units) {
    this.unit = unit;
    this.units = units;
  }

  /**
   * Periods of so many of it.
   *
   * @param start when one of them starts
   * @param zone whose days they are
   * @param count 1 or more
   */
  public CalendarSchedule schedule(LocalDateTime start, ZoneId zone, int count) {
    return new CalendarSchedule(start, zone, count * units, unit);
  }
}
