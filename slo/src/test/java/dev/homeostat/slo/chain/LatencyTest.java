package dev.homeostat.slo.chain;

import static dev.homeostat.slo.chain.Chains.FAN_OUT;
import static dev.homeostat.slo.chain.Chains.REDUNDANT;
import static dev.homeostat.slo.chain.Chains.SERIAL;
import static dev.homeostat.slo.chain.Chains.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The design, section 2.1: in series the sum, in a fan-out the maximum, else the one waited for.
 */
class LatencyTest {

  @Test
  void latencyBudget_series_isTheSum() {
    assertThat(budgets(SERIAL, 150.0, 20.0, 200.0).latencyBudget())
        .isEqualTo(new LatencyComposition.Composed(370, List.of(0, 1, 2)));
  }

  @Test
  void latencyBudget_fanOut_isTheSlowest() {
    assertThat(budgets(FAN_OUT, 150.0, 20.0, 200.0).latencyBudget())
        .isEqualTo(new LatencyComposition.Composed(200, List.of(2)));
  }

  /** The one waited for is neither the first nor the slowest. */
  @Test
  void latencyBudget_redundant_isTheOneWaitedFor() {
    assertThat(budgets(Chains.redundant(1, "s1"), 150.0, 20.0, 200.0).latencyBudget())
        .isEqualTo(new LatencyComposition.Composed(20, List.of(1)));
  }

  @Test
  void latencyBudget_redundant_needsNoneOfTheOthers() {
    assertThat(budgets(Chains.redundant(1, "s1"), null, 20.0, null).latencyBudget())
        .isEqualTo(new LatencyComposition.Composed(20, List.of(1)));
  }

  /** 10 + max(5 + 40, 30) + 7, and the path leaves out the branch of 30. */
  @Test
  void latency_stagesInStages_isThatOfTheCriticalPath() {
    assertThat(nested().latency(10, 5, 40, 30, 7))
        .isEqualTo(new LatencyComposition.Composed(62, List.of(0, 1, 2, 4)));
    assertThat(nested().latency(10, 5, 20, 30, 7))
        .isEqualTo(new LatencyComposition.Composed(47, List.of(0, 3, 4)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void latency_noNumber_isIncomplete(double unknown) {
    assertThat(nested().latency(10, 5, unknown, 30, unknown))
        .isEqualTo(new LatencyComposition.Incomplete(List.of(2, 4), List.of()));
  }

  @Test
  void latencyBudget_undeclared_isIncomplete() {
    assertThat(budgets(SERIAL, 150.0, null, 200.0).latencyBudget())
        .isEqualTo(new LatencyComposition.Incomplete(List.of(1), List.of()));
  }

  @Test
  void latencyBudget_nobodyDeclaredToBeWaitedFor_isIncomplete() {
    assertThat(budgets(REDUNDANT, 150.0, 20.0, 200.0).latencyBudget())
        .isEqualTo(new LatencyComposition.Incomplete(List.of(), List.of("all")));
  }

  @Test
  void latencyExcesses_overTheirShare_areTheLargestFirst() {
    assertThat(budgets(SERIAL, 150.0, 20.0, 200.0).latencyExcesses(151, 45, 200))
        .containsExactly(new LatencyExcess(1, 45, 20), new LatencyExcess(0, 151, 150));
  }

  @Test
  void latencyExcesses_noShareOrNoNumber_areNone() {
    assertThat(budgets(SERIAL, null, 20.0, 200.0).latencyExcesses(900, Double.NaN, 1)).isEmpty();
  }

  @Test
  void latency_valuesForTooFewServices_isRefused() {
    Chain chain = nested();

    assertThatIllegalArgumentException().isThrownBy(() -> chain.latency(1, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> chain.latencyExcesses(1, 2));
  }

  private static Chain budgets(Compose compose, Double... millis) {
    List<Service> services =
        List.of(service("s0", millis[0]), service("s1", millis[1]), service("s2", millis[2]));
    return chain(0.9, services, Stage.of("all", compose, "s0", "s1", "s2"));
  }

  private static Chain nested() {
    return chain(
        0.9,
        List.of(
            service("s0", 1.0),
            service("s1", 1.0),
            service("s2", 1.0),
            service("s3", 1.0),
            service("s4", 1.0)),
        Stage.of("pair", SERIAL, "s1", "s2"),
        Stage.of("fan", FAN_OUT, "pair", "s3"),
        Stage.of("all", SERIAL, "s0", "fan", "s4"));
  }

  private static Service service(String name, Double millis) {
    return new Service(name, 0.9, millis, null, null);
  }
}
