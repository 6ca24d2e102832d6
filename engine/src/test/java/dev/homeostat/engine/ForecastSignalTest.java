package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long an error budget lasts, as a signal and as a condition. */
class ForecastSignalTest {

  private static final String POLICY =
      World.POLICY
          .replace(
              "{name: burn-long, sloChain: {name: checkout, window: 60s}}",
              "{name: lasts, sloChain: {name: checkout, window: 60s, measure: TimeToExhaustion}}")
          .replace(
              "{signal: burn-long, above: 14.4, for: 1s}",
              "{signal: lasts, exhaustedWithin: 6h, for: 1s}")
          .replace("above: 14.4, exitBelow: 1,", "above: 3, exitBelow: 1,");

  private static final String REMAINING =
      "sum(chain_member:slo_budget_remaining:ratio{namespace=\"shop\",chain=\"checkout\",member=\"\"})"
          + " and on()"
          + " (abs(sum(chain_member:slo_objective:ratio{namespace=\"shop\",chain=\"checkout\",member=\"\"})"
          + " - 0.99) < 1e-11)";
  private static final String SEEN =
      "min(chain_member_window:slo_coverage:ratio{namespace=\"shop\",chain=\"checkout\",window=\"30d\"})";

  private static final ResourceId CHECKOUT = new ResourceId("OperatingMode", "shop", "checkout");

  private final World world = new World(POLICY);
  private double burn;
  private Reading remaining = value(0.5);
  private Reading seen = value(1);

  private Reading value(double value) {
    return new Reading.Value(value, world.time.nowMillis());
  }

  private Reading answer(Query query) {
    if (query instanceof Query.Increase increase) {
      return value(increase.expression().startsWith("errors") ? burn * 0.01 * 1_000 : 1_000);
    }
    assertThat(query.expression()).isIn(REMAINING, SEEN);
    Reading recorded = query.expression().equals(REMAINING) ? remaining : seen;
    return recorded instanceof Reading.Value value ? value(value.value()) : recorded;
  }

  private Decision ticks(int count) {
    world.signals.answer(this::answer);
    return world.ticks(count);
  }

  private Reading signal() {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(POLICY));
    assertThat(compiled.problems()).isEmpty();
    SignalPolicy signal = compiled.workloads().get(0).signals().get(0);
    Set<Query> queries = new LinkedHashSet<>();
    SignalReader.collect(signal, queries);
    assertThat(queries).hasSize(4);
    Map<Query, Reading> answers = new HashMap<>();
    queries.forEach(query -> answers.put(query, answer(query)));
    return SignalReader.read(signal, answers, world.time.nowMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "14.4, 0.5, 1, 90000",
    "14.4, 0.5, 0.1, 171000",
    "0,    0.5, 1, 2592000",
    "0.4,  0.5, 1, 2592000",
    "0,   -0.2, 1, 0",
    "14.4, 0,   1, 0",
  })
  void burnAndRemaining_areTheSecondsThatTheBudgetLasts(
      double burnRate, double left, double part, double expected) {
    burn = burnRate;
    remaining = value(left);
    seen = value(part);

    // remaining * 30 days / burn, where what was not seen has spent nothing.
    assertThat(((Reading.Value) signal()).value()).isCloseTo(expected, within(0.01));
  }

  @Test
  void noRule_isMissingAndSaysSo_neverABudgetThatLasts() {
    remaining = new Reading.Missing("NoData", "gives no series");

    assertThat(signal())
        .isEqualTo(
            new Reading.Missing(
                "BudgetUnknown",
                "no recording rule tells what is left of the budget of SLOChain checkout; see its"
                    + " conditions RulesLoaded and DataAvailable"));
    assertThat(ticks(5).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.tick().problems()).extracting(Problem::reason).containsOnly("BudgetUnknown");
  }

  @Test
  void sourceDown_isToldAsItIs() {
    seen = new Reading.Missing("SourceUnreachable", "connection refused");

    assertThat(signal()).isEqualTo(seen);
  }

  @ParameterizedTest
  @CsvSource({"1.1, 1", "0.5, -0.1", "0.5, 1.2"})
  void recordedShareThatCannotBe_isMissing(double left, double part) {
    remaining = value(left);
    seen = value(part);

    assertThat(((Reading.Missing) signal()).reason()).isEqualTo("Implausible");
  }

  @Test
  void fastBurnWithBudgetLeft_exhaustedWithinSixHours_entersAndTheShortBurnEndsIt() {
    burn = 20;
    assertThat(ticks(10).mode()).isEqualTo(Mode.TARGET);

    remaining = value(0.1);
    assertThat(ticks(5).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.statuses.load(CHECKOUT).journal().get(0).why())
        .isEqualTo("lasts was 216m, below 6h for 1s; burn-short was 20, above 3 for 1s");

    // The budget stays spent for weeks; what ends the clause is the burn rate.
    burn = 0;
    remaining = value(-0.5);
    ticks(10);
    assertThat(world.state().mode().mode()).isEqualTo(Mode.RECOVERY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: 6h, below: 3, for: 1s"
            + " | expected exactly one of above, below and exhaustedWithin",
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: 6h, exitAbove: 3, for: 1s"
            + " | exhaustedWithin goes with exitBeyond",
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: 6h, exitBeyond: 5h, for: 1s"
            + " | expected exitBeyond to be longer than exhaustedWithin, else the mode flaps; found"
            + " 5h and 6h",
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: 30d, for: 1s"
            + " | expected less than the period of the budget, 30d, found 30d",
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: 6h, exitBeyond: 31d, for: 1s"
            + " | expected less than the period of the budget, 30d, found 31d",
        "exhaustedWithin: 6h, for: 1s | exitBeyond: 6h, for: 1s | required, and missing",
        "exhaustedWithin: 6h, for: 1s | exhaustedWithin: soon, for: 1s"
            + " | expected a duration such as 500ms, 90s, 5m, 12h or 30d, found soon",
        "signal: burn-short, above: 3, exitBelow: 1 | signal: burn-short, exhaustedWithin: 6h"
            + " | expected a signal that forecasts a budget, found burn-short; give its sloChain"
            + " measure: TimeToExhaustion",
        "measure: TimeToExhaustion | measure: Speed"
            + " | expected one of BurnRate, TimeToExhaustion, found Speed",
      })
  void badForecast_isRefusedWithWhatToDo(String from, String to, String message) {
    assertThat(problems(POLICY.replace(from, to))).extracting(Problem::message).contains(message);
  }

  private static List<Problem> problems(String policy) {
    return PolicyCompiler.compile(World.parse(policy)).problems().values().stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Problem> doubts(String policy) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(policy));
    assertThat(compiled.problems()).isEmpty();
    return compiled.workloads().get(0).doubts();
  }

  @Test
  void exitByTheForecastAlone_isDoubted() {
    String alone =
        POLICY
            .replace("exhaustedWithin: 6h, for", "exhaustedWithin: 6h, exitBeyond: 1d, for")
            .replace("above: 3, exitBelow: 1,", "above: 3,");

    assertThat(doubts(POLICY)).isEmpty();
    assertThat(doubts(alone))
        .singleElement()
        .satisfies(
            doubt -> {
              assertThat(doubt.reason()).isEqualTo("ExitWaitsForBudget");
              assertThat(doubt.subject()).isEqualTo("spec.modes.degraded.enter[0]");
            });
  }

  @Test
  void exitOnAWindowLongerThanTheDwell_isDoubted_unlessAnotherExitIsSooner() {
    String longer = World.POLICY.replace("above: 14.4, for: 1s", "above: 14.4, exitBelow: 1");

    assertThat(doubts(longer)).isEmpty();
    assertThat(
            doubts(longer.replace("above: 14.4, exitBelow: 1, for: 1s, exitFor: 2s", "above: 3")))
        .extracting(Problem::reason)
        .containsExactly("ExitExceedsDwell");
  }
}
