package dev.homeostat.slo.cost;

import static dev.homeostat.slo.Guarantee.EVENTUAL;
import static dev.homeostat.slo.Guarantee.SERIALIZABLE;
import static dev.homeostat.slo.Guarantee.SNAPSHOT_ISOLATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostModelTest {

  /** The issue: 0.0001 x $10,550 x 36.5 billion a year = $38.5 billion; exactly 38,507,500,000. */
  @Test
  void of_wrongAnswersOfAYear_is38Billion() {
    CostModel model = new CostModel(10_550, 0, Map.of());

    assertThat(model.of(new GuaranteeOption(EVENTUAL, 0.0001, 0), 36.5e9))
        .extracting(GuaranteeCost::wrongness, GuaranteeCost::coordination)
        .satisfies(
            cost -> assertThat((double) cost.get(0)).isCloseTo(38_507_500_000.0, within(0.01)),
            cost -> assertThat(cost.get(1)).isEqualTo(0.0));
  }

  /** The issue: 90 ms x 1,000,000/s x 86,400 s x $0.01/s = $77.76 million a day. */
  @Test
  void of_coordinationOfADay_is77_76Million() {
    CostModel model = new CostModel(0, 0.01, Map.of());
    GuaranteeCost cost = model.of(new GuaranteeOption(SERIALIZABLE, 0, 90), 1e6 * 86_400);

    assertThat(cost.coordination()).isCloseTo(77_760_000, within(0.01));
    assertThat(cost.total()).isEqualTo(cost.coordination());
  }

  /** Wrong answers 1000, 100 and 0; coordination 0, 200 and 2000: the middle is the least. */
  @Test
  void cheapest_betweenWrongnessAndCoordination_isTheLeastTotal() {
    CostModel model = new CostModel(10, 0.02, Map.of());
    List<GuaranteeOption> options =
        List.of(
            new GuaranteeOption(SERIALIZABLE, 0, 100),
            new GuaranteeOption(SNAPSHOT_ISOLATION, 0.00001, 10),
            new GuaranteeOption(EVENTUAL, 0.0001, 0));
    GuaranteeCost cheapest = model.cheapest(options, 1e6);

    assertThat(cheapest.guarantee()).isEqualTo(SNAPSHOT_ISOLATION);
    assertThat(cheapest.wrongness()).isCloseTo(100, within(1e-9));
    assertThat(cheapest.coordination()).isCloseTo(200, within(1e-9));
    assertThat(cheapest.total()).isCloseTo(300, within(1e-9));
  }

  @Test
  void cheapest_wrongAnswersGetDearer_isAStrongerOne() {
    List<GuaranteeOption> options =
        List.of(
            new GuaranteeOption(EVENTUAL, 0.0001, 0), new GuaranteeOption(SERIALIZABLE, 0, 100));

    assertThat(new CostModel(10, 0.02, Map.of()).cheapest(options, 1).guarantee())
        .isEqualTo(EVENTUAL);
    assertThat(new CostModel(100, 0.02, Map.of()).cheapest(options, 1).guarantee())
        .isEqualTo(SERIALIZABLE);
  }

  @Test
  void cheapest_equals_isTheStrongest() {
    CostModel free = new CostModel(0, 0, Map.of());
    GuaranteeOption weak = new GuaranteeOption(EVENTUAL, 1, 0);
    GuaranteeOption strong = new GuaranteeOption(SERIALIZABLE, 0, 100);

    assertThat(free.cheapest(List.of(weak, strong), 1).guarantee()).isEqualTo(SERIALIZABLE);
    assertThat(free.cheapest(List.of(strong, weak), 1).guarantee()).isEqualTo(SERIALIZABLE);
  }

  @Test
  void cheapest_nothingToChooseFrom_isRefused() {
    CostModel model = new CostModel(1, 1, Map.of());

    assertThatIllegalArgumentException().isThrownBy(() -> model.cheapest(List.of(), 1));
  }

  @Test
  void ofMode_tenMinutes_isTenTimesTheMinute() {
    CostModel model = new CostModel(0, 0, Map.of("Degraded", 12.5, "Floor", 40.0));

    assertThat(model.ofMode("Degraded", 600_000)).isEqualTo(125);
    assertThat(model.ofMode("Floor", 90_000)).isEqualTo(60);
  }

  @Test
  void ofMode_withoutAPrice_isRefused() {
    CostModel model = new CostModel(0, 0, Map.of("Degraded", 12.5));

    assertThatIllegalArgumentException().isThrownBy(() -> model.ofMode("Floor", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> model.ofMode("Degraded", -1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void constructor_noPrice_isRefused(double price) {
    assertThatIllegalArgumentException().isThrownBy(() -> new CostModel(price, 1, Map.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new CostModel(1, price, Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CostModel(1, 1, Map.of("Floor", price)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void of_noVolume_isRefused(double volume) {
    CostModel model = new CostModel(1, 1, Map.of());
    GuaranteeOption option = new GuaranteeOption(EVENTUAL, 0.1, 1);

    assertThatIllegalArgumentException().isThrownBy(() -> model.of(option, volume));
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 1", "1.1, 1", "NaN, 1", "0.1, -1", "0.1, NaN", "0.1, Infinity"})
  void option_outOfRange_isRefused(double probability, double millis) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GuaranteeOption(EVENTUAL, probability, millis));
  }
}
