package dev.homeostat.pid.law;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** Whole quanta are those of the definition, to the last bit, however they are found. */
class QuantumPropertyTest {

  /** The definition: the multiple of a division, with 9 digits for what a sum loses. */
  private static double expected(double value, double quantum, Rounding rounding) {
    double multiple = value / quantum;
    double nearest = Math.rint(multiple);
    boolean whole = Math.abs(multiple - nearest) < 1e-9 * Math.max(1, Math.abs(nearest));
    double rounded =
        rounding == Rounding.NEAREST || whole
            ? nearest
            : rounding == Rounding.DOWN ? Math.floor(multiple) : Math.ceil(multiple);
    return rounded * quantum;
  }

  private static Pid law(double quantum, Rounding rounding) {
    return new Pid(
        PidSettings.of(
            PidGains.Isa.pi(1, 1),
            Action.REVERSE,
            OutputLimits.within(-1e300, 1e300).withQuantum(quantum, rounding)));
  }

  private static void check(double value, double quantum) {
    for (Rounding rounding : Rounding.values()) {
      assertThat(Double.doubleToRawLongBits(law(quantum, rounding).quantised(value)))
          .as("%s in quanta of %s, %s", value, quantum, rounding)
          .isEqualTo(Double.doubleToRawLongBits(expected(value, quantum, rounding)));
    }
  }

  @Property(tries = 2_000)
  void quantised_powerOfTwo_isThatOfTheDefinition(
      @ForAll @Scale(9) @DoubleRange(min = -1e7, max = 1e7) double value,
      @ForAll @IntRange(min = -20, max = 10) int exponent) {
    check(value, Math.scalb(1.0, exponent));
  }

  @Property(tries = 2_000)
  void quantised_anyQuantum_isThatOfTheDefinition(
      @ForAll @Scale(9) @DoubleRange(min = -1e7, max = 1e7) double value,
      @ForAll @Scale(3) @DoubleRange(min = 1e-3, max = 1e3) double quantum) {
    check(value, quantum);
  }

  @Test
  void quantised_edges_areThoseOfTheDefinition() {
    for (double quantum : new double[] {0.1, 0.25, 1, 3, 5, 1024}) {
      for (double value : new double[] {0, -0.0, 0.3, -0.3, 0.1 + 0.2, 0.5, 1.5, -2.5, 1e14, 7}) {
        check(value, quantum);
        check(Math.nextUp(value), quantum);
        check(Math.nextDown(value), quantum);
        check(Math.rint(value) * quantum, quantum);
        check(Math.rint(value) * quantum - 1e-10 * quantum, quantum);
        check(Math.rint(value) * quantum - 0.01 * quantum, quantum);
      }
    }
  }
}
