package dev.homeostat.slo.budget;

import static dev.homeostat.slo.budget.Series.HOUR_MILLIS;
import static dev.homeostat.slo.budget.Series.SLOT_MILLIS;
import static dev.homeostat.slo.budget.Series.START_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.homeostat.slo.CountAnomaly;
import dev.homeostat.slo.EventCounts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountSeriesTest {

  @Test
  void last_window_sumsItsSlotsOnceEach() {
    CountSeries series = new Series().slots(1, 7, 70).slots(11, 1, 10).slots(1, 2, 30).counted();

    assertThat(series.last(HOUR_MILLIS))
        .isEqualTo(new WindowCounts(new EventCounts(13, 140), HOUR_MILLIS, 0, List.of()));
    assertThat(series.last(SLOT_MILLIS).counts()).isEqualTo(new EventCounts(2, 30));
  }

  @Test
  void last_seriesShorterThanTheWindow_tellsItsSpan() {
    assertThat(new Series().slots(3, 1, 10).counted().last(HOUR_MILLIS))
        .isEqualTo(new WindowCounts(new EventCounts(3, 30), 3 * SLOT_MILLIS, 0, List.of()));
  }

  @Test
  void last_slotsMissing_areNoEventsAndAGap() {
    assertThat(new Series().missing(2).slots(1, 1, 10).missing(3).counted().last(HOUR_MILLIS))
        .isEqualTo(
            new WindowCounts(new EventCounts(1, 10), 4 * SLOT_MILLIS, 3 * SLOT_MILLIS, List.of()));
  }

  @Test
  void last_nothingThere_isMissing() {
    assertThat(new Series().missing(12).counted().last(HOUR_MILLIS))
        .isEqualTo(new WindowCounts(EventCounts.MISSING, 0, 0, List.of()));
  }

  @Test
  void last_silence_isNoEventsAndNoGap() {
    assertThat(new Series().slots(12, 0, 0).counted().last(HOUR_MILLIS))
        .isEqualTo(new WindowCounts(EventCounts.NONE, HOUR_MILLIS, 0, List.of()));
  }

  /** The sum would hide a slot that cannot be; so it is left out and named. */
  @Test
  void last_slotThatCannotBe_isLeftOutAndNamed() {
    CountSeries series = new Series().slots(1, 1, 10).slots(1, -3, 10).slots(1, 1, 10).counted();

    assertThat(series.last(3 * SLOT_MILLIS))
        .isEqualTo(
            new WindowCounts(
                new EventCounts(2, 20),
                3 * SLOT_MILLIS,
                SLOT_MILLIS,
                List.of(
                    new SlotAnomaly(
                        START_MILLIS + SLOT_MILLIS,
                        CountAnomaly.MORE_SUCCESSES_THAN_EVENTS,
                        new EventCounts(-3, 10)))));
  }

  /** The source holds it, so the span is no shorter for it. */
  @Test
  void last_firstSlotCannotBe_isPartOfTheSpan() {
    WindowCounts window = new Series().slots(1, 9, 3).slots(1, 1, 10).counted().last(HOUR_MILLIS);

    assertThat(window.counts()).isEqualTo(new EventCounts(1, 10));
    assertThat(window.spanMillis()).isEqualTo(2 * SLOT_MILLIS);
    assertThat(window.gapMillis()).isEqualTo(SLOT_MILLIS);
  }

  /** A slot that starts before the time belongs to what was before. */
  @Test
  void since_aTimeWithinASlot_startsWithTheNext() {
    CountSeries series = new Series().slots(1, 1, 10).slots(2, 2, 20).counted();

    assertThat(series.since(START_MILLIS + 1).counts()).isEqualTo(new EventCounts(4, 40));
    assertThat(series.since(START_MILLIS).counts()).isEqualTo(new EventCounts(5, 50));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -300_000, 60_000, 299_999, 301_000})
  void last_windowThatIsNoMultipleOfTheSlot_isRefused(long windowMillis) {
    CountSeries series = new Series().slots(3, 1, 10).counted();

    assertThatIllegalArgumentException().isThrownBy(() -> series.last(windowMillis));
  }

  @Test
  void constructor_slotWithoutTime_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CountSeries(0, 0, List.of()));
  }
}
