package dev.homeostat.slo.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.slo.CountAnomaly;
import dev.homeostat.slo.EventCounts;
import org.junit.jupiter.api.Test;

class CounterIncreaseTest {

  @Test
  void between_countersThatGrew_isTheDifference() {
    assertThat(CounterIncrease.between(new EventCounts(3, 100), new EventCounts(5, 160)))
        .isEqualTo(new CounterIncrease(new EventCounts(2, 60), null));
  }

  /** Prometheus, increase(): after a reset the value is the increase since then. */
  @Test
  void between_countersThatFell_isWhatTheyShowAndNamed() {
    assertThat(CounterIncrease.between(new EventCounts(30, 1_000), new EventCounts(1, 40)))
        .isEqualTo(new CounterIncrease(new EventCounts(1, 40), CountAnomaly.COUNTER_RESET));
  }

  /** The errors of the new process passed those of the old one: both fell, only one shows it. */
  @Test
  void between_onlyTheTotalFell_isAResetToo() {
    assertThat(CounterIncrease.between(new EventCounts(3, 1_000), new EventCounts(50, 60)))
        .isEqualTo(new CounterIncrease(new EventCounts(47, 60), CountAnomaly.COUNTER_RESET));
  }

  @Test
  void between_moreErrorsThanEvents_isNamed() {
    assertThat(CounterIncrease.between(new EventCounts(0, 0), new EventCounts(5, 4)).anomaly())
        .isEqualTo(CountAnomaly.MORE_ERRORS_THAN_EVENTS);
  }

  @Test
  void between_aLookThatIsMissing_isMissing() {
    EventCounts some = new EventCounts(1, 2);

    assertThat(CounterIncrease.between(EventCounts.MISSING, some).counts().present()).isFalse();
    assertThat(CounterIncrease.between(some, EventCounts.MISSING).counts().present()).isFalse();
  }
}
