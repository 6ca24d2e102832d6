package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.sim.kernel.VirtualTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for every plant, whatever its clients and its knobs do. */
class PlantPropertyTest {

  private static final double LOAD_SECONDS = 20;
  private static final double END_SECONDS = 2_000;

  /** After the load has ended and all queues are empty, nothing is left and nothing was lost. */
  @Property(tries = 150)
  void anyPlant_loadEnds_everyRequestHasOneFateAndNothingIsHeld(
      @ForAll("plants") PlantSpec spec,
      @ForAll("clients") ClientPolicy clients,
      @ForAll @IntRange(min = 1, max = 200) int perSecond,
      @ForAll @IntRange(min = 1, max = 300) int limit) {
    World world = World.of(perSecond, END_SECONDS);
    new Plant(world, spec, clients).open(Demand.step(perSecond, 0, LOAD_SECONDS), END_SECONDS);

    run(world, LOAD_SECONDS / 2);
    world.knobs().set("limit", limit);
    world.knobs().set("resends", limit % 4);
    run(world, END_SECONDS);

    assertThat(world.meter().allResolved()).isTrue();
    assertThat(world.meter().successes() + world.meter().failures())
        .isEqualTo(world.meter().arrivals());
    assertThat(world.meter().wastedWorkRatio(0, (int) END_SECONDS)).isBetween(0.0, 1.0);
    assertThat(read(world, "attempts_open")).isZero();
    assertThat(read(world, "attempts_total") - read(world, "attempts_failed_total"))
        .isEqualTo(read(world, "requests_succeeded_total"));
    assertThat(world.loop().pending()).isZero();
  }

  @Provide
  Arbitrary<PlantSpec> plants() {
    Arbitrary<PoolSpec> pools =
        Combinators.combine(
                Arbitraries.integers().between(1, 8),
                Arbitraries.of(0, 3, 500),
                Arbitraries.of(true, false))
            .as(
                (servers, queue, exponential) ->
                    new PoolSpec(servers, queue, new ServiceTime(0.05, exponential)));
    Arbitrary<PlantSpec> composed =
        Combinators.combine(
                pools,
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(
                        new CacheSpec(50, 1, 10, true, null, false),
                        new CacheSpec(50, 1, 10, false, new CacheSpec.Expiry(1, 1), true))
                    .injectNull(0.4),
                Arbitraries.of(new CallSpec(0.3, 0.2)).injectNull(0.5),
                Arbitraries.of(new HeapSpec(256, 40, 1.8, 1.8, 0.001)).injectNull(0.5))
            .as(
                (pool, n, cache, call, heap) ->
                    new PlantSpec.Pools(pool, n, cache, call, heap, null));
    Arbitrary<PlantSpec> connected =
        Combinators.combine(
                pools,
                Arbitraries.integers().between(1, 2),
                Arbitraries.of(new CallSpec(0.3, 0.2)).injectNull(0.5),
                Arbitraries.integers().between(1, 4),
                Arbitraries.of(0.0, 0.02))
            .as(
                (pool, n, call, size, connectSeconds) ->
                    new PlantSpec.Pools(pool, n, null, call, null, database(size, connectSeconds)));
    return Arbitraries.oneOf(
        composed,
        connected,
        Arbitraries.just(new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0.1))));
  }

  private static ConnectionPoolSpec database(int size, double connectSeconds) {
    return new ConnectionPoolSpec(
        size,
        2,
        0.1,
        new ConnectionPoolSpec.Query(ServiceTime.exponential(0.02), 0.1),
        new ConnectionPoolSpec.Upkeep(connectSeconds, 0.05, 1));
  }

  @Provide
  Arbitrary<ClientPolicy> clients() {
    return Combinators.combine(
            Arbitraries.of(0.05, 1.0, 3.0),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(BackOff.NONE, BackOff.fullJitter(1, 4)),
            Arbitraries.of(0.1).injectNull(0.5),
            Arbitraries.of(new BreakerPolicy(5, 2)).injectNull(0.5))
        .as(ClientPolicy::new);
  }

  private static void run(World world, double untilSeconds) {
    world.loop().runUntil(VirtualTime.nanos(untilSeconds));
  }

  private static double read(World world, String name) {
    return world.series().read(world.series().indexOf(name));
  }
}
