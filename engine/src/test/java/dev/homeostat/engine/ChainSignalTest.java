package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.PolicyCompiler;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.port.Reading;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Burn rates of chains of every shape, and of their members, as signals of a mode. */
class ChainSignalTest {

  private static final long NOW = 1_000_000;

  private static final String CHAIN =
      World.POLICY.replace(
          "- {name: checkout, objective: \"0.99\", errors: errors_total, total:"
              + " attempts_total}\n  root: checkout",
          """
          - {name: gateway, objective: "0.999", errors: ge, total: gt}
            - {name: pay-a, objective: "0.99", errors: ae, total: at}
            - {name: pay-b, objective: "0.98", errors: be, total: bt}
            latency: 500ms
            requiredGuarantee: Eventual
            alerts: [{severity: page, long: 1h, short: 5m, budgetShare: "0.02"}]
            stages:
            - {name: pay, compose: Redundant, members: [pay-a, pay-b]}
            - {name: all, compose: Serial, members: [gateway, pay]}
            root: all\
          """);

  private final Map<Query, Reading> answers = new HashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private Reading read(String policy) {
    CompiledPolicy compiled = PolicyCompiler.compile(World.parse(policy));
    assertThat(compiled.problems()).isEmpty();
    SignalPolicy signal = compiled.workloads().get(0).signals().get(0);
    Set<Query> queries = new LinkedHashSet<>();
    SignalReader.collect(signal, queries);
    Map<Query, Reading> known = new HashMap<>();
    for (Query query : queries) {
      asked.add(query.expression());
      answers.forEach(
          (other, reading) -> {
            if (other.expression().equals(query.expression())) {
              known.put(query, reading);
            }
          });
    }
    return SignalReader.read(signal, known, NOW);
  }

  private void count(String selector, double events) {
    answers.put(new Query.Instant("main", selector), new Reading.Value(events, NOW));
  }

  private void missing(String selector) {
    answers.put(
        new Query.Instant("main", selector), new Reading.Missing("NoData", "no series; see why"));
  }

  private void counts(String service, double errors, double total) {
    count(service + "e", errors);
    count(service + "t", total);
  }

  @Test
  void chainWithRedundantBranches_oneFailing_burnsWhatBothTogetherLose() {
    counts("g", 1, 1_000);
    counts("a", 500, 1_000);
    counts("b", 20, 1_000);

    // 1 - (1 - 0.001) * (1 - 0.5 * 0.02) = 0.01099, over a budget of 0.01.
    assertThat(((Reading.Value) read(CHAIN)).value()).isCloseTo(1.099, within(1e-9));
  }

  @Test
  void member_isItsOwnBurnRate_andAsksForNothingElse() {
    counts("a", 500, 1_000);
    String policy =
        CHAIN.replace(
            "sloChain: {name: checkout, window: 60s}",
            "sloChain: {name: checkout, window: 60s, member: pay-a}");

    assertThat(((Reading.Value) read(policy)).value()).isCloseTo(50, within(1e-9));
    assertThat(asked).containsExactly("ae", "at");
  }

  @Test
  void silentBranch_isNotCountedOn() {
    counts("g", 0, 1_000);
    counts("a", 500, 1_000);
    counts("b", 0, 0);

    assertThat(((Reading.Value) read(CHAIN)).value()).isCloseTo(50, within(1e-9));
  }

  @Test
  void silentService_isLowTrafficAndNamed() {
    counts("g", 0, 0);
    counts("a", 0, 1_000);
    counts("b", 0, 1_000);

    assertThat(read(CHAIN))
        .isEqualTo(
            new Reading.Missing(
                "LowTraffic",
                "gateway had 0 events in 1m, and SLOChain checkout asks for 20; wait for traffic,"
                    + " or lower its minEvents"));
  }

  @Test
  void branchWithoutSeries_isNamedAndNeverDropped() {
    counts("g", 0, 1_000);
    counts("a", 0, 1_000);
    missing("be");
    count("bt", 1_000);

    assertThat(read(CHAIN)).isEqualTo(new Reading.Missing("NoData", "pay-b: no series; see why"));
  }

  @Test
  void moreErrorsThanEvents_isNamedWithItsSelectors() {
    counts("g", 0, 1_000);
    counts("a", 0, 1_000);
    counts("b", 2_000, 1_000);

    assertThat(read(CHAIN))
        .isInstanceOfSatisfying(
            Reading.Missing.class,
            found -> {
              assertThat(found.reason()).isEqualTo("Implausible");
              assertThat(found.message()).startsWith("pay-b counts 2000 errors in 1000 events");
            });
  }

  @Test
  void sameDeclaration_isTheSameSignal() {
    // A workload whose policy is another starts anew.
    assertThat(PolicyCompiler.compile(World.parse(CHAIN)).workloads())
        .isEqualTo(PolicyCompiler.compile(World.parse(CHAIN)).workloads());
  }
}
