package dev.homeostat.sim.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparedTest {

  /** Mean 3, variance 2.5, so the half width is 1.96 sqrt(2.5 / 5) = 1.3859. */
  @Test
  void interval_values_isTheirMeanAndItsConfidence() {
    Compared.Interval interval = Compared.Interval.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));

    assertThat(interval.mean()).isEqualTo(3);
    assertThat(interval.low()).isCloseTo(3 - 1.3859, within(1e-4));
    assertThat(interval.high()).isCloseTo(3 + 1.3859, within(1e-4));
  }

  @Test
  void interval_singleValue_isThatValue() {
    assertThat(Compared.Interval.of(List.of(0.5))).isEqualTo(new Compared.Interval(0.5, 0.5, 0.5));
  }
}
