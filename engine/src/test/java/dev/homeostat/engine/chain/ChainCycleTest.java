package dev.homeostat.engine.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.crds.ChainEconomicsStatus;
import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.ChainPolicy;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of a chain, and how often the source is asked for it. */
class ChainCycleTest {

  private static final String SOURCE =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: SignalSource
      metadata: {name: main}
      spec: {url: "http://localhost:9090"}
      """;

  /** Gateway, two redundant payment backends, ledger. */
  private static final String CHECKOUT =
      """
      ---
      apiVersion: homeostat.dev/v1alpha1
      kind: SLOChain
      metadata: {name: checkout, namespace: shop}
      spec:
        source: main
        objective: "0.99"
        latency: 500ms
        requiredGuarantee: SnapshotIsolation
        services:
        - {name: g, objective: "0.999", errors: eg, total: tg, latencyBudget: 50ms, guarantee: Serializable, retryLoad: {attempts: 4, capacityPerSecond: 1000}}
        - {name: a, objective: "0.99", errors: ea, total: ta, latencyBudget: 150ms, guarantee: Serializable}
        - {name: b, objective: "0.98", errors: eb, total: tb, latencyBudget: 90ms, guarantee: Serializable}
        - {name: l, objective: "0.995", errors: el, total: tl, latencyBudget: 100ms, guarantee: ReadCommitted}
        stages:
        - {name: pay, compose: Redundant, members: [a, b], waitedFor: a}
        - {name: all, compose: Serial, members: [g, pay, l]}
        root: all
      """;

  private final Counters counters = healthy();
  private final Map<ResourceId, String> modeGuarantees = new HashMap<>();
  private final ChainCycle cycle = new ChainCycle(id -> null, modeGuarantees::get);
  private long nowMillis = 1_000_000;

  private static Counters healthy() {
    return new Counters()
        .service("g", 0.999, 0, 1_000)
        .service("a", 0.99, 0, 1_000)
        .service("b", 0.98, 0, 1_000)
        .service("l", 0.995, 0, 1_000);
  }

  private static List<ChainPolicy> chains(String yaml) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(SOURCE + yaml));
    assertThat(compiled.problems()).isEmpty();
    return compiled.chains();
  }

  private ChainEvaluation turn(String yaml) {
    nowMillis += 10_000;
    ChainEvaluation evaluation = cycle.evaluate(chains(yaml), counters, nowMillis).get(0);
    if (evaluation.due()) {
      cycle.written(evaluation, nowMillis);
    }
    return evaluation;
  }

  private static Condition condition(ChainEvaluation evaluation, String type) {
    return evaluation.status().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String stands(ChainEvaluation evaluation, String type) {
    Condition condition = condition(evaluation, type);
    return condition.getStatus() + " " + condition.getReason();
  }

  @Test
  void rulesLoaded_figuresCoverThePeriod() {
    counters.recorded = true;
    counters.service("l", 0.995, 6, 1_000);
    ChainEvaluation evaluation = turn(CHECKOUT);
    SLOChainStatus status = evaluation.status();

    // 0.6 % of errors over a budget of 1 %.
    assertThat(status.actual()).isEqualTo("0.994");
    assertThat(status.span()).isEqualTo("30d");
    assertThat(status.burnRate()).isEqualTo("0.6");
    assertThat(status.budgetLeft()).isEqualTo("0.4");
    assertThat(status.weakest()).isEqualTo("l");
    assertThat(status.burnRates())
        .extracting(SLOChainStatus.WindowBurn::window)
        .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d", "30d");
    assertThat(status.members())
        .filteredOn(member -> "l".equals(member.name()))
        .containsExactly(new SLOChainStatus.Member("l", "0.994", "1.2", "1", null, List.of()));
    // What is left, 0.4 of 30 d, lasts 0.4 / 0.6 of it.
    assertThat(status.exhaustedIn()).isEqualTo("20d");
    assertThat(stands(evaluation, "DataAvailable")).isEqualTo("True Measured");
    assertThat(stands(evaluation, "BudgetHealthy")).isEqualTo("True BudgetLeft");
    assertThat(stands(evaluation, "HistoryShort")).isEqualTo("False Covered");
  }

  @Test
  void rulesNotLoaded_burnRatesComeFromCounters_andTheBudgetWaits() {
    counters.service("l", 0.995, 6, 1_000);
    ChainEvaluation evaluation = turn(CHECKOUT);
    SLOChainStatus status = evaluation.status();

    assertThat(status.burnRate()).isEqualTo("0.6");
    assertThat(status.actual()).isEqualTo("0.994");
    assertThat(status.span()).isEqualTo("6h");
    assertThat(status.budgetLeft()).isNull();
    assertThat(stands(evaluation, "BudgetHealthy")).isEqualTo("Unknown RulesNotLoaded");
    assertThat(condition(evaluation, "HistoryShort").getMessage())
        .isEqualTo("figures cover 6h of 30d; recording rules count the rest");
  }

  @Test
  void rulesOfAnotherObjective_areNotBelieved() {
    counters.recorded = true;
    counters.service("l", 0.9, 6, 1_000);

    assertThat(turn(CHECKOUT).status().budgetLeft()).isNull();
  }

  @Test
  void sourceHolds15DaysOf30_theStatusSaysWhichSpan() {
    counters.recorded = true;
    counters.held = 0.5;
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(evaluation.status().span()).isEqualTo("15d");
    assertThat(stands(evaluation, "HistoryShort")).isEqualTo("True HistoryShort");
    assertThat(condition(evaluation, "HistoryShort").getMessage())
        .isEqualTo("the source holds 15d of 30d; figures cover that span");
  }

  /** Rules that have just been loaded have counted no slot of five minutes yet. */
  @Test
  void noSlotHasEndedYet_theSourceIsNotTakenToHoldAll() {
    counters.recorded = true;
    counters.held = Double.NaN;
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(evaluation.status().span()).isEqualTo("5m");
    assertThat(condition(evaluation, "HistoryShort").getMessage())
        .isEqualTo("the source holds 5m of 30d; figures cover that span");
  }

  @Test
  void declaration_isExplained() {
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(evaluation.status().declared())
        .isEqualTo(
            new SLOChainStatus.Declaration(
                "0.993806199",
                true,
                "0.997491",
                "ReadCommitted",
                List.of("l"),
                "300ms",
                "250",
                "g"));
    assertThat(stands(evaluation, "ObjectiveReachable")).isEqualTo("True Reachable");
    assertThat(stands(evaluation, "IndependenceAssumed")).isEqualTo("True SharedUndeclared");
    assertThat(stands(evaluation, "AlertUnreachable")).isEqualTo("False AllReachable");
    String lower = CHECKOUT.replace("objective: \"0.99\"\n", "objective: \"0.9999\"\n");
    assertThat(stands(turn(lower), "ObjectiveReachable")).isEqualTo("False Unreachable");
    String shared = CHECKOUT.replace("waitedFor: a", "waitedFor: a, sharedAvailability: \"0.999\"");
    assertThat(stands(turn(shared), "IndependenceAssumed")).isEqualTo("False NothingAssumed");
  }

  @Test
  void weakGuarantee_isToldOnce_andAnUpgradeGateMendsIt() {
    ChainEvaluation weak = turn(CHECKOUT);

    assertThat(weak.news()).extracting(Problem::reason).containsExactly("GuaranteeWeakened");
    assertThat(condition(weak, "GuaranteeSatisfied").getMessage())
        .contains("gives ReadCommitted, and SnapshotIsolation is required; weakened by l");
    assertThat(turn(CHECKOUT).news()).isEmpty();
    ChainEvaluation raised =
        turn(
            CHECKOUT.replace(
                "members: [g, pay, l]}", "members: [g, pay, l], upgradeGate: Serializable}"));
    assertThat(stands(raised, "GuaranteeSatisfied")).isEqualTo("True Satisfied");
  }

  /** The gateway declares Serializable; Degraded gives Eventual, and Target more than is needed. */
  @Test
  void modeThatGivesLess_weakensTheChain_untilItIsLeft() {
    String yaml =
        CHECKOUT
            .replace("SnapshotIsolation", "ReadCommitted")
            .replace("eg, total: tg,", "eg, total: tg, operatingMode: gate,");
    String withMode =
        yaml
            + World.POLICY
                .substring(World.POLICY.lastIndexOf("---"))
                .replace("name: checkout, namespace", "name: gate, namespace");
    ResourceId gate = new ResourceId("OperatingMode", "shop", "gate");
    modeGuarantees.put(gate, "Eventual");
    // One that is not declared is not asked for either.
    ChainEvaluation unknown = turn(yaml);
    ChainEvaluation degraded = turn(withMode);
    boolean toldAgain = !turn(withMode).news().isEmpty();
    modeGuarantees.put(gate, "StrictSerializable");
    ChainEvaluation target = turn(withMode);

    assertThat(stands(unknown, "GuaranteeSatisfied")).isEqualTo("True Satisfied");
    assertThat(condition(unknown, "Ready").getMessage())
        .contains("there is no OperatingMode shop/gate; until there is, the guarantee declared");
    assertThat(stands(degraded, "GuaranteeSatisfied")).isEqualTo("False GuaranteeWeakened");
    assertThat(condition(degraded, "Ready").getMessage()).isEqualTo("it can be used");
    assertThat(condition(degraded, "GuaranteeSatisfied").getMessage())
        .contains("gives Eventual, and ReadCommitted is required; weakened by g in its mode of")
        .contains("OperatingMode gate");
    assertThat(degraded.status().guarantee()).isEqualTo("Eventual");
    assertThat(degraded.status().weakenedBy()).containsExactly("g");
    assertThat(degraded.status().declared().guarantee()).isEqualTo("ReadCommitted");
    assertThat(degraded.due()).isTrue();
    assertThat(degraded.news()).extracting(Problem::reason).containsExactly("GuaranteeWeakened");
    assertThat(toldAgain).isFalse();
    assertThat(stands(target, "GuaranteeSatisfied")).isEqualTo("True Satisfied");
    assertThat(target.due()).isTrue();
  }

  @Test
  void budgetExhausted_isToldOnce_alsoByTheNextLeader() {
    counters.recorded = true;
    counters.service("l", 0.995, 30, 1_000);
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(evaluation.status().budgetLeft()).isEqualTo("-2");
    assertThat(stands(evaluation, "BudgetHealthy")).isEqualTo("False BudgetExhausted");
    assertThat(evaluation.news()).extracting(Problem::reason).contains("BudgetExhausted");
    assertThat(turn(CHECKOUT).news()).isEmpty();
    ChainCycle next = new ChainCycle(id -> evaluation.status(), id -> null);
    assertThat(next.evaluate(chains(CHECKOUT), counters, nowMillis).get(0).news()).isEmpty();
  }

  @Test
  void memberWithoutSeries_isNamed() {
    counters.without("tb").without("eb");
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(stands(evaluation, "DataAvailable")).isEqualTo("False TotalMissing");
    assertThat(condition(evaluation, "DataAvailable").getMessage())
        .isEqualTo("b: TotalMissing: tb matches no series");
    assertThat(evaluation.status().burnRate()).isNull();
    assertThat(evaluation.status().members().get(2).problem()).isEqualTo("TotalMissing");
  }

  @Test
  void errorsWithoutSeries_countAsNone_andAreNamed() {
    counters.without("ea");
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(stands(evaluation, "DataAvailable")).isEqualTo("True ErrorsMissing");
    assertThat(evaluation.status().burnRate()).isEqualTo("0");
    counters.recorded = true;
    assertThat(stands(turn(CHECKOUT), "DataAvailable")).isEqualTo("True ErrorsMissing");
  }

  @Test
  void silence_isNeitherOutageNorSuccess() {
    counters.service("g", 0.999, 0, 0);
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(stands(evaluation, "DataAvailable")).isEqualTo("False LowTraffic");
    assertThat(evaluation.status().actual()).isNull();
    assertThat(evaluation.status().members().get(0).problem()).isEqualTo("LowTraffic");
  }

  @Test
  void moreErrorsThanEvents_areAllOfThem_andNamed() {
    counters.service("l", 0.995, 2_000, 1_000);
    ChainEvaluation evaluation = turn(CHECKOUT);

    assertThat(stands(evaluation, "DataAvailable")).isEqualTo("True ErrorsAboveEvents");
    assertThat(evaluation.status().burnRate()).isEqualTo("100");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void severalSeries_areSummedUp_andNamed(boolean recorded) {
    counters.recorded = recorded;
    ChainEvaluation one = turn(CHECKOUT);
    counters.series.put("tg", 2);
    counters.series.put("el", 3);
    ChainEvaluation several = turn(CHECKOUT);

    assertThat(stands(one, "SeriesSummed")).isEqualTo("False OneSeriesEach");
    assertThat(stands(several, "SeriesSummed")).isEqualTo("True SeveralSeries");
    assertThat(condition(several, "SeriesSummed").getMessage())
        .isEqualTo(
            "indicators with several series in the last hour, which are summed up so that none is"
                + " left out; where one is a copy or of another service, narrow the selector:"
                + " g.total (2), l.errors (3)");
    assertThat(several.status().members())
        .extracting(SLOChainStatus.Member::notes)
        .containsExactly(
            List.of("SeveralSeries: total"),
            List.of(),
            List.of(),
            List.of("SeveralSeries: errors"));
    assertThat(stands(several, "DataAvailable")).isEqualTo("True Measured");
    assertThat(several.news()).isEmpty();
    assertThat(several.due()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void counterThatBeginsAnew_isNamed_andWrittenOnceForAsLongAsItIsSeen(boolean recorded) {
    counters.recorded = recorded;
    turn(CHECKOUT);
    counters.resets.put("ta", 1);
    ChainEvaluation reset = turn(CHECKOUT);
    int writes = 0;
    for (int i = 2; i < 10; i++) {
      counters.resets.put("ta", i);
      writes += turn(CHECKOUT).due() ? 1 : 0;
    }
    counters.resets.put("ea", 1);
    ChainEvaluation both = turn(CHECKOUT);
    counters.resets.clear();
    ChainEvaluation over = turn(CHECKOUT);

    assertThat(stands(reset, "CountersReset")).isEqualTo("True CounterReset");
    assertThat(condition(reset, "CountersReset").getMessage())
        .startsWith("counters that began anew in the last hour, which are counted on from there")
        .endsWith("or whether two processes export one series: a.total (1)");
    assertThat(reset.status().members().get(1).notes()).containsExactly("CounterReset: total");
    assertThat(stands(reset, "DataAvailable")).isEqualTo("True Measured");
    assertThat(reset.news()).isEmpty();
    assertThat(writes).as("while only its number grows").isZero();
    assertThat(both.due()).as("another indicator").isTrue();
    assertThat(both.status().members().get(1).notes())
        .containsExactly("CounterReset: errors", "CounterReset: total");
    assertThat(stands(over, "CountersReset")).isEqualTo("False NoReset");
    assertThat(over.due()).isTrue();
  }

  /** A message ends somewhere; the members' notes have all names. */
  @Test
  void findings_ofManyServices_areAllInTheMembersNotes() {
    List<String> names =
        IntStream.range(0, 16).mapToObj(i -> "a_service_with_a_name_" + i).toList();
    StringBuilder services = new StringBuilder("  services:\n");
    for (String name : names) {
      counters.service(name, 0.999, 0, 1_000);
      counters.series.put("e" + name, 2);
      counters.series.put("t" + name, 2);
      services.append(
          "  - {name: %s, objective: \"0.999\", errors: e%s, total: t%s}\n"
              .formatted(name.replace('_', '-'), name, name));
    }
    String yaml =
        CHECKOUT.substring(0, CHECKOUT.indexOf("  latency:"))
            + services
            + "  stages: [{name: all, compose: Serial, members: [%s]}]\n  root: all\n"
                .formatted(String.join(", ", names).replace('_', '-'));
    ChainEvaluation evaluation = turn(yaml);

    assertThat(condition(evaluation, "SeriesSummed").getMessage()).hasSize(1_024);
    assertThat(evaluation.status().members())
        .hasSize(16)
        .allSatisfy(
            member ->
                assertThat(member.notes())
                    .containsExactly("SeveralSeries: errors", "SeveralSeries: total"));
  }

  /** 0.0001 x $10,550 x 36.5 billion a year are $38.5 billion; a day is a 365th of it. */
  @Test
  void economics_areOfADay() {
    String yaml =
        CHECKOUT.replace(
            "  root: all",
            """
              root: all
              economics:
                currency: USD
                wrongAnswer: "10550"
                delaySecond: "0.01"
                requestsPerDay: 100000000
                guarantees:
                - {guarantee: Serializable, wrongProbability: "0", delay: 90ms}
                - {guarantee: Eventual, wrongProbability: "0.0001"}
                modes: [{mode: Floor, perMinute: "300"}, {mode: Degraded, perMinute: "120.5"}]\
            """);
    SLOChainStatus status = turn(yaml).status();

    assertThat(status.economics().cheapest()).isEqualTo("Serializable");
    assertThat(status.economics().guarantees().get(0).total()).isEqualTo("90000");
    assertThat(status.economics().guarantees().get(1).wrongness()).isEqualTo("105500000");
    assertThat(status.economics().modes())
        .as("60 minutes each")
        .containsExactly(
            new ChainEconomicsStatus.ModeCost("Degraded", "7230"),
            new ChainEconomicsStatus.ModeCost("Floor", "18000"));
  }

  @Test
  void calm_isWrittenOnce_andLastDigitsOnTheHeartbeat() {
    assertThat(turn(CHECKOUT).due()).isTrue();
    int writes = 0;
    for (int i = 1; i <= 60; i++) {
      counters.service("l", 0.995, 0.001 * i, 1_000);
      writes += turn(CHECKOUT).due() ? 1 : 0;
    }

    assertThat(writes).as("in ten minutes, beside the first").isEqualTo(2);
  }

  @Test
  void whatAPersonCaresAbout_isWrittenAtOnce() {
    counters.service("l", 0.995, 6, 1_000);
    turn(CHECKOUT);
    counters.service("l", 0.995, 0, 1_000).service("g", 0.999, 6, 1_000);

    ChainEvaluation moved = turn(CHECKOUT);
    assertThat(moved.status().weakest()).isEqualTo("g");
    assertThat(moved.due()).isTrue();
    counters.service("g", 0.999, 60, 1_000);
    assertThat(turn(CHECKOUT).due()).as("a burn rate ten times as large").isTrue();
    assertThat(turn(CHECKOUT).due()).isFalse();
  }

  @Test
  void aThousandChains_costATurnNoMoreThanTen_andEachHasItsTurn() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      yaml.append(CHECKOUT.replace("name: checkout", "name: c" + i));
    }
    List<ChainPolicy> chains = chains(yaml.toString());
    Set<ResourceId> seen = new HashSet<>();
    int turns = 0;
    for (; turns < 100 && seen.size() < 1_000; turns++) {
      counters.readings = 0;
      for (ChainEvaluation evaluation : cycle.evaluate(chains, counters, nowMillis)) {
        seen.add(evaluation.chain().id());
      }
      assertThat(counters.readings).isLessThanOrEqualTo(2);
      assertThat(counters.direct).isLessThanOrEqualTo(ChainCycle.MOST_DIRECT);
    }

    // 60 expressions a chain until rules are loaded, so 33 chains a turn.
    assertThat(turns).isEqualTo(31);
  }
}
