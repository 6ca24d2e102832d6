package dev.homeostat.sim.plant;

import dev.homeostat.sim.metrics.Reach;
import java.util.ArrayList;
import java.util.List;

/**
 * A plant in one run: clients and what serves them, put together; it is seen through the knobs,
 * dials and series of its world.
 */
public final class Plant {

  private static final Range LIMIT = new Range(1, ServerPool.UNLIMITED, ServerPool.UNLIMITED, true);
  private static final Range WEIGHT = new Range(0, 1, 1, false);
  private static final Range RATE_FACTOR = new Range(0.001, 1_000, 1, false);

  private final World world;
  private final Attempts attempts = new Attempts();
  private final Clients clients;

  /** Puts a plant together; nobody uses it yet. */
  public Plant(World world, PlantSpec spec, ClientPolicy policy) {
    this.world = world;
    clients = new Clients(world, attempts, policy);
    if (spec instanceof PlantSpec.Pools pools) {
      clients.connect(pools(pools));
    } else if (spec instanceof PlantSpec.Inflight inflight) {
      clients.connect(inflight(inflight.spec()));
    } else if (spec instanceof PlantSpec.Chain chain) {
      clients.connect(chain(chain));
    } else if (spec instanceof PlantSpec.Replicated replicated) {
      clients.connect(replicated(replicated.spec()));
    }
    world.series().add("attempts_open", attempts::used);
  }

  /** Lets requests arrive. */
  public void open(Demand demand, double endSeconds) {
    RateCurve curve = demand.curve(world.random(), endSeconds);
    world.series().add("demand_per_second", () -> curve.at(world.loop().nowSeconds()));
    new Arrivals(world, curve, clients::request);
  }

  /** Lets a fixed number of users send requests, who think in between. */
  public void close(int users, double thinkSeconds) {
    clients.listen(new ClosedUsers(world, users, thinkSeconds, clients::request));
  }

  private Service inflight(InflightSpec spec) {
    InflightServer server = new InflightServer(world, attempts, spec, clients);
    server.expose(world.series());
    world.knobs().add("limit", LIMIT, value -> server.setLimit((int) value));
    return server;
  }

  private Service replicated(ReplicationSpec spec) {
    ReplicatedService service = new ReplicatedService(world, attempts, spec, clients);
    service.expose(world.series());
    world.knobs().add("limit", LIMIT, value -> service.setLimit((int) value));
    double longest = ReplicationSpec.LONGEST_SECONDS;
    Range lag = new Range(0, longest, spec.closing().lagSeconds(), false);
    world.knobs().add("closedTimestampLagSeconds", lag, service.closed()::setLag);
    world.dials().add("leaderRateFactor", RATE_FACTOR, service.leader()::setRateFactor);
    for (int follower = 1; follower <= spec.followers(); follower++) {
      ServerPool one = service.followers().get(follower - 1);
      world.dials().add("follower" + follower + "RateFactor", RATE_FACTOR, one::setRateFactor);
    }
    Range delay = new Range(1e-6, longest, spec.closing().delay().meanSeconds(), false);
    world.dials().add("replicationDelaySeconds", delay, service.closed()::setDelay);
    return service;
  }

  private Service pools(PlantSpec.Pools spec) {
    CacheSpec cacheSpec = spec.cache();
    if (cacheSpec == null) {
      return replicas(spec, clients);
    }
    CachedService cached = new CachedService(world, attempts, cacheSpec, clients);
    cached.connect(replicas(spec, cached));
    return cached;
  }

  /** From its end, since each service must know the next. */
  private Service chain(PlantSpec.Chain spec) {
    List<ServerPool> pools = new ArrayList<>();
    Answers answers = clients;
    for (int stage = spec.services().size(); stage >= 1; stage--) {
      PoolSpec one = spec.services().get(stage - 1);
      Work work = new OwnWork(world, attempts, one.time(), stage - 1);
      ServerPool pool = new ServerPool(world, attempts, one, work, answers);
      String name = "service" + stage;
      pool.expose(world.series(), name + "_", Reach.upToKnob(name + "Threads", one.servers()));
      world.dials().add(name + "RateFactor", RATE_FACTOR, pool::setRateFactor);
      Range servers = new Range(1, ServerPool.UNLIMITED, one.servers(), true);
      world.knobs().add(name + "Threads", servers, value -> pool.setServers((int) value));
      answers = new Handover(attempts, pool, clients);
      pools.add(pool);
    }
    world.knobs().add("limit", LIMIT, value -> pools.forEach(pool -> pool.setLimit((int) value)));
    return pools.get(pools.size() - 1);
  }

  private Service replicas(PlantSpec.Pools spec, Answers answers) {
    Work own = new OwnWork(world, attempts, spec.pool().time(), 0);
    CallSpec call = spec.call();
    Work work = call == null ? own : new DependentWork(world, attempts, own, call);
    List<ServerPool> pools = new ArrayList<>();
    for (int replica = 1; replica <= spec.replicas(); replica++) {
      pools.add(pool(spec, work, answers, spec.replicas() == 1 ? "" : "replica" + replica));
    }
    world.knobs().add("limit", LIMIT, value -> pools.forEach(pool -> pool.setLimit((int) value)));
    Range servers = new Range(1, ServerPool.UNLIMITED, spec.pool().servers(), true);
    world
        .knobs()
        .add("threads", servers, value -> pools.forEach(pool -> pool.setServers((int) value)));
    ConnectionPoolSpec connections = spec.connections();
    if (connections != null) {
      connect(pools, connections);
    }
    return pools.size() == 1 ? pools.get(0) : weighted(pools);
  }

  private void connect(List<ServerPool> replicas, ConnectionPoolSpec spec) {
    List<ConnectionPool> pools = new ArrayList<>();
    for (int replica = 1; replica <= replicas.size(); replica++) {
      ConnectionPool pool = replicas.get(replica - 1).attach(spec);
      pool.expose(world.series(), replicas.size() == 1 ? "" : "replica" + replica + "_");
      pools.add(pool);
    }
    Range size = new Range(1, ConnectionPoolSpec.MOST, spec.size(), true);
    world
        .knobs()
        .add("connections", size, value -> pools.forEach(pool -> pool.setSize((int) value)));
    double longest = ConnectionPoolSpec.LONGEST_SECONDS;
    Range wait = new Range(0.001, longest, spec.acquireTimeoutSeconds(), false);
    world
        .knobs()
        .add(
            "acquireTimeoutSeconds",
            wait,
            value -> pools.forEach(pool -> pool.setAcquireTimeout(value)));
    Range mean = new Range(1e-6, 3_600, spec.query().time().meanSeconds(), false);
    world
        .dials()
        .add("queryMeanSeconds", mean, value -> pools.forEach(pool -> pool.setQueryMean(value)));
    Range lost = new Range(0, 1, 0, true);
    world.dials().add("connectionsLost", lost, value -> pools.forEach(pool -> pool.lose(value)));
  }

  private ServerPool pool(PlantSpec.Pools spec, Work work, Answers answers, String name) {
    ServerPool pool = new ServerPool(world, attempts, spec.pool(), work, answers);
    String prefix = name.isEmpty() ? "" : name + "_";
    pool.expose(world.series(), prefix, Reach.upToKnob("threads", spec.pool().servers()));
    String dial = name.isEmpty() ? "rateFactor" : name + "RateFactor";
    world.dials().add(dial, RATE_FACTOR, pool::setRateFactor);
    HeapSpec memory = spec.heap();
    if (memory != null) {
      Heap heap = new Heap(memory);
      pool.attach(heap);
      world.series().add(prefix + "gc_pause_seconds_total", heap::pausedSeconds);
    }
    return pool;
  }

  private Service weighted(List<ServerPool> pools) {
    ReplicaSet set = new ReplicaSet(pools);
    for (int replica = 0; replica < pools.size(); replica++) {
      int index = replica;
      world
          .knobs()
          .add("replica" + (replica + 1) + "Weight", WEIGHT, value -> set.setWeight(index, value));
    }
    return set;
  }
}
