package dev.homeostat.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

  private static boolean isOpen(String cron, String zone, long durationMillis, String now) {
    return new Window("w", cron, ZoneId.of(zone), durationMillis, null)
        .isOpen(Instant.parse(now).toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T01:59:59.999Z, false",
    "2026-11-20T02:00:00Z, true",
    "2026-11-20T03:59:59.999Z, true",
    "2026-11-20T04:00:00Z, false",
  })
  void isOpen_twoHours_fromItsFirstInstantToItsLast(String now, boolean open) {
    assertThat(isOpen("0 2 * * *", "UTC", 7_200_000, now)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-20T02:00:09Z, true", "2026-11-20T02:00:10Z, false"})
  void isOpen_shorterThanAMinute_endsWithinIt(String now, boolean open) {
    assertThat(isOpen("0 2 * * *", "UTC", 10_000, now)).isEqualTo(open);
  }

  /** From Friday 18:00 for 62 hours: until Monday 08:00. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T17:00:00Z, true",
    "2026-11-23T06:59:00Z, true",
    "2026-11-23T07:00:00Z, false",
    "2026-11-20T16:59:00Z, false",
  })
  void isOpen_weekendInZurich_spansDays(String now, boolean open) {
    assertThat(isOpen("0 18 * * 5", "Europe/Zurich", 62 * 3_600_000L, now)).isEqualTo(open);
  }

  /** On 29 March 2026 the clocks of Zurich jump from 02:00 to 03:00. */
  @Test
  void isOpen_hourThatTheClockSkips_isNoError() {
    assertThat(isOpen("30 2 * * *", "Europe/Zurich", 3_600_000, "2026-03-29T00:59:00Z")).isFalse();
    assertThat(isOpen("30 2 * * *", "Europe/Zurich", 3_600_000, "2026-03-29T12:00:00Z")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every day", "61 * * * *", "* * * *", "0 0 30 2 *  x"})
  void constructor_noCron_isRefused(String cron) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Window("w", cron, ZoneId.of("UTC"), 1, null));
  }

  @Test
  void equals_sameTexts_areEqual() {
    assertThat(new Window("w", "0 2 * * *", ZoneId.of("UTC"), 1, null))
        .isEqualTo(new Window("w", "0 2 * * *", ZoneId.of("UTC"), 1, null))
        .hasSameHashCodeAs(new Window("w", "0 2 * * *", ZoneId.of("UTC"), 1, null))
        .isNotEqualTo(new Window("w", "0 3 * * *", ZoneId.of("UTC"), 1, null));
  }

  /** The 30th of February and the 31st of April are valid cron, and would never protect. */
  @ParameterizedTest
  @CsvSource({"0 0 30 2 *, 1", "0 0 31 4 *, 1", "0 0 29 2 *, 0", "0 0 31 4 1, 0"})
  void read_dayThatNeverComes_isRefused(String cron, int problems) {
    SpecReader reader = new SpecReader();
    Window window =
        Window.read(
            reader, "spec.schedules[0]", new Window.Declared("never", cron, null, "1h"), null);

    assertThat(window == null).isEqualTo(problems == 1);
    assertThat(reader.problems()).extracting(Problem::subject).hasSize(problems);
    assertThat(reader.problems())
        .allSatisfy(problem -> assertThat(problem.subject()).isEqualTo("spec.schedules[0].cron"));
  }
}
