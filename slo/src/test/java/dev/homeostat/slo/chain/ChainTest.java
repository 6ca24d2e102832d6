package dev.homeostat.slo.chain;

import static dev.homeostat.slo.chain.Chains.FAN_OUT;
import static dev.homeostat.slo.chain.Chains.REDUNDANT;
import static dev.homeostat.slo.chain.Chains.SERIAL;
import static dev.homeostat.slo.chain.Chains.chain;
import static dev.homeostat.slo.chain.Chains.checkout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

  /** 0.999^5 = 0.995009990004999, by the binomial: 1 - 5e-3 + 10e-6 - 10e-9 + 5e-12 - 1e-15. */
  @Test
  void availability_fiveOfThreeNinesInSeries_is99501Percent() {
    assertThat(nInSeries(5, 0.99).declaredAvailability())
        .isCloseTo(0.995009990004999, within(1e-15));
  }

  @Test
  void availability_fanOut_isThatOfTheSeries() {
    Chain fan =
        chain(
            0.9,
            List.of(Service.of("a", 0.9), Service.of("b", 0.8)),
            Stage.of("all", FAN_OUT, "a", "b"));

    assertThat(fan.declaredAvailability()).isCloseTo(0.72, within(1e-15));
  }

  /** 1 - 0.01 * 0.01. */
  @Test
  void availability_twoBranchesOfTwoNinesWithNothingShared_isFourNines() {
    assertThat(pair(REDUNDANT, 0.99, 0.99).declaredAvailability()).isCloseTo(0.9999, within(1e-15));
  }

  /** 0.995 * (1 - 0.1 * 0.2). */
  @Test
  void availability_branchesThatShareSomething_isLimitedByIt() {
    assertThat(pair(Chains.redundant(0.995, "a"), 0.9, 0.8).declaredAvailability())
        .isCloseTo(0.995 * 0.98, within(1e-15));
  }

  /** 0.999 * (1 - 0.01 * 0.02) * 0.995. */
  @Test
  void availability_stagesInStages_compose() {
    assertThat(checkout().declaredAvailability()).isCloseTo(0.999 * 0.9998 * 0.995, within(1e-15));
  }

  @Test
  void availability_oneServiceAlone_isItsOwn() {
    assertThat(chain(0.9, List.of(Service.of("a", 0.95))).availability(0.7))
        .isCloseTo(0.7, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void availability_noRatio_isRefused(double availability) {
    Chain chain = pair(REDUNDANT, 0.9, 0.9);

    assertThatIllegalArgumentException().isThrownBy(() -> chain.availability(0.9, availability));
  }

  @Test
  void availability_valueForTooFewServices_isRefused() {
    Chain chain = pair(REDUNDANT, 0.9, 0.9);

    assertThatIllegalArgumentException().isThrownBy(() -> chain.availability(0.9));
  }

  @Test
  void independenceAssumedIn_nothingDeclared_namesTheStage() {
    assertThat(checkout().independenceAssumedIn()).containsExactly("payment");
    assertThat(pair(Chains.redundant(1, "a"), 0.9, 0.9).independenceAssumedIn()).isEmpty();
    assertThat(nInSeries(2, 0.9).independenceAssumedIn()).isEmpty();
  }

  /** The cube root of 0.999 is 0.999666555...: by the series 1 - x/3 - x^2/9 with x = 1e-3. */
  @Test
  void requiredPerService_threeNinesOverThree_is99967Percent() {
    assertThat(nInSeries(3, 0.999).requiredPerService())
        .isCloseTo(1 - 1e-3 / 3 - 1e-6 / 9, within(1e-10));
  }

  @Test
  void objectiveReachable_justBelowAndJustAboveTheProduct_differs() {
    assertThat(nInSeries(5, 0.99500).objectiveReachable()).isTrue();
    assertThat(nInSeries(5, 0.99502).objectiveReachable()).isFalse();
  }

  @Test
  void indexOf_aService_isItsPlaceInTheDeclaration() {
    assertThat(checkout().indexOf("ledger")).isEqualTo(3);
    assertThat(checkout().indexOf("payment")).isEqualTo(-1);
  }

  /** scenarios.md, retry storm: 1000/s, and four resends make five attempts. */
  @Test
  void metastability_fiveAttemptsAtAThousandASecond_isVulnerableAbove200() {
    Metastability storm = retrying(5, 1000);

    assertThat(storm.vulnerableAbovePerSecond()).isEqualTo(200);
    assertThat(storm.margin(200)).isZero();
    assertThat(storm.margin(150)).isEqualTo(0.25);
    assertThat(storm.margin(750)).isNegative();
  }

  /** The same table: at 750 a second R = 0 recovers, R = 1 never does. */
  @Test
  void metastability_retryStormAt750_isSafeOnlyWithoutResends() {
    assertThat(retrying(1, 1000).margin(750)).isPositive();
    assertThat(retrying(2, 1000).margin(750)).isNegative();
  }

  @Test
  void metastability_severalServices_isThatOfTheFirstToFail() {
    Chain chain =
        chain(
            0.9,
            List.of(
                Service.of("a", 0.9),
                new Service("b", 0.9, null, null, new RetryLoad(2, 1000)),
                new Service("c", 0.9, null, null, new RetryLoad(3, 900))),
            Stage.of("all", SERIAL, "a", "b", "c"));

    assertThat(chain.metastability()).isEqualTo(new Metastability(2, 300));
  }

  @Test
  void metastability_nothingDeclared_isUnknown() {
    assertThat(checkout().metastability()).isNull();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void margin_noLoad_isRefused(double load) {
    Metastability storm = retrying(5, 1000);

    assertThatIllegalArgumentException().isThrownBy(() -> storm.margin(load));
  }

  private static Metastability retrying(double attempts, double capacityPerSecond) {
    RetryLoad load = new RetryLoad(attempts, capacityPerSecond);
    Metastability metastability =
        chain(0.9, List.of(new Service("a", 0.9, null, null, load))).metastability();
    assertThat(metastability).isNotNull();
    return metastability;
  }

  private static Chain nInSeries(int services, double objective) {
    List<Service> declared =
        IntStream.range(0, services).mapToObj(i -> Service.of("s" + i, 0.999)).toList();
    String[] names = declared.stream().map(Service::name).toArray(String[]::new);
    return chain(objective, declared, Stage.of("all", SERIAL, names));
  }

  private static Chain pair(Compose compose, double one, double other) {
    return chain(
        0.9,
        List.of(Service.of("a", one), Service.of("b", other)),
        Stage.of("all", compose, "a", "b"));
  }
}
