package dev.homeostat.slo.chain;

import static dev.homeostat.slo.chain.Chains.REDUNDANT;
import static dev.homeostat.slo.chain.Chains.SERIAL;
import static dev.homeostat.slo.chain.Chains.chain;
import static dev.homeostat.slo.chain.Chains.checkout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Windows of gateway, two redundant payment backends and ledger, at an objective of 0.99. */
class ChainWindowTest {

  private static final Offset<Double> ROUNDING = within(1e-9);
  private static final EventCounts WELL = new EventCounts(0, 1_000);
  private static final EventCounts SILENT = EventCounts.NONE;
  private static final EventCounts FEW = new EventCounts(0, 19);

  /** 1 - 0.9 * (1 - 0.5 * 0.2) * 0.8 = 0.352, over a budget of 0.01. */
  @Test
  void burnRate_allFailSome_composesTheTree() {
    assertThat(measured(failing(100), failing(500), failing(200), failing(200)))
        .isCloseTo(35.2, ROUNDING);
  }

  /** Their sums would compose to 0.03; that 5 of 100 slices were bad is counted of the chain. */
  @Test
  void burnRate_inSlices_isThatOfTheChainsOwn() {
    ChainWindow window = inSlices(WELL, Map.of("gateway", 1.0, "ledger", 2.0, "checkout", 5.0));

    assertThat(((BurnRate.Measured) window.burnRate()).value()).isCloseTo(5, ROUNDING);
    assertThat(((BurnRate.Measured) window.serviceBurnRate(0)).value()).isCloseTo(10, ROUNDING);
    assertThat(window.serviceBurnRate(1)).isEqualTo(new BurnRate.Missing(1));
    assertThat(window.weakest().service()).isEqualTo(3);
  }

  @Test
  void burnRate_inSlices_withoutThoseOfTheChainOrEvents_isNone() {
    assertThat(inSlices(WELL, Map.of("gateway", 1.0)).burnRate())
        .isInstanceOf(BurnRate.Missing.class);
    assertThat(inSlices(FEW, Map.of("gateway", 1.0, "checkout", 5.0)).burnRate())
        .isEqualTo(new BurnRate.LowTraffic(0, 19, 20));
  }

  /** Of 100 slices so many are bad. */
  private static ChainWindow inSlices(EventCounts events, Map<String, Double> bad) {
    Map<String, EventCounts> slices = new HashMap<>();
    bad.forEach((name, count) -> slices.put(name, new EventCounts(count, 100)));
    return checkout().window(List.of(events, events, events, events), 20, slices);
  }

  @Test
  void burnRate_oneOfTwoBranchesDown_isThatOfTheOther() {
    assertThat(measured(WELL, failing(1_000), failing(10), WELL)).isCloseTo(1, ROUNDING);
    assertThat(measured(WELL, failing(1_000), WELL, WELL)).isZero();
  }

  @Test
  void burnRate_sharedPartDeclared_burnsWithoutAnyError() {
    Chain chain =
        chain(
            0.99,
            List.of(Service.of("a", 0.9), Service.of("b", 0.9)),
            Stage.of("all", Chains.redundant(0.995, "a"), "a", "b"));

    assertThat(chain.burnRate(List.of(WELL, WELL), 20))
        .isInstanceOfSatisfying(
            BurnRate.Measured.class, rate -> assertThat(rate.value()).isCloseTo(0.5, ROUNDING));
  }

  /** A standby that nobody uses can help nobody: the other branch's errors stay. */
  @Test
  void burnRate_branchWithoutTraffic_isNotCountedOn() {
    assertThat(measured(WELL, failing(10), SILENT, WELL)).isCloseTo(1, ROUNDING);
    assertThat(measured(WELL, failing(10), FEW, WELL)).isCloseTo(1, ROUNDING);
  }

  @Test
  void burnRate_allBranchesWithoutTraffic_isNoTrafficOfTheFirst() {
    assertThat(burnRate(WELL, SILENT, SILENT, WELL)).isEqualTo(new BurnRate.NoTraffic(1));
  }

  @Test
  void burnRate_serviceInSeriesTooQuiet_isLowTraffic() {
    assertThat(burnRate(WELL, SILENT, WELL, FEW)).isEqualTo(new BurnRate.LowTraffic(3, 19, 20));
  }

  /** Where a service in series is missing, nothing is dropped without its name. */
  @Test
  void burnRate_missingMember_isNamedAlsoBehindRedundancy() {
    assertThat(burnRate(WELL, WELL, EventCounts.MISSING, WELL)).isEqualTo(new BurnRate.Missing(2));
  }

  @Test
  void burnRate_countsThatCannotBe_areNamedAlsoBehindRedundancy() {
    EventCounts impossible = new EventCounts(3, 2);

    assertThat(burnRate(SILENT, WELL, impossible, WELL))
        .isEqualTo(new BurnRate.Implausible(2, impossible));
  }

  @Test
  void serviceBurnRate_usesItsOwnObjective() {
    assertThat(checkout().window(List.of(WELL, failing(30), WELL, WELL), 20).serviceBurnRate(1))
        .isInstanceOfSatisfying(
            BurnRate.Measured.class, rate -> assertThat(rate.value()).isCloseTo(3, ROUNDING));
  }

  /** Behind: gateway by 0.001, ledger by 0.005; payment-b fails most and keeps its objective. */
  @Test
  void weakest_severalFallShort_isTheOneThatFallsFurthest() {
    WeakestService weakest = weakest(failing(2), WELL, failing(19), failing(10));

    assertThat(weakest.service()).isEqualTo(3);
    assertThat(weakest.cause()).isEqualTo(WeakestService.Cause.FALLS_SHORT);
    assertThat(weakest.value()).isCloseTo(0.005, ROUNDING);
  }

  @Test
  void weakest_anotherOneBreaks_changes() {
    assertThat(weakest(WELL, failing(500), WELL, failing(10)).service()).isEqualTo(1);
    assertThat(weakest(failing(600), failing(500), WELL, failing(10)).service()).isZero();
  }

  @Test
  void weakest_noneFallsShort_isTheLowestObjective() {
    assertThat(weakest(WELL, WELL, failing(20), SILENT))
        .isEqualTo(new WeakestService(2, WeakestService.Cause.LOWEST_OBJECTIVE, 0.98));
  }

  /** 0.7 - (1 - 0.3) is 0, and 0.68 - (1 - 0.32) is not: the last bit is no shortfall. */
  @Test
  void weakest_justKeepsItsObjective_doesNotFallShort() {
    for (int percent = 1; percent < 100; percent++) {
      Chain chain = chain(0.5, List.of(Service.of("a", percent / 100.0)));
      EventCounts counts = new EventCounts(100 - percent, 100);

      assertThat(chain.window(List.of(counts), 20).weakest().cause())
          .isEqualTo(WeakestService.Cause.LOWEST_OBJECTIVE);
    }
  }

  /** In series 0.03 and 0.01 divide three to one. */
  @Test
  void budgetShares_series_areInProportionToTheErrors() {
    assertThat(shares(failing(30), WELL, WELL, failing(10)).services())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(0.75, 0.0, 0.0, 0.25);
  }

  /** The stage's 0.4 * 0.1 is half of 0.04 + 0.04, and divides four to one. */
  @Test
  void budgetShares_redundantStage_dividesWhatTheStageSpent() {
    assertThat(shares(failing(40), failing(400), failing(100), WELL).services())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
        .containsExactly(0.5, 0.4, 0.1, 0.0);
  }

  @Test
  void budgetShares_branchWithoutTraffic_spendsNothing() {
    assertThat(shares(WELL, failing(10), SILENT, WELL).services())
        .containsExactly(0.0, 1.0, 0.0, 0.0);
  }

  /** E = 0.1 + 0.9 * 0.5 * 0.5 = 0.325, of which 0.1 is shared. */
  @Test
  void budgetShares_sharedPart_isNoServicesFault() {
    Chain chain =
        chain(
            0.99,
            List.of(Service.of("a", 0.9), Service.of("b", 0.9)),
            Stage.of("all", Chains.redundant(0.9, "a"), "a", "b"));
    BudgetShares shares = chain.window(List.of(failing(500), failing(500)), 20).budgetShares();

    assertThat(shares).isNotNull();
    assertThat(shares.shared()).isCloseTo(0.1 / 0.325, ROUNDING);
    assertThat(shares.services().get(0)).isCloseTo(0.1125 / 0.325, ROUNDING);
  }

  @Test
  void budgetShares_nothingSpent_areAllZero() {
    assertThat(shares(WELL, WELL, WELL, WELL))
        .isEqualTo(new BudgetShares(List.of(0.0, 0.0, 0.0, 0.0), 0));
  }

  @Test
  void budgetShares_totalOutage_areNoNaN() {
    EventCounts down = failing(1_000);

    assertThat(shares(down, down, down, down).services().stream().mapToDouble(d -> d).sum())
        .isCloseTo(1, ROUNDING);
  }

  @Test
  void budgetShares_withoutABurnRate_areUnknown() {
    assertThat(checkout().window(List.of(WELL, WELL, WELL, SILENT), 20).budgetShares()).isNull();
  }

  @Test
  void window_minEventsBelowOne_isRefused() {
    List<EventCounts> counts = List.of(WELL, WELL, WELL, WELL);

    assertThatIllegalArgumentException().isThrownBy(() -> checkout().window(counts, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> checkout().window(counts, Double.NaN));
  }

  @Test
  void window_countsForTooFewServices_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> checkout().window(List.of(WELL), 1));
  }

  /** The union of one error in a billion twice: 2e-9 and not what is left of 1 - (1 - 2e-9). */
  @Test
  void burnRate_tinyErrors_keepTheirDigits() {
    Chain chain =
        chain(
            0.5,
            List.of(Service.of("a", 0.9), Service.of("b", 0.9)),
            Stage.of("pair", REDUNDANT, "a", "b"),
            Stage.of("all", SERIAL, "pair"));
    EventCounts rare = new EventCounts(1, 1e9);

    assertThat(chain.burnRate(List.of(rare, rare), 20))
        .isInstanceOfSatisfying(
            BurnRate.Measured.class, rate -> assertThat(rate.value()).isEqualTo(2e-18));
  }

  private static EventCounts failing(int errors) {
    return new EventCounts(errors, 1_000);
  }

  private static BurnRate burnRate(EventCounts... counts) {
    return checkout().burnRate(List.of(counts), 20);
  }

  private static double measured(EventCounts... counts) {
    BurnRate burnRate = burnRate(counts);
    assertThat(burnRate).isInstanceOf(BurnRate.Measured.class);
    return ((BurnRate.Measured) burnRate).value();
  }

  private static WeakestService weakest(EventCounts... counts) {
    return checkout().window(List.of(counts), 20).weakest();
  }

  private static BudgetShares shares(EventCounts... counts) {
    BudgetShares shares = checkout().window(List.of(counts), 20).budgetShares();
    assertThat(shares).isNotNull();
    return shares;
  }
}
