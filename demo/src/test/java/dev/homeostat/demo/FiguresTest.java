package dev.homeostat.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final int FAULT = 10;

  /** 100 arrivals a second; how many succeed is 100 but for the seconds named. */
  private static Figures.Load load(int seconds, long succeeding, int from, int to) {
    List<Long> succeeded = new ArrayList<>(Collections.nCopies(seconds, 100L));
    for (int second = from; second < to; second++) {
      succeeded.set(second, succeeding);
    }
    return new Figures.Load(Collections.nCopies(seconds, 100L), succeeded, List.of(), 1, 0);
  }

  private static Integer recovery(Figures.Load load) {
    return Figures.recoverySeconds(load, FAULT);
  }

  @Test
  void recovery_badSeconds_endsWithTheFirstWindowThatStaysWell() {
    // A window that begins at 19 still holds the bad second 19, and is at 80 %.
    assertThat(recovery(load(60, 0, 12, 20))).isEqualTo(20 - FAULT);
  }

  @Test
  void recovery_exactlyTheShare_isWell() {
    assertThat(recovery(load(60, 95, 10, 60))).isZero();
    assertThat(recovery(load(60, 94, 10, 60))).isNull();
  }

  @Test
  void recovery_lapseWithinItsTime_countsAnew() {
    Figures.Load load = load(60, 0, 10, 14);
    List<Long> succeeded = new ArrayList<>(load.succeeded());
    succeeded.set(28, 0L);
    Figures.Load lapsed = new Figures.Load(load.arrived(), succeeded, List.of(), 1, 0);

    assertThat(recovery(load)).isEqualTo(14 - FAULT);
    assertThat(recovery(lapsed)).isEqualTo(29 - FAULT);
  }

  @Test
  void recovery_lapseAfterItsTime_isNoMoreOfThisIncident() {
    Figures.Load load = load(60, 0, 10, 14);
    List<Long> succeeded = new ArrayList<>(load.succeeded());
    succeeded.set(29, 0L);

    assertThat(recovery(new Figures.Load(load.arrived(), succeeded, List.of(), 1, 0)))
        .isEqualTo(14 - FAULT);
  }

  @Test
  void recovery_runEndsBeforeItLasted_isNever() {
    assertThat(recovery(load(45, 0, 10, 30))).isEqualTo(20);
    assertThat(recovery(load(44, 0, 10, 30))).isNull();
  }

  @Test
  void recovery_collapse_isNever() {
    assertThat(recovery(load(60, 0, 11, 60))).isNull();
  }

  @Test
  void recovery_faultWithoutEffect_isZero() {
    assertThat(recovery(load(60, 0, 0, FAULT))).isZero();
  }

  @Test
  void of_load_countsRequestsForGoodputAndAttemptsForTheBudget() {
    Figures figures =
        Figures.of(
            new Figures.Load(List.of(100L, 100L), List.of(90L, 60L), List.of(), 1_000, 50),
            0.99,
            Timeline.STANDARD,
            7);

    assertThat(figures.goodputRatio()).isEqualTo(0.75);
    assertThat(figures.errors()).isEqualTo(50);
    assertThat(figures.budgetSpentRatio()).isCloseTo(5, within(1e-9));
    assertThat(figures.writes()).isEqualTo(7);
  }

  @Test
  void of_nothingArrived_isNoDivisionByZero() {
    Figures figures =
        Figures.of(
            new Figures.Load(List.of(), List.of(), List.of(), 0, 0), 0.99, Timeline.STANDARD, 0);

    assertThat(figures).isEqualTo(new Figures(0, 0, 0, null, 0));
  }
}
