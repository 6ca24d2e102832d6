package dev.homeostat.slo.budget;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * Periods of a calendar, one after the other, as OpenSLO declares them: a start, a time zone and a
 * length.
 *
 * @param start when the first one starts; there are periods before it, too
 * @param zone whose days they are
 * @param count how many units a period has, 1 or more; a quarter is three months
 * @param unit days, weeks, months or years
 */
public record CalendarSchedule(LocalDateTime start, ZoneId zone, int count, ChronoUnit unit)
    implements BudgetSchedule {

  private static final long DAY_MILLIS = 86_400_000;
  private static final Set<ChronoUnit> UNITS =
      Set.of(ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS, ChronoUnit.YEARS);

  public CalendarSchedule {
    if (count < 1 || !UNITS.contains(unit)) {
      throw new IllegalArgumentException(
          "a calendar period is of 1 or more days, weeks, months or years: " + count + " " + unit);
    }
  }

  @Override
  public BudgetPeriod.Calendar at(long millis) {
    LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
    long index = unit.between(start, local) / count;
    // Before the first start the division rounds up, and a clock change can move a start.
    while (startMillis(index) > millis) {
      index--;
    }
    while (startMillis(index + 1) <= millis) {
      index++;
    }
    return new BudgetPeriod.Calendar(startMillis(index), startMillis(index + 1));
  }

  @Override
  public long nominalMillis() {
    long days =
        switch (unit) {
          case DAYS -> 1;
          case WEEKS -> 7;
          case MONTHS -> 30;
          default -> 365;
        };
    return count * days * DAY_MILLIS;
  }

  /** Counted from the first start, so that the 31st does not become the 28th for ever. */
  private long startMillis(long index) {
    return start.plus(index * count, unit).atZone(zone).toInstant().toEpochMilli();
  }
}
