package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnobLimitsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1",
    "NaN, 1, 0, 1",
    "0, NaN, 0, 1",
    "0, 1, -1, 1",
    "0, 1, 0, 0",
    "0, 1, 0, -1",
    "0, 1, 0, NaN"
  })
  void constructor_outOfRange_isRefused(double min, double max, long ramp, double slew) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KnobLimits(min, max, SaferDirection.LOWER, ramp, slew));
  }

  @Test
  void constructor_singleValue_isAccepted() {
    assertThat(new KnobLimits(3, 3, SaferDirection.HIGHER, 0, 1).clamp(4)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "5, 5", "10, 10", "11, 10"})
  void clamp_anyValue_staysInside(double value, double clamped) {
    KnobLimits limits = new KnobLimits(0, 10, SaferDirection.LOWER, 0, 1);
    assertThat(limits.clamp(value)).isEqualTo(clamped);
  }
}
