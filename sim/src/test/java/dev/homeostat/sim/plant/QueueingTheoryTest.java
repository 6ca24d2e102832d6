package dev.homeostat.sim.plant;

import static dev.homeostat.sim.plant.Confidence.expect;
import static dev.homeostat.sim.plant.Confidence.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plants against queueing theory (Kleinrock, Queueing Systems I, 1975; Reiser and Lavenberg, Mean
 * Value Analysis, 1980).
 */
class QueueingTheoryTest {

  /** How many requests arrive in a run, which is as long as that takes. */
  private static final double REQUESTS = 150_000;

  /** What a server does before its query. */
  private static final double PASS_SECONDS = 1e-6;

  private static final double CLOSED_SECONDS = 4_000;

  /** Never reached in these plants. */
  private static final double TIMEOUT_SECONDS = 50;

  /** Latency {@code 1 / (mu - lambda)}; in the system {@code rho / (1 - rho)}. */
  @Test
  void singleServer_exponentialService_isMM1() {
    List<World> worlds = open(80, pool(1, 1_000_000, ServiceTime.exponential(0.01)), 0);

    expect(worlds, QueueingTheoryTest::meanLatency, 1 / (100.0 - 80));
    expect(worlds, world -> average(world, "held_seconds_total"), 0.8 / (1 - 0.8));
    expect(worlds, world -> average(world, "busy_seconds_total"), 0.8);
  }

  /** The latency of M/M/1 is exponential: its quantile q is {@code W ln(1 / (1 - q))}. */
  @Test
  void singleServer_exponentialService_hasTheTailOfMM1() {
    List<World> worlds = open(70, pool(1, 1_000_000, ServiceTime.exponential(0.01)), 0);

    // The histogram gives upper ends of buckets, 0.4 % too much on average.
    expect(
        worlds,
        world -> world.meter().latencies().quantileSeconds(0.9) / 1.004,
        StrictMath.log(10) / (100.0 - 70));
  }

  /** Latency {@code 1 / mu + C / (c mu - lambda)} with Erlang's C. */
  @Test
  void fourServers_exponentialService_areMMc() {
    List<World> worlds = open(320, pool(4, 1_000_000, ServiceTime.exponential(0.01)), 0);

    double erlangC = erlangB(4, 3.2) / (1 - 0.8 * (1 - erlangB(4, 3.2)));
    expect(worlds, QueueingTheoryTest::meanLatency, 0.01 + erlangC / (400.0 - 320));
  }

  /** Pollaczek and Khinchin without variance: {@code 1 / mu + rho / (2 mu (1 - rho))}. */
  @Test
  void singleServer_fixedService_isMD1() {
    List<World> worlds = open(80, pool(1, 1_000_000, ServiceTime.fixed(0.01)), 0);

    expect(worlds, QueueingTheoryTest::meanLatency, 0.01 + 0.8 * 0.01 / (2 * (1 - 0.8)));
  }

  /** Loss {@code (1 - rho) rho^K / (1 - rho^(K+1))}; the limit counts queued and running. */
  @Test
  void singleServer_limited_isMM1K() {
    List<World> worlds = open(90, pool(1, 1_000_000, ServiceTime.exponential(0.01)), 5);

    double loss = (1 - 0.9) * StrictMath.pow(0.9, 5) / (1 - StrictMath.pow(0.9, 6));
    expect(worlds, world -> world.meter().errorRatio(), loss);
  }

  /** The same loss where the queue, and not a limit, holds no more than four. */
  @Test
  void singleServer_boundedQueue_isMM1K() {
    List<World> worlds = open(90, pool(1, 4, ServiceTime.exponential(0.01)), 0);

    double loss = (1 - 0.9) * StrictMath.pow(0.9, 5) / (1 - StrictMath.pow(0.9, 6));
    expect(worlds, world -> world.meter().errorRatio(), loss);
  }

  /** Erlang's B, which is the same for every distribution of service times. */
  @Test
  void tenServers_withoutAQueue_loseByErlangB() {
    for (ServiceTime time : List.of(ServiceTime.exponential(0.01), ServiceTime.fixed(0.01))) {
      List<World> worlds = open(800, pool(10, 0, time), 0);

      expect(worlds, world -> world.meter().errorRatio(), erlangB(10, 8));
    }
  }

  /**
   * What leaves an M/M/1 is a Poisson process that owes its past nothing (Burke, The Output of a
   * Queuing System, 1956), so that each service of a chain is one too, and their latencies add up.
   */
  @Test
  void chain_exponentialServices_areMM1Each() {
    PlantSpec chain =
        new PlantSpec.Chain(
            List.of(
                pool(1, 1_000_000, ServiceTime.exponential(0.01)),
                pool(1, 1_000_000, ServiceTime.exponential(0.008))));
    List<World> worlds = open(80, chain, 0);

    expect(worlds, QueueingTheoryTest::meanLatency, 1 / (100.0 - 80) + 1 / (125.0 - 80));
    expect(worlds, world -> average(world, "service1_held_seconds_total"), 0.8 / (1 - 0.8));
    expect(worlds, world -> average(world, "service2_held_seconds_total"), 0.64 / (1 - 0.64));
  }

  /**
   * Connections that are never short of servers are M/M/c: Erlang's C of the attempts wait, {@code
   * C / (c mu - lambda)} on average.
   */
  @Test
  void connections_manyServers_areMMc() {
    List<World> worlds = open(320, queries(4, 1_000_000, TIMEOUT_SECONDS), 0);

    double erlangC = erlangB(4, 3.2) / (1 - 0.8 * (1 - erlangB(4, 3.2)));
    expect(worlds, world -> share(world, "connections_waited_total"), erlangC);
    expect(worlds, QueueingTheoryTest::meanLatency, PASS_SECONDS + 0.01 + erlangC / (400.0 - 320));
  }

  /** Erlang's B where nobody may wait, and M/M/c/K where three may: {@code K = 4 + 3}. */
  @Test
  void connections_shortQueue_loseByErlangBAndMMcK() {
    List<World> none = open(320, queries(4, 0, TIMEOUT_SECONDS), 0);
    expect(none, world -> world.meter().errorRatio(), erlangB(4, 3.2));

    List<World> three = open(320, queries(4, 3, TIMEOUT_SECONDS), 0);
    double sum = 0;
    double weight = 1;
    for (int inside = 0; inside <= 7; inside++) {
      sum += weight;
      weight *= inside == 7 ? 1 : 3.2 / Math.min(inside + 1, 4);
    }
    expect(three, world -> world.meter().errorRatio(), weight / sum);
  }

  /**
   * M/M/c whose customers leave after a fixed wait (Barrer, Queuing with Impatient Customers and
   * Ordered Service, 1957): with {@code p} the chance of c - 1 inside, those who would have to wait
   * longer than {@code d} are {@code lambda p exp(-(c mu - lambda) d) / (c mu)}.
   */
  @Test
  void connections_acquireTimeout_losesTheImpatient() {
    double patience = 0.005;
    List<World> worlds = open(360, queries(4, 1_000_000, patience), 0);

    double below = 0;
    double weight = 1;
    for (int inside = 0; inside < 4; inside++) {
      weight = inside == 0 ? 1 : weight * 3.6 / inside;
      below += weight;
    }
    double late = StrictMath.exp(-(400 - 360.0) * patience);
    double waiting = 360 * weight * ((1 - late) / (400 - 360.0) + late / 400);
    expect(
        worlds, world -> world.meter().errorRatio(), 360 * weight * late / 400 / (below + waiting));
  }

  /** Mean value analysis: {@code R(n) = S (1 + Q(n-1)), X(n) = n / (Z + R), Q = X R}. */
  @Test
  void closedUsers_oneServer_areMeanValueAnalysis() {
    int users = 12;
    List<World> worlds = new ArrayList<>();
    for (int seed = 0; seed < Confidence.SEEDS; seed++) {
      World world = World.of(seed, CLOSED_SECONDS);
      PlantSpec spec = PlantSpec.Pools.of(pool(1, 1_000, ServiceTime.exponential(0.1)));
      new Plant(world, spec, ClientPolicy.eager(TIMEOUT_SECONDS, 0)).close(users, 1);
      worlds.add(run(world, CLOSED_SECONDS));
    }

    double queued = 0;
    double response = 0;
    for (int n = 1; n <= users; n++) {
      response = 0.1 * (1 + queued);
      queued = n / (1 + response) * response;
    }
    expect(worlds, QueueingTheoryTest::meanLatency, response);
    expect(worlds, world -> world.meter().successes() / CLOSED_SECONDS, queued / response);
  }

  /** Little's law holds in each run by itself but for what is inside at its ends. */
  @Test
  void anyPlant_obeysLittlesLaw() {
    List<World> worlds = open(950, pool(10, 10_000, ServiceTime.exponential(0.01)), 0);

    for (World world : worlds) {
      double rate = world.meter().successes() / world.loop().nowSeconds();
      double expected = rate * meanLatency(world);
      assertThat(average(world, "held_seconds_total")).isCloseTo(expected, within(expected / 500));
    }
  }

  /** Servers that are never short, each of which passes an attempt on to a pool of connections. */
  private static PlantSpec queries(int connections, int queue, double acquireTimeout) {
    return PlantSpec.Pools.of(pool(100_000, 0, ServiceTime.fixed(PASS_SECONDS)))
        .with(
            new ConnectionPoolSpec(
                connections,
                queue,
                acquireTimeout,
                new ConnectionPoolSpec.Query(ServiceTime.exponential(0.01), 0),
                ConnectionPoolSpec.Upkeep.NONE));
  }

  private static double share(World world, String name) {
    return read(world, name) / world.meter().arrivals();
  }

  private static List<World> open(double perSecond, PoolSpec pool, int limit) {
    return open(perSecond, PlantSpec.Pools.of(pool), limit);
  }

  private static List<World> open(double perSecond, PlantSpec spec, int limit) {
    double endSeconds = REQUESTS / perSecond;
    List<World> worlds = new ArrayList<>();
    for (int seed = 0; seed < Confidence.SEEDS; seed++) {
      World world = World.of(seed, endSeconds);
      Plant plant = new Plant(world, spec, ClientPolicy.eager(TIMEOUT_SECONDS, 0));
      plant.open(Demand.constant(perSecond), endSeconds);
      if (limit > 0) {
        world.knobs().set("limit", limit);
      }
      worlds.add(run(world, endSeconds));
    }
    return worlds;
  }

  private static World run(World world, double endSeconds) {
    world.loop().runUntil(VirtualTime.nanos(endSeconds));
    return world;
  }

  private static PoolSpec pool(int servers, int queue, ServiceTime time) {
    return new PoolSpec(servers, queue, time);
  }

  private static double meanLatency(World world) {
    return world.meter().latencies().sumSeconds() / world.meter().latencies().count();
  }

  /** The mean over time of what a series adds up. */
  private static double average(World world, String name) {
    return read(world, name) / world.loop().nowSeconds();
  }

  /** Erlang's B by its recursion. */
  private static double erlangB(int servers, double offered) {
    double blocked = 1;
    for (int server = 1; server <= servers; server++) {
      blocked = offered * blocked / (server + offered * blocked);
    }
    return blocked;
  }
}
