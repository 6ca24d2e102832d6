package dev.homeostat.sim.file;

import dev.homeostat.sim.plant.CacheSpec;
import dev.homeostat.sim.plant.CallSpec;
import dev.homeostat.sim.plant.ConnectionPoolSpec;
import dev.homeostat.sim.plant.HeapSpec;
import dev.homeostat.sim.plant.InflightSpec;
import dev.homeostat.sim.plant.PlantSpec;
import dev.homeostat.sim.plant.PoolSpec;
import dev.homeostat.sim.plant.ReplicationSpec;
import dev.homeostat.sim.plant.ServiceTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what serves. */
final class PlantReader {

  private static final String PATH = "plant";
  private static final String KINDS = "pool, chain, inflight or replicated";
  private static final String EXPONENTIAL = "Exponential";
  private static final String FIXED = "Fixed";

  private static final Bounds SERVERS = Bounds.from(1, 1_000_000);
  private static final Bounds QUEUE = Bounds.from(0, 1_000_000);
  private static final Bounds REPLICAS = Bounds.from(1, 100);

  /** Each key takes some dozen bytes. */
  private static final Bounds KEYS = Bounds.from(1, 1_000_000);

  /** Shorter ones would be rounded away. */
  private static final Bounds SERVICE_TIME = Bounds.from(1e-6, 86_400);

  private static final Bounds CONNECTIONS = Bounds.from(1, ConnectionPoolSpec.MOST);
  private static final Bounds AGE = Bounds.from(0, ReplicationSpec.LONGEST_SECONDS);
  private static final Bounds INTERVAL = Bounds.from(0.001, ReplicationSpec.LONGEST_SECONDS);
  private static final Bounds CONNECT = Bounds.from(0, 3_600);
  private static final Bounds KEPT = Bounds.from(0.001, ConnectionPoolSpec.LONGEST_SECONDS);
  private static final Bounds CALL_TIME = Bounds.from(1e-6, 3_600);
  private static final Bounds MEGABYTES = Bounds.above(0, 1e9);
  private static final Bounds TTL = Bounds.from(0.001, 1e6);
  private static final double USUAL_SKEW = 1;

  private final Fields fields;

  PlantReader(Fields fields) {
    this.fields = fields;
  }

  @Nullable PlantSpec read(ScenarioDocument.@Nullable PlantSection plant) {
    if (plant == null) {
      fields.problem(PATH, "expected one of " + KINDS + ", found none; write one");
      return null;
    }
    long found =
        Stream.of(plant.pool(), plant.chain(), plant.inflight(), plant.replicated())
            .filter(Objects::nonNull)
            .count();
    if (found != 1) {
      fields.problem(
          PATH, "expected one of " + KINDS + ", found " + found + " of them; keep one of them");
      return null;
    }
    if (plant.pool() != null) {
      return pools(plant, plant.pool());
    }
    boolean more =
        Stream.of(plant.replicas(), plant.cache(), plant.call(), plant.heap(), plant.connections())
            .anyMatch(Objects::nonNull);
    if (more) {
      fields.problem(
          PATH,
          "expected chain, inflight or replicated alone, found replicas, cache, call, heap or"
              + " connections beside it; they go with pool: remove them");
      return null;
    }
    if (plant.chain() != null) {
      return chain(plant.chain());
    }
    return plant.inflight() != null
        ? inflight(plant.inflight())
        : replicated(Objects.requireNonNull(plant.replicated()));
  }

  private @Nullable PlantSpec pools(
      ScenarioDocument.PlantSection plant, ScenarioDocument.PoolSection section) {
    PoolSpec pool = fields.made(PATH + ".pool", () -> pool(PATH + ".pool", section));
    int replicas = fields.whole(PATH + ".replicas", plant.replicas(), REPLICAS, 1);
    CacheSpec cache = plant.cache() == null ? null : cache(plant.cache());
    CallSpec call = plant.call() == null ? null : call(plant.call());
    HeapSpec heap = plant.heap() == null ? null : heap(plant.heap());
    ConnectionPoolSpec connections =
        plant.connections() == null ? null : connections(plant.connections());
    return pool == null
        ? null
        : fields.made(
            PATH, () -> new PlantSpec.Pools(pool, replicas, cache, call, heap, connections));
  }

  private @Nullable PlantSpec chain(List<ScenarioDocument.PoolSection> sections) {
    return fields.made(
        PATH + ".chain",
        () -> {
          List<PoolSpec> services = new ArrayList<>();
          for (int i = 0; i < sections.size(); i++) {
            services.add(pool(PATH + ".chain[" + i + "]", sections.get(i)));
          }
          return new PlantSpec.Chain(services);
        });
  }

  private @Nullable PlantSpec inflight(ScenarioDocument.InflightSection section) {
    String path = PATH + ".inflight";
    return fields.made(
        path,
        () ->
            new PlantSpec.Inflight(
                new InflightSpec(
                    fields.seconds(path + ".base", section.base(), SERVICE_TIME),
                    fields.seconds(path + ".perAttempt", section.perAttempt(), Bounds.TIME),
                    fields.seconds(path + ".network", section.network(), Bounds.TIME, 0))));
  }

  private PoolSpec pool(String path, ScenarioDocument.PoolSection pool) {
    return new PoolSpec(
        fields.whole(path + ".servers", pool.servers(), SERVERS),
        fields.whole(path + ".queue", pool.queue(), QUEUE),
        new ServiceTime(
            fields.seconds(path + ".serviceTime", pool.serviceTime(), SERVICE_TIME),
            isExponential(path + ".distribution", pool.distribution())));
  }

  private boolean isExponential(String path, @Nullable String distribution) {
    if (distribution != null && !distribution.equals(EXPONENTIAL) && !distribution.equals(FIXED)) {
      fields.problem(
          path,
          "expected " + EXPONENTIAL + " or " + FIXED + ", found another text; write one of them");
    }
    return !FIXED.equals(distribution);
  }

  private @Nullable CacheSpec cache(ScenarioDocument.CacheSection cache) {
    String path = PATH + ".cache";
    if (cache.ttl() == null && cache.earlyFactor() != null) {
      fields.problem(
          path + ".earlyFactor", "expected a ttl beside it, found none; write it, or remove this");
    }
    return fields.made(
        path,
        () ->
            new CacheSpec(
                fields.whole(path + ".keys", cache.keys(), KEYS),
                fields.number(path + ".skew", cache.skew(), Bounds.from(0, 10), USUAL_SKEW),
                fields.whole(path + ".capacity", cache.capacity(), KEYS),
                Boolean.TRUE.equals(cache.primed()),
                cache.ttl() == null ? null : expiry(path, cache),
                Boolean.TRUE.equals(cache.coalescing())));
  }

  private CacheSpec.Expiry expiry(String path, ScenarioDocument.CacheSection cache) {
    return new CacheSpec.Expiry(
        fields.seconds(path + ".ttl", cache.ttl(), TTL),
        fields.number(path + ".earlyFactor", cache.earlyFactor(), Bounds.from(0, 1_000), 0));
  }

  private @Nullable CallSpec call(ScenarioDocument.CallSection call) {
    String path = PATH + ".call";
    return fields.made(
        path,
        () ->
            new CallSpec(
                fields.number(path + ".share", call.share(), Bounds.SHARE),
                fields.seconds(path + ".mean", call.mean(), CALL_TIME)));
  }

  private @Nullable HeapSpec heap(ScenarioDocument.HeapSection heap) {
    String path = PATH + ".heap";
    return fields.made(
        path,
        () ->
            new HeapSpec(
                fields.number(path + ".megabytes", heap.megabytes(), MEGABYTES),
                fields.number(path + ".baseMegabytes", heap.baseMegabytes(), MEGABYTES),
                fields.number(path + ".runningMegabytes", heap.runningMegabytes(), MEGABYTES),
                fields.number(path + ".startMegabytes", heap.startMegabytes(), MEGABYTES),
                fields.seconds(path + ".pausePerMegabyte", heap.pausePerMegabyte(), SERVICE_TIME)));
  }

  private @Nullable ConnectionPoolSpec connections(ScenarioDocument.ConnectionsSection section) {
    String path = PATH + ".connections";
    double kept = ConnectionPoolSpec.LONGEST_SECONDS;
    return fields.made(
        path,
        () ->
            new ConnectionPoolSpec(
                fields.whole(path + ".size", section.size(), CONNECTIONS),
                fields.whole(path + ".queue", section.queue(), QUEUE),
                fields.seconds(path + ".acquireTimeout", section.acquireTimeout(), KEPT),
                new ConnectionPoolSpec.Query(
                    new ServiceTime(
                        fields.seconds(path + ".queryTime", section.queryTime(), CALL_TIME),
                        isExponential(path + ".distribution", section.distribution())),
                    fields.number(path + ".contention", section.contention(), Bounds.SHARE, 0)),
                new ConnectionPoolSpec.Upkeep(
                    fields.seconds(path + ".connectTime", section.connectTime(), CONNECT, 0),
                    fields.seconds(path + ".idleTimeout", section.idleTimeout(), KEPT, kept),
                    fields.seconds(path + ".maxLifetime", section.maxLifetime(), KEPT, kept))));
  }

  private @Nullable PlantSpec replicated(ScenarioDocument.ReplicatedSection section) {
    String path = PATH + ".replicated";
    PoolSpec leader = poolOf(path + ".leader", section.leader());
    PoolSpec follower = poolOf(path + ".follower", section.follower());
    int followers = fields.whole(path + ".followers", section.followers(), REPLICAS);
    ReplicationSpec.Requests requests =
        fields.made(
            path,
            () ->
                new ReplicationSpec.Requests(
                    fields.number(path + ".writes", section.writes(), Bounds.SHARE, 0),
                    fields.seconds(path + ".staleness", section.staleness(), AGE),
                    fields.seconds(path + ".redirectTime", section.redirectTime(), AGE, 0)));
    ReplicationSpec.Closing closing =
        fields.made(
            path,
            () ->
                new ReplicationSpec.Closing(
                    fields.seconds(path + ".closedTimestampLag", section.closedTimestampLag(), AGE),
                    fields.seconds(path + ".closeInterval", section.closeInterval(), INTERVAL, 0.2),
                    new ServiceTime(
                        fields.seconds(
                            path + ".replicationDelay", section.replicationDelay(), CALL_TIME),
                        isExponential(path + ".delayDistribution", section.delayDistribution()))));
    return leader == null || follower == null || requests == null || closing == null
        ? null
        : new PlantSpec.Replicated(
            new ReplicationSpec(leader, follower, followers, requests, closing));
  }

  private @Nullable PoolSpec poolOf(String path, ScenarioDocument.@Nullable PoolSection section) {
    if (section == null) {
      fields.problem(path, "expected servers, queue and serviceTime, found none; write them");
      return null;
    }
    return fields.made(path, () -> pool(path, section));
  }
}
