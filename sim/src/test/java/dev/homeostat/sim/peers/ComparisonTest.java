package dev.homeostat.sim.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.sim.control.Compared;
import dev.homeostat.sim.control.Policy;
import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.control.ShippedPolicy;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.ServiceTime;
import dev.homeostat.sim.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison in small; the whole of it is in the documentation of the benchmarks. */
class ComparisonTest {

  private static final double ONE_POINT = 0.01;

  @ParameterizedTest
  @ValueSource(strings = {"retry-storm", "spike", "gc-spiral"})
  void homeostat_amongPeers_isWithinAPointOfTheBestAndAlwaysRecovers(String name) {
    Scenario scenario = BuiltInScenarios.named(name);
    List<Peer> ranked = new ArrayList<>(Peers.tuned());
    ranked.add(Peers.homeostat(Policy.shipped(scenario), ShippedPolicy.resource(scenario)));

    List<Compared> rows =
        new Comparison(1, 3).rows(scenario, ranked, List.of(Oracle.candidates(scenario).get(0)));

    Compared homeostat = rows.get(rows.size() - 2);
    assertThat(homeostat.policy()).isEqualTo("homeostat");
    assertThat(homeostat.recovered()).isEqualTo(3);
    assertThat(homeostat.differenceToBest().mean()).isGreaterThan(-ONE_POINT);
    assertThat(rows.get(0).policy()).isEqualTo("nothing");
    assertThat(rows.get(0).goodput().mean()).isLessThan(homeostat.goodput().mean() - 0.1);
    assertThat(rows.get(rows.size() - 1).policy()).isEqualTo("oracle");
    assertThat(rows.subList(0, rows.size() - 1))
        .anyMatch(row -> row.differenceToBest().mean() == 0)
        .noneMatch(row -> row.differenceToBest().mean() > 0);
  }

  @Test
  void everyPeer_sameSeed_sameRun() {
    Scenario scenario = BuiltInScenarios.named("spike");

    for (List<Peer> tried : Peers.candidates().values()) {
      Peer peer = tried.get(0);
      PolicyRun first = peer.run(scenario, 4);
      PolicyRun again = peer.run(scenario, 4);
      assertThat(again.result().digest()).as(peer.name()).isEqualTo(first.result().digest());
    }
  }

  /** Those that lack a knob which a policy sets; it then does without. */
  @ParameterizedTest
  @ValueSource(strings = {"slow-queries", "follower-reads", "chain"})
  void everyPeer_inEveryPlant_runs(String name) {
    Scenario.Span brief = new Scenario.Span(0, 40);
    PoolSpec pool = new PoolSpec(10, 100, ServiceTime.exponential(0.01));
    Scenario scenario =
        name.equals("chain")
            ? BuiltInScenarios.named("retry-storm")
                .with(new PlantSpec.Chain(List.of(pool, pool)))
                .withFaults(List.of())
                .with(brief)
            : BuiltInScenarios.named(name).withFaults(List.of()).with(brief);

    for (Peer peer : Peers.tuned()) {
      assertThat(peer.run(scenario, 1).figures().goodputRatio()).as(peer.name()).isGreaterThan(0.9);
    }
  }

  /** A quarter of 1,000 a second needs 2.5 of ten servers: with a target of 0.8 four are enough. */
  @Test
  void autoscaler_littleLoad_takesServersAwayOnlyAfterFiveMinutes() {
    Scenario quiet =
        BuiltInScenarios.named("diurnal")
            .with(Demand.constant(250))
            .with(new Scenario.Span(0, 400));

    PolicyRun run = PolicyRun.controlled(new PodAutoscaler(0.8), quiet, 1);

    assertThat(run.figures().writes()).isEqualTo(1);
    assertThat(run.figures().goodputRatio()).isGreaterThan(0.999);
    PolicyRun early =
        PolicyRun.controlled(new PodAutoscaler(0.8), quiet.with(new Scenario.Span(0, 290)), 1);
    assertThat(early.figures().writes()).isZero();
  }
}
