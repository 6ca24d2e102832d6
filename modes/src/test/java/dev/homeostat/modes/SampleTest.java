package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  @ParameterizedTest
  @CsvSource({"0, true", "-3.5, true", "NaN, false", "Infinity, false", "-Infinity, false"})
  void present_value_isPresentWhereFinite(double value, boolean present) {
    assertThat(new Sample(value, 1, 0).present()).isEqualTo(present);
  }

  @Test
  void missing_isNotPresent() {
    assertThat(Sample.MISSING.present()).isFalse();
  }
}
