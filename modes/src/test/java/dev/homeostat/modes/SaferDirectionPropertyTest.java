package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class SaferDirectionPropertyTest {

  @Property(tries = 300)
  void round_anyValue_isAMultipleOnTheSaferSide(
      @ForAll SaferDirection direction,
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
      @ForAll("quanta") double quantum) {
    double rounded = direction.round(value, quantum);

    double multiple = rounded / quantum;
    assertThat(Math.abs(multiple - Math.rint(multiple))).isLessThan(1e-3);
    assertThat(direction.isRiskier(value, rounded) ? Math.abs(rounded - value) / quantum : 0)
        .isLessThanOrEqualTo(1e-3);
    assertThat(Math.abs(rounded - value)).isLessThan(quantum * (1 + 1e-3));
  }

  @Property(tries = 300)
  void round_sumOfQuanta_isThatMultiple(
      @ForAll SaferDirection direction, @ForAll("quanta") double quantum) {
    double sum = 0;
    for (int count = 1; count <= 200; count++) {
      sum += quantum;

      assertThat(direction.round(sum, quantum)).isEqualTo(count * quantum);
    }
  }

  @Provide
  Arbitrary<Double> quanta() {
    return Arbitraries.of(0.001, 0.01, 0.1, 0.25, 0.3, 0.7, 1.0, 1_000.0);
  }
}
