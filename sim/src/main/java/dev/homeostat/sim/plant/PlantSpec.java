package dev.homeostat.sim.plant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What serves the requests of a scenario. */
public sealed interface PlantSpec {

  /**
   * Pools of servers, with what stands before and behind them.
   *
   * @param pool one replica
   * @param replicas how many of them take attempts in turn
   * @param cache before them; null: none
   * @param call made by some requests while they hold a server; null: none
   * @param heap whose collections stop a replica; null: none
   * @param connections that each replica has, to a database; null: none
   */
  record Pools(
      PoolSpec pool,
      int replicas,
      @Nullable CacheSpec cache,
      @Nullable CallSpec call,
      @Nullable HeapSpec heap,
      @Nullable ConnectionPoolSpec connections)
      implements PlantSpec {

    /** The most replicas that a plant has. */
    private static final int MOST_REPLICAS = 100;

    public Pools {
      if (replicas < 1 || replicas > MOST_REPLICAS) {
        throw new IllegalArgumentException("expected 1 to 100 replicas, found " + replicas);
      }
      if (heap != null && connections != null) {
        throw new IllegalArgumentException(
            "expected a heap or connections, found both: a collection would have to stop queries");
      }
    }

    /** One pool and nothing else. */
    public static Pools of(PoolSpec pool) {
      return new Pools(pool, 1, null, null, null, null);
    }

    /** The same, several times. */
    public Pools times(int number) {
      return new Pools(pool, number, cache, call, heap, connections);
    }

    /** The same, behind a cache. */
    public Pools with(CacheSpec before) {
      return new Pools(pool, replicas, before, call, heap, connections);
    }

    /** The same, with a dependency. */
    public Pools with(CallSpec dependency) {
      return new Pools(pool, replicas, cache, dependency, heap, connections);
    }

    /** The same, with a heap. */
    public Pools with(HeapSpec memory) {
      return new Pools(pool, replicas, cache, call, memory, connections);
    }

    /** The same, with a pool of connections in each replica. */
    public Pools with(ConnectionPoolSpec toDatabase) {
      return new Pools(pool, replicas, cache, call, heap, toDatabase);
    }
  }

  /**
   * Services that an attempt passes one after the other; each is free again once it has handed
   * over.
   *
   * @param services from the first, which clients see, to the last
   */
  record Chain(List<PoolSpec> services) implements PlantSpec {

    /** The longest chain. */
    private static final int MOST_SERVICES = 10;

    public Chain {
      services = List.copyOf(services);
      if (services.size() < 2 || services.size() > MOST_SERVICES) {
        throw new IllegalArgumentException(
            "expected a chain of 2 to 10 services, found " + services.size());
      }
    }
  }

  /**
   * A service without a queue that slows down with what is in flight.
   *
   * @param spec its latency and its network
   */
  record Inflight(InflightSpec spec) implements PlantSpec {}

  /**
   * A leader, and followers that serve reads that may be a little stale.
   *
   * @param spec what they are and how timestamps are closed
   */
  record Replicated(ReplicationSpec spec) implements PlantSpec {}
}
