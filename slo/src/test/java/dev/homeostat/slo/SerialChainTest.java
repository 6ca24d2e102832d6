package dev.homeostat.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerialChainTest {

  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final SerialChain THREE_NINES = new SerialChain(0.999, 100);

  /** 0.999^5 = 0.995009990004999, by the binomial: 1 - 5e-3 + 10e-6 - 10e-9 + 5e-12 - 1e-15. */
  @Test
  void availability_fiveServicesOfThreeNines_is99501Percent() {
    assertThat(SerialChain.availability(Collections.nCopies(5, 0.999)))
        .isCloseTo(0.995009990004999, within(1e-15));
  }

  @Test
  void availability_noService_isOne() {
    assertThat(SerialChain.availability(List.of())).isEqualTo(1);
  }

  @Test
  void availability_oneServiceDown_isZero() {
    assertThat(SerialChain.availability(List.of(1.0, 0.0, 1.0))).isZero();
  }

  /** Google SRE Workbook, chapter 5, table 5-8: 2 % of 30 days' budget in 1 h is 14.4. */
  @Test
  void burnRate_1_44PercentErrorsAtThreeNines_is14_4() {
    assertThat(measured(THREE_NINES, new EventCounts(144, 10_000))).isCloseTo(14.4, ROUNDING);
  }

  /** The same chapter: a constant burn rate of 1 spends exactly the budget. */
  @Test
  void burnRate_exactlyTheBudget_isOne() {
    assertThat(measured(THREE_NINES, new EventCounts(1, 1_000))).isCloseTo(1, ROUNDING);
  }

  /** All of the errors over a budget of a hundredth. */
  @Test
  void burnRate_totalOutageAtTwoNines_is100() {
    assertThat(measured(new SerialChain(0.99, 1), new EventCounts(50, 50)))
        .isCloseTo(100, ROUNDING);
  }

  @Test
  void burnRate_noErrors_isZero() {
    assertThat(measured(THREE_NINES, new EventCounts(0, 1_000), new EventCounts(0, 500))).isZero();
  }

  /** Of 1 - 0.9 x 0.8 = 0.28 errors, over a budget of 0.1; the sum of the ratios would be 3. */
  @Test
  void burnRate_twoServices_multipliesTheirSuccesses() {
    SerialChain chain = new SerialChain(0.9, 10);

    assertThat(measured(chain, new EventCounts(10, 100), new EventCounts(2, 10)))
        .isCloseTo(2.8, ROUNDING);
  }

  @Test
  void burnRate_oneOfTwoServicesDown_isATotalOutage() {
    assertThat(measured(new SerialChain(0.99, 1), new EventCounts(0, 9_000), new EventCounts(7, 7)))
        .isCloseTo(100, ROUNDING);
  }

  @Test
  void burnRate_enoughEvents_isMeasured() {
    assertThat(THREE_NINES.burnRate(List.of(new EventCounts(0, 100))))
        .isEqualTo(new BurnRate.Measured(0));
  }

  @Test
  void burnRate_tooFewEvents_isLowTraffic() {
    assertThat(THREE_NINES.burnRate(List.of(new EventCounts(99, 99))))
        .isEqualTo(new BurnRate.LowTraffic(0, 99, 100));
  }

  @Test
  void burnRate_silence_isLowTraffic() {
    assertThat(new SerialChain(0.999, 1).burnRate(List.of(new EventCounts(0, 0))))
        .isEqualTo(new BurnRate.LowTraffic(0, 0, 1));
  }

  @Test
  void burnRate_secondServiceTooQuiet_isNamed() {
    assertThat(THREE_NINES.burnRate(List.of(new EventCounts(0, 900), new EventCounts(0, 12))))
        .isEqualTo(new BurnRate.LowTraffic(1, 12, 100));
  }

  @ParameterizedTest
  @CsvSource({
    "101, 100",
    "1, 0",
    "-1, 100",
    "0, -1",
    "-2, -1",
    "NaN, 100",
    "0, NaN",
    "NaN, NaN",
    "Infinity, 100",
    "0, Infinity",
    "Infinity, Infinity",
    "0, -Infinity",
  })
  void burnRate_countsThatCannotBe_isImplausible(double errors, double total) {
    EventCounts impossible = new EventCounts(errors, total);

    assertThat(THREE_NINES.burnRate(List.of(new EventCounts(0, 900), impossible)))
        .isEqualTo(new BurnRate.Implausible(1, impossible));
  }

  @Test
  void burnRate_noService_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> THREE_NINES.burnRate(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "-0.1, 1",
    "1.1, 1",
    "NaN, 1",
    "0.999, 0.99",
    "0.999, 0",
    "0.999, -1",
    "0.999, NaN",
  })
  void constructor_outOfRange_isRefused(double objective, double minEvents) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SerialChain(objective, minEvents));
  }

  @ParameterizedTest
  @CsvSource({"0.000001, 1", "0.999999, 1", "0.5, 1000000"})
  void constructor_insideItsRange_isAccepted(double objective, double minEvents) {
    assertThatCode(() -> new SerialChain(objective, minEvents)).doesNotThrowAnyException();
  }

  private static double measured(SerialChain chain, EventCounts... counts) {
    BurnRate burnRate = chain.burnRate(List.of(counts));
    assertThat(burnRate).isInstanceOf(BurnRate.Measured.class);
    return ((BurnRate.Measured) burnRate).value();
  }
}
