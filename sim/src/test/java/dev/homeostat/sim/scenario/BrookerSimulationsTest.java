package dev.homeostat.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.plant.BackOff;
import dev.homeostat.sim.plant.CacheSpec;
import dev.homeostat.sim.plant.CallSpec;
import dev.homeostat.sim.plant.ClientPolicy;
import dev.homeostat.sim.plant.Demand;
import dev.homeostat.sim.plant.Plant;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.ServiceTime;
import dev.homeostat.sim.plant.World;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The simulations of Marc Brooker's blog with the plants of this simulator: Fixing retries with
 * token buckets and circuit breakers (2022-02-28), What is Backoff For? (2022-08-11), Caches,
 * Modes, and Unstable Systems (2021-08-27), and the collapse of a server that slows down with its
 * concurrency.
 *
 * <p>The posts give pictures and words. The figures here are what his programs, published as
 * github.com/mbrooker/simulator_example at commit bbfe394 (retry_sim, cache_sim and
 * simple_collapse_sim), print with the parameters in them; where there is a closed form it is
 * given.
 */
class BrookerSimulationsTest {

  private static final double END_SECONDS = 100;
  private static final double PER_SECOND = 1_000;
  private static final double ROUND_TRIP_SECONDS = 0.02;

  /** Tokens that all clients together hold at the start. */
  private static final double TOKENS = 100;

  /**
   * A service that fails a share of the attempts, whatever its load: a call of exponential length
   * that is cut off where it does so with that chance.
   */
  private static World failing(double share, ClientPolicy clients, long seed) {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(100_000, 0, ServiceTime.fixed(1e-6)))
            .with(new CallSpec(1, ROUND_TRIP_SECONDS));
    World world = World.of(seed, END_SECONDS);
    new Plant(world, plant, clients).open(Demand.constant(PER_SECOND), END_SECONDS);
    world.knobs().set("callTimeoutSeconds", -ROUND_TRIP_SECONDS * StrictMath.log(share));
    return until(world, END_SECONDS);
  }

  private static World until(World world, double seconds) {
    world.loop().runUntil(VirtualTime.nanos(seconds));
    return world;
  }

  private static double read(World world, String name) {
    return world.series().read(world.series().indexOf(name));
  }

  /** Attempts for each request. */
  private static double amplification(World world) {
    return read(world, "attempts_total") / world.meter().arrivals();
  }

  /**
   * Nobody sends again: {@code 1 - p}; three times: {@code 1 - p^4} with {@code 1 + p + p^2 + p^3}.
   */
  @ParameterizedTest
  @CsvSource({
    "0.05, 0.9542, 1.0000, 1.0545",
    "0.2, 0.8036, 0.9988, 1.2484",
    "0.3, 0.6985, 0.9917, 1.4241",
    "0.5, 0.4963, 0.9368, 1.8610"
  })
  void retries_noneAndThree_succeedAndLoadAsPublished(
      double share, double without, double withThree, double load) {
    World none = failing(share, ClientPolicy.eager(10, 0), 1);
    World three = failing(share, ClientPolicy.eager(10, 3), 1);

    assertThat(none.meter().goodputRatio()).isCloseTo(without, within(0.01));
    assertThat(none.meter().goodputRatio()).isCloseTo(1 - share, within(0.005));
    assertThat(amplification(none)).isEqualTo(1);
    assertThat(three.meter().goodputRatio()).isCloseTo(withThree, within(0.005));
    assertThat(three.meter().goodputRatio()).isCloseTo(1 - StrictMath.pow(share, 4), within(0.003));
    assertThat(amplification(three)).isCloseTo(load, within(0.025));
    double closed = 1 + share + share * share + share * share * share;
    assertThat(amplification(three)).isCloseTo(closed, within(0.01));
  }

  /**
   * A bucket with a tenth of a token for each request is as good as any number of resends where few
   * fail, and is a tenth of one where many do: {@code (1 + 0.1) (1 - p)}. His clients hold 500
   * tokens for 10,000 requests at the start, these 100 for 100,000; those are taken out of both.
   */
  @ParameterizedTest
  @CsvSource({"0.05, 0.9998, 1.0535", "0.3, 0.7982, 1.1387", "0.5, 0.5725, 1.1411"})
  void retries_tokenBucket_isFullThenATenth(double share, double published, double publishedLoad) {
    World world = failing(share, ClientPolicy.eager(10, 100).withBudget(0.1), 1);

    double load = Math.min(1.1, 1 / (1 - share));
    double ourTokens = load < 1.1 ? 0 : TOKENS / world.meter().arrivals();
    double theirTokens = load < 1.1 ? 0 : publishedLoad - 1.1;
    assertThat(amplification(world)).isCloseTo(load + ourTokens, within(0.003));
    assertThat(publishedLoad).isCloseTo(load + Math.min(0.05, theirTokens), within(0.003));
    assertThat(world.meter().goodputRatio() - ourTokens * (1 - share))
        .isCloseTo(published - theirTokens * (1 - share), within(0.01));
  }

  /** The more clients of the same load, each with a full bucket, the more it is as without one. */
  @Test
  void retries_tokenBucketOfMoreClients_isSpentLater() {
    double[] loads =
        IntStream.of(1, 10, 100)
            .mapToDouble(
                clients -> {
                  double perSecond = 100.0 / clients;
                  return IntStream.range(0, clients)
                      .mapToObj(
                          client -> {
                            World world = World.of(client, END_SECONDS);
                            PlantSpec plant =
                                PlantSpec.Pools.of(new PoolSpec(1_000, 0, ServiceTime.fixed(1e-6)))
                                    .with(new CallSpec(1, ROUND_TRIP_SECONDS));
                            new Plant(world, plant, ClientPolicy.eager(10, 3).withBudget(0.1))
                                .open(Demand.constant(perSecond), END_SECONDS);
                            world
                                .knobs()
                                .set(
                                    "callTimeoutSeconds",
                                    -ROUND_TRIP_SECONDS * StrictMath.log(0.3));
                            return until(world, END_SECONDS);
                          })
                      .mapToDouble(BrookerSimulationsTest::amplification)
                      .average()
                      .orElseThrow();
                })
            .toArray();

    double three = 1 + 0.3 + 0.09 + 0.027;
    assertThat(loads[0]).isCloseTo(1.1 + TOKENS / 10_000, within(0.01));
    assertThat(loads[1]).isCloseTo(1.1 + TOKENS / 1_000, within(0.02));
    assertThat(loads[2]).isCloseTo(three, within(0.03));
  }

  /**
   * His loads at a half: 1.885 without and 1.876 with back-off of three retries, 1.142 and 1.142.
   */
  @Test
  void backOff_manyClients_doesNotReduceTheLoad() {
    BackOff waits = new BackOff(0.1, 2, 10, 0);
    ClientPolicy three = ClientPolicy.eager(10, 3);
    ClientPolicy bucket = ClientPolicy.eager(10, 100).withBudget(0.1);

    for (ClientPolicy clients : new ClientPolicy[] {three, bucket}) {
      double without = amplification(failing(0.5, clients, 2));
      double with = amplification(failing(0.5, clients.with(waits), 2));
      assertThat(with).isCloseTo(without, within(0.015));
    }
  }

  /**
   * A hundred clients that do one thing after the other: a half of failures leaves his 4310 of
   * 10,057 first tries, and each is sent as often as before. These think after each request: a
   * round takes 0.1 s and the waits {@code 0.1 p + 0.2 p^2 + 0.4 p^3}, apart from the round trips.
   */
  @Test
  void backOff_fewSerialClients_reducesFirstTries() {
    ClientPolicy three = ClientPolicy.eager(10, 3);
    World eager = serial(three);
    World patient = serial(three.with(new BackOff(0.1, 2, 10, 0)));

    double left = (double) patient.meter().arrivals() / eager.meter().arrivals();
    double trip = 1.875 * ROUND_TRIP_SECONDS / 2;
    assertThat(left).isCloseTo((0.1 + trip) / (0.1 + 0.15 + trip), within(0.01));
    assertThat(left).isCloseTo(4_310 / 10_057.0, within(0.05));
    assertThat(amplification(patient)).isCloseTo(1.8791, within(0.02));
    assertThat(amplification(eager)).isCloseTo(1.875, within(0.02));
  }

  /**
   * A spike, and a ramp, on a server whose latency is 1 s and 0.01 s for each attempt in flight,
   * with and without waits of up to 20 and 40 s. Without them the spike either heals or never does:
   * in 27 of 100 runs of his, mean 0.503 with a standard deviation of 0.29, so that the mean of 60
   * here may be 0.12 off. The others differ by 0.01 from run to run, of which there are 10 to 20 of
   * his.
   */
  @ParameterizedTest
  @CsvSource({
    "spike, false, 60, 0.503, 0.12",
    "spike, true, 10, 0.977, 0.01",
    "ramp, false, 10, 0.300, 0.02",
    "ramp, true, 10, 0.312, 0.02"
  })
  void collapse_spikeAndRamp_succeedAsOftenAsPublished(
      String name, boolean waits, int seeds, double published, double tolerance) {
    ClientPolicy eager = ClientPolicy.eager(3, 2);
    Scenario scenario =
        BuiltInScenarios.named(name).with(waits ? eager.with(new BackOff(20, 2, 40, 1)) : eager);

    double goodput =
        IntStream.range(0, seeds)
            .mapToDouble(seed -> Simulation.run(scenario, seed).measures().goodputRatio())
            .average()
            .orElseThrow();
    assertThat(goodput).isCloseTo(published, within(tolerance));
  }

  private static World serial(ClientPolicy clients) {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(1_000, 0, ServiceTime.fixed(1e-6)))
            .with(new CallSpec(1, ROUND_TRIP_SECONDS));
    World world = World.of(3, END_SECONDS);
    new Plant(world, plant, clients).close(100, 0.1);
    world.knobs().set("callTimeoutSeconds", -ROUND_TRIP_SECONDS * StrictMath.log(0.5));
    return until(world, END_SECONDS);
  }

  /**
   * A cache of 1,000 of the keys of a Zipf law of 1.3 before a backend that answers some requests a
   * second and refuses the others at once: flushed at 4 s it fills by itself, the sooner the more
   * the backend answers. His law has no end; cut off after a million keys, as here, his program
   * prints these rates of hits, as means of five seeds.
   *
   * <p>Before the flush it prints 0.87: it primes the cache so that the most popular keys are the
   * first to be evicted. Here they are the last, and all requests for them hit.
   */
  @ParameterizedTest
  @CsvSource({
    "5, 0.589, 0.686, 0.737, 0.787",
    "10, 0.671, 0.765, 0.805, 0.839",
    "20, 0.726, 0.804, 0.838, 0.871",
    "100, 0.833, 0.870, 0.861, 0.865"
  })
  void coldCache_refusingBackend_healsAsFastAsPublished(
      double backendPerSecond, double at10, double at20, double at30, double at59) {
    World[] worlds = new World[5];
    for (int seed = 0; seed < worlds.length; seed++) {
      worlds[seed] = coldCache(backendPerSecond, seed);
    }

    assertThat(hitRatio(worlds, 3, 4)).isCloseTo(popularity(1_000), within(0.01));
    for (World world : worlds) {
      world.dials().set("cacheFlush", 1);
    }
    assertThat(hitRatio(worlds, 9, 10)).isCloseTo(at10, within(0.03));
    assertThat(hitRatio(worlds, 19, 20)).isCloseTo(at20, within(0.03));
    assertThat(hitRatio(worlds, 29, 30)).isCloseTo(at30, within(0.03));
    assertThat(hitRatio(worlds, 58, 59)).isCloseTo(at59, within(0.03));
  }

  /** The share of the requests for some of the most popular keys. */
  private static double popularity(int keys) {
    ToDoubleFunction<Integer> weight =
        most -> IntStream.rangeClosed(1, most).mapToDouble(k -> StrictMath.pow(k, -1.3)).sum();
    return weight.applyAsDouble(keys) / weight.applyAsDouble(1_000_000);
  }

  private static World coldCache(double backendPerSecond, long seed) {
    PlantSpec plant =
        PlantSpec.Pools.of(new PoolSpec(1, 0, ServiceTime.fixed(1 / backendPerSecond)))
            .with(new CacheSpec(1_000_000, 1.3, 1_000, true, null, false));
    World world = World.of(seed, 60);
    new Plant(world, plant, ClientPolicy.eager(10, 0)).open(Demand.constant(PER_SECOND), 60);
    return world;
  }

  /** The share of hits between two times, which no world may be past. */
  private static double hitRatio(World[] worlds, double from, double to) {
    double hits = 0;
    double all = 0;
    for (World world : worlds) {
      ToDoubleFunction<String> series = name -> read(world, name);
      until(world, from);
      double before = series.applyAsDouble("cache_hits_total");
      double requests = series.applyAsDouble("requests_total");
      until(world, to);
      hits += series.applyAsDouble("cache_hits_total") - before;
      all += series.applyAsDouble("requests_total") - requests;
    }
    return hits / all;
  }
}
