package dev.homeostat.slo.budget;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MONTHS;
import static java.time.temporal.ChronoUnit.WEEKS;
import static java.time.temporal.ChronoUnit.YEARS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarScheduleTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    "2026-01-15T00:00:00Z, 31",
    "2026-02-01T00:00:00Z, 28",
    "2028-02-29T23:59:59Z, 29",
    "2026-04-30T23:59:59Z, 30",
    "2019-12-31T12:00:00Z, 31",
  })
  void at_month_hasItsActualLength(String time, int days) {
    CalendarSchedule months = schedule("2026-01-01T00:00:00", UTC, 1, MONTHS);

    assertThat(at(months, time).lengthMillis()).isEqualTo(Duration.ofDays(days).toMillis());
  }

  @Test
  void at_lastMillisecondAndFirst_areOfTwoPeriods() {
    CalendarSchedule months = schedule("2026-01-01T00:00:00", UTC, 1, MONTHS);
    long february = millis("2026-02-01T00:00:00Z");

    assertThat(months.at(february - 1).toMillis()).isEqualTo(february);
    assertThat(months.at(february).fromMillis()).isEqualTo(february);
  }

  @Test
  void at_quarter_isThreeMonths() {
    assertThat(at(schedule("2026-01-01T00:00:00", UTC, 3, MONTHS), "2026-05-20T00:00:00Z"))
        .isEqualTo(
            new BudgetPeriod.Calendar(
                millis("2026-04-01T00:00:00Z"), millis("2026-07-01T00:00:00Z")));
  }

  @Test
  void at_beforeTheFirstStart_isAPeriodToo() {
    assertThat(at(schedule("2026-01-01T00:00:00", UTC, 1, YEARS), "2024-06-01T00:00:00Z"))
        .isEqualTo(
            new BudgetPeriod.Calendar(
                millis("2024-01-01T00:00:00Z"), millis("2025-01-01T00:00:00Z")));
  }

  /** From the 31st of January on: to the last of February, and then to the 31st again. */
  @Test
  void at_startOnThe31st_returnsToThe31st() {
    CalendarSchedule months = schedule("2026-01-31T00:00:00", UTC, 1, MONTHS);

    assertThat(at(months, "2026-03-15T00:00:00Z"))
        .isEqualTo(
            new BudgetPeriod.Calendar(
                millis("2026-02-28T00:00:00Z"), millis("2026-03-31T00:00:00Z")));
  }

  /** OpenSLO's example: weeks from 2022-01-01 12:00:00 on, in America/New_York. */
  @Test
  void at_weekOfTheExample_startsAtNoonInNewYork() {
    CalendarSchedule weeks = schedule("2022-01-01T12:00:00", NEW_YORK, 1, WEEKS);

    assertThat(at(weeks, "2022-01-08T16:59:59Z").fromMillis())
        .isEqualTo(millis("2022-01-01T17:00:00Z"));
    assertThat(at(weeks, "2022-01-08T17:00:00Z").fromMillis())
        .isEqualTo(millis("2022-01-08T17:00:00Z"));
  }

  /** Clocks go forwards on 2026-03-08 and backwards on 2026-11-01 in New York. */
  @Test
  void at_dayOfAClockChange_has23Or25Hours() {
    CalendarSchedule days = schedule("2026-01-01T00:00:00", NEW_YORK, 1, DAYS);

    assertThat(at(days, "2026-03-08T12:00:00Z").lengthMillis())
        .isEqualTo(Duration.ofHours(23).toMillis());
    assertThat(at(days, "2026-11-01T12:00:00Z").lengthMillis())
        .isEqualTo(Duration.ofHours(25).toMillis());
  }

  @Test
  void constructor_noCalendarUnit_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule("2026-01-01T00:00:00", UTC, 1, HOURS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule("2026-01-01T00:00:00", UTC, 0, DAYS));
  }

  private static CalendarSchedule schedule(String start, ZoneId zone, int count, ChronoUnit unit) {
    return new CalendarSchedule(LocalDateTime.parse(start), zone, count, unit);
  }

  private static BudgetPeriod.Calendar at(CalendarSchedule schedule, String time) {
    return schedule.at(millis(time));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
