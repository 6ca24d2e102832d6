package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StayTest {

  @ParameterizedTest
  @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
  void constructor_negativeTime_isRefused(long dwell, long cooldown, long longest) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Stay(dwell, cooldown, longest));
  }

  @Test
  void stay_eachMode_isItsOwnAndTargetHasNone() {
    Stay degraded = new Stay(1, 0, 0);
    Stay floor = new Stay(2, 0, 0);
    Stay recovery = new Stay(3, 0, 0);
    ModePolicy policy = Policies.full(List.of(degraded, floor, recovery), BackOff.NONE);

    assertThat(policy.stay(Mode.DEGRADED)).isEqualTo(degraded);
    assertThat(policy.stay(Mode.FLOOR)).isEqualTo(floor);
    assertThat(policy.stay(Mode.RECOVERY)).isEqualTo(recovery);
    assertThat(policy.stay(Mode.TARGET)).isEqualTo(Stay.NONE);
  }

  /** Section 2.2 of the design: {@code maxTimeInMode} never climbs by itself. */
  @Test
  void step_longestStayExceeded_movesNothing() {
    Stay short10s = new Stay(0, 0, 10_000);
    ModePolicy policy = Policies.full(List.of(short10s, short10s, short10s), BackOff.NONE);

    for (Mode mode : Mode.values()) {
      Scenario scenario = new Scenario(mode, policy);
      double band = Scenario.BAND;
      assertThat(scenario.ticks(1_000, band, band, band)).isEmpty();
    }
  }
}
