package dev.homeostat.engine.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people are told of a calendar period so far, and of a budget that counts slices. */
class ChainPeriodsTest {

  private static final long DAY_MILLIS = 86_400_000;
  private static final String CHAIN =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SignalSource
      metadata: {name: main}
      spec: {url: "http://localhost:9090"}
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        services:
        - {name: a, objective: "0.99", errors: ea, total: ta}
        - {name: b, objective: "0.99", errors: eb, total: tb}
        stages: [{name: all, compose: Serial, members: [a, b]}]
        root: all
      """;

  private static final String MONTH =
      "  calendar: {unit: Month, start: \"2026-01-01T00:00:00\", timeZone: Europe/Berlin}\n";
  private static final String SLICES =
      "  budgetingMethod: Timeslices\n  timeSliceWindow: 5m\n  timeSliceTarget: \"0.9\"\n";

  private final Counters counters =
      new Counters().service("a", 0.99, 0, 1_000).service("b", 0.99, 0, 1_000);
  private final ChainCycle cycle = new ChainCycle(id -> null, id -> null);

  private ChainEvaluation at(String time, String more) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(CHAIN + more));
    assertThat(compiled.problems()).isEmpty();
    long nowMillis = Instant.parse(time).toEpochMilli();
    ChainEvaluation evaluation = cycle.evaluate(compiled.chains(), counters, nowMillis).get(0);
    cycle.written(evaluation, nowMillis);
    return evaluation;
  }

  private static Condition condition(SLOChainStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  /** 2 % fail for ten days of 31: 2 * 10/31 of the budget; at that rate 31/2 days minus ten. */
  @Test
  void calendarMonth_hasSpentWhatWentSinceItsStart() {
    counters.recorded = true;
    counters.passedMillis = 10 * DAY_MILLIS;
    counters.service("a", 0.99, 20, 1_000);
    SLOChainStatus status = at("2026-12-10T23:00:00Z", MONTH).status();

    assertThat(status.periodStart()).isEqualTo("2026-11-30T23:00:00Z");
    assertThat(status.periodEnd()).isEqualTo("2026-12-31T23:00:00Z");
    assertThat(status.span()).isEqualTo("10d");
    assertThat(status.actual()).isEqualTo("0.98");
    assertThat(status.budgetLeft()).isEqualTo("0.355");
    assertThat(status.exhaustedIn()).isEqualTo("5d");
    assertThat(status.burnRates())
        .extracting(SLOChainStatus.WindowBurn::window)
        .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d", "period");
    assertThat(condition(status, "HistoryShort").getStatus()).isEqualTo("False");
  }

  /** March has 743 hours in Berlin, since it loses one at its end. */
  @Test
  void calendarMonth_withAClockChange_isAsLongAsItIs() {
    counters.recorded = true;
    counters.passedMillis = 30 * DAY_MILLIS;
    counters.service("a", 0.99, 10, 1_000);
    SLOChainStatus status = at("2027-03-30T22:00:00Z", MONTH).status();

    // 719 of 743 hours have passed at a burn rate of 1.
    assertThat(status.budgetLeft()).isEqualTo("0.032");
  }

  @Test
  void nextPeriod_startsWithAWholeBudget_andIsToldAtOnce() {
    counters.recorded = true;
    counters.passedMillis = 30 * DAY_MILLIS;
    counters.service("a", 0.99, 50, 1_000);
    ChainEvaluation last = at("2026-11-30T22:00:00Z", MONTH);
    counters.passedMillis = DAY_MILLIS / 24;
    counters.service("a", 0.99, 0, 1_000);
    ChainEvaluation first = at("2026-12-01T00:00:00Z", MONTH);

    assertThat(condition(last.status(), "BudgetHealthy").getReason()).isEqualTo("BudgetExhausted");
    assertThat(condition(last.status(), "BudgetHealthy").getMessage())
        .contains("that the period since 2026-10-31T23:00:00Z allows");
    assertThat(first.due()).isTrue();
    assertThat(first.status().budgetLeft()).isEqualTo("1");
  }

  @Test
  void calendarMonth_ofWhichTheSourceHoldsHalf_saysSo() {
    counters.recorded = true;
    counters.held = 0.5;
    counters.passedMillis = 10 * DAY_MILLIS;
    SLOChainStatus status = at("2026-12-10T23:00:00Z", MONTH).status();

    assertThat(condition(status, "HistoryShort").getMessage())
        .isEqualTo(
            "the source holds 5d of the period since 2026-11-30T23:00:00Z; figures cover that"
                + " span");
  }

  /** Of a few slices of each service more are bad of the chain: not what their sums compose to. */
  @Test
  void slices_areReadAsTheRulesJudgedThem() {
    counters.recorded = true;
    counters.badSlices.putAll(Map.of("a", 0.001, "b", 0.002, "all", 0.005));
    SLOChainStatus status = at("2026-12-10T23:00:00Z", SLICES).status();

    assertThat(status.actual()).isEqualTo("0.995");
    assertThat(status.budgetLeft()).isEqualTo("0.5");
    assertThat(status.members())
        .extracting(SLOChainStatus.Member::actual)
        .containsExactly("0.999", "0.998");
    assertThat(status.members())
        .extracting(SLOChainStatus.Member::spentShare)
        .containsExactly("0.33", "0.67");
  }

  @Test
  void slices_withoutRules_areNotCounted_andSayWhatToDo() {
    SLOChainStatus status = at("2026-12-10T23:00:00Z", SLICES).status();

    assertThat(status.actual()).isNull();
    assertThat(status.burnRates()).isEmpty();
    assertThat(condition(status, "DataAvailable").getReason()).isEqualTo("RulesNotLoaded");
    assertThat(condition(status, "BudgetHealthy").getReason()).isEqualTo("RulesNotLoaded");
  }

  @Test
  void slices_ofTooFewEvents_sayNothing() {
    counters.recorded = true;
    counters.badSlices.putAll(Map.of("a", 1.0, "b", 0.0, "all", 1.0));
    counters.service("a", 0.99, 1, 2);
    SLOChainStatus status = at("2026-12-10T23:00:00Z", SLICES).status();

    assertThat(status.burnRate()).isNull();
    assertThat(condition(status, "DataAvailable").getReason()).isEqualTo("LowTraffic");
  }
}
