package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaferDirectionTest {

  @ParameterizedTest
  @CsvSource({
    "LOWER, 1, 2, true",
    "LOWER, 2, 1, false",
    "LOWER, 1, 1, false",
    "HIGHER, 1, 2, false",
    "HIGHER, 2, 1, true",
    "HIGHER, 1, 1, false",
  })
  void isRiskier_twoValues_isTheOneFurtherFromSafety(
      SaferDirection direction, double from, double to, boolean riskier) {
    assertThat(direction.isRiskier(from, to)).isEqualTo(riskier);
  }

  @ParameterizedTest
  @CsvSource({
    "LOWER, 2.9, 1, 2",
    "LOWER, 2.1, 1, 2",
    "LOWER, -2.1, 1, -3",
    "LOWER, 1999, 1000, 1000",
    "LOWER, 0.4, 0.25, 0.25",
    "LOWER, 7, 1, 7",
    "HIGHER, 2.9, 1, 3",
    "HIGHER, 2.1, 1, 3",
    "HIGHER, -2.1, 1, -2",
    "HIGHER, 1001, 1000, 2000",
    "HIGHER, 0.4, 0.25, 0.5",
    "HIGHER, 7, 1, 7",
  })
  void round_anyValue_goesToTheSaferSide(
      SaferDirection direction, double value, double quantum, double rounded) {
    assertThat(direction.round(value, quantum)).isEqualTo(rounded);
  }

  /** {@code 0.1 + 0.2} is 0.30000000000000004, and {@code 0.3 / 0.1} is 2.9999999999999996. */
  @Test
  void round_multipleUpToItsLastBit_staysThatMultiple() {
    assertThat(SaferDirection.HIGHER.round(0.1 + 0.2, 0.1)).isEqualTo(3 * 0.1);
    assertThat(SaferDirection.LOWER.round(0.3, 0.1)).isEqualTo(3 * 0.1);
  }

  /** {@code 1000.1 - 1000.1 * 99 / 100} differs from 10.001 by an error of its large operand. */
  @Test
  void round_percentageOfALargeDistance_staysTheMultipleItStandsFor() {
    double value = 1000.1 - 1000.1 * 99 / 100;

    assertThat(SaferDirection.LOWER.round(value, 0.001)).isCloseTo(10.001, within(1e-9));
    assertThat(SaferDirection.HIGHER.round(value, 0.001)).isCloseTo(10.001, within(1e-9));
  }

  /** A limit in bytes: half a byte is a fraction there as it is anywhere. */
  @ParameterizedTest
  @CsvSource({
    "LOWER, 8589934592.75, 8589934592",
    "HIGHER, 8589934592.25, 8589934593",
    "LOWER, 1000000001.75, 1000000001",
    "HIGHER, 1000000001.25, 1000000002",
  })
  void round_largeValue_goesToTheSaferSide(SaferDirection direction, double value, double rounded) {
    assertThat(direction.round(value, 1)).isEqualTo(rounded);
  }
}
