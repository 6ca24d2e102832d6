package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Modes follow a shared signal as they follow any other. */
class SharedSignalSimulationTest {

  private static final Query P99 =
      new Query.Shared(
          "main",
          "p99",
          "latency:p99",
          new TreeMap<>(Map.of("app", "checkout", "namespace", "shop")));

  private static final String POLICY =
      World.POLICY
          .replace(
              "staleAfter: 3s",
              "staleAfter: 3s, signals: [{name: p99, promql: 'latency:p99', by: [namespace, app]}]")
          .replace(
              "sloChain: {name: checkout, window: 60s}",
              "shared: {source: main, signal: p99, labels: {app: checkout}}");

  private static World world(double shared, double burn) {
    World world = new World(POLICY);
    world.signals.answer(query -> number(world, query, shared, burn));
    return world;
  }

  private static Reading number(World world, Query query, double shared, double burn) {
    if (query.equals(P99)) {
      return new Reading.Value(shared, world.time.nowMillis());
    }
    return new Reading.Value(
        query.expression().startsWith("errors") ? burn * 10 : 1_000, world.time.nowMillis());
  }

  @Test
  void evaluate_sharedSignalAboveItsThreshold_degrades() {
    World world = world(20, 50);

    Decision decision = world.ticks(3);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void evaluate_sharedSignal_isAskedWithItsLabels() {
    World world = world(0, 0);

    world.tick();

    Set<Query> shared =
        world.signals.asked().get(0).stream()
            .filter(query -> query instanceof Query.Shared)
            .collect(Collectors.toSet());
    assertThat(shared).containsExactly(P99);
  }

  @Test
  void evaluate_sharedSignalIsMissing_movesNothingAndIsNamed() {
    World world = world(0, 50);
    world.signals.answer(
        query ->
            query.equals(P99)
                ? new Reading.Missing("NoData", "no series")
                : number(world, query, 0, 50));

    Decision decision = world.ticks(5);

    assertThat(decision.mode()).isEqualTo(Mode.TARGET);
    assertThat(decision.problems())
        .contains(new Problem("NoData", "signal burn-long", "no series"));
  }
}
