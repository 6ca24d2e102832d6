package dev.homeostat.pid.law;

import static dev.homeostat.pid.law.PidGains.NO_FILTER;
import static dev.homeostat.pid.law.PidGains.NO_INTEGRAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PidGainsTest {

  @Test
  void isa_terms_areProductsOfItsGain() {
    assertThat(new PidGains.Isa(2, 8, 3, 10).terms()).isEqualTo(new PidTerms(2, 0.25, 6, 0.3));
    assertThat(new PidGains.Isa(2, NO_INTEGRAL, 0, NO_FILTER).terms())
        .isEqualTo(new PidTerms(2, 0, 0, 0));
  }

  @Test
  void parallel_terms_areItsGains() {
    assertThat(new PidGains.Parallel(2, 0.25, 6, 10).terms())
        .isEqualTo(new PidTerms(2, 0.25, 6, 0.3));
  }

  /** Astrom and Hagglund, eq. 3.14: K = K'(Ti'+Td')/Ti', Ti = Ti'+Td', Td = Ti'Td'/(Ti'+Td'). */
  @Test
  void series_isa_isTheBooksConversion() {
    PidGains.Isa isa = new PidGains.Series(2, 6, 2, 10).isa();

    assertThat(isa.gain()).isEqualTo(2 * 8.0 / 6, within(1e-12));
    assertThat(isa.integralSeconds()).isEqualTo(8, within(1e-12));
    assertThat(isa.derivativeSeconds()).isEqualTo(1.5, within(1e-12));
  }

  @Test
  void series_withoutIntegral_isTheStandardForm() {
    assertThat(new PidGains.Series(2, NO_INTEGRAL, 3, 10).isa())
        .isEqualTo(new PidGains.Isa(2, NO_INTEGRAL, 3, 10));
  }

  @Test
  void detuned_allForms_sameGains() {
    PidTerms isa = new PidGains.Isa(2, 8, 3, 10).detuned(2).terms();
    PidTerms parallel = new PidGains.Parallel(2, 0.25, 6, 10).detuned(2).terms();

    assertThat(isa).isEqualTo(new PidTerms(1, 1.0 / 16, 3, 0.3)).isEqualTo(parallel);
    assertThat(new PidGains.Series(2, 6, 2, 10).detuned(2))
        .isEqualTo(new PidGains.Series(1, 12, 2, 10));
  }

  @Test
  void trackingTime_default_isTheIntegralTimeOrItsMeanWithTheDerivativeTime() {
    assertThat(PidGains.Isa.pi(2, 8).terms().defaultTrackingSeconds()).isEqualTo(8);
    assertThat(new PidGains.Isa(2, 8, 2, 10).terms().defaultTrackingSeconds())
        .isEqualTo(4, within(1e-12));
    assertThat(new PidGains.Parallel(0, 3, 0, NO_FILTER).terms().defaultTrackingSeconds()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 10, gain",
    "-1, 1, 0, 10, gain",
    "NaN, 1, 0, 10, gain",
    "Infinity, 1, 0, 10, gain",
    "1, 0, 0, 10, integralSeconds",
    "1, -1, 0, 10, integralSeconds",
    "1, NaN, 0, 10, integralSeconds",
    "1, 1, -1, 10, derivativeSeconds",
    "1, 1, NaN, 10, derivativeSeconds",
    "1, 1, Infinity, 10, derivativeSeconds",
    "1, 1, 1, 0, filterFactor",
    "1, 1, 1, NaN, filterFactor"
  })
  void isaAndSeries_unusable_areNamed(
      double gain, double integral, double derivative, double filter, String name) {
    assertThatThrownBy(() -> new PidGains.Isa(gain, integral, derivative, filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
    assertThatThrownBy(() -> new PidGains.Series(gain, integral, derivative, filter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 1, 0, proportional",
    "NaN, 1, 0, proportional",
    "1, -1, 0, integralPerSecond",
    "1, Infinity, 0, integralPerSecond",
    "1, 0, -1, derivativeSeconds",
    "0, 0, 0, one of the gains"
  })
  void parallel_unusable_isNamed(double p, double i, double d, String name) {
    assertThatThrownBy(() -> new PidGains.Parallel(p, i, d, NO_FILTER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void parallel_filterWithoutProportional_isNamed() {
    assertThatThrownBy(() -> new PidGains.Parallel(0, 0, 1, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("filterFactor must be infinite where proportional is 0, found 10.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void detuned_notSlower_isRefused(double factor) {
    assertThatThrownBy(() -> PidGains.Isa.pi(1, 1).detuned(factor))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
