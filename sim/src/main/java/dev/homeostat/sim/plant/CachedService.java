package dev.homeostat.sim.plant;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.Reach;
import org.jspecify.annotations.Nullable;

/** The cache of a {@link CacheSpec}, between clients and a service. */
final class CachedService implements Service, Answers {

  private final World world;
  private final EventLoop loop;
  private final Attempts attempts;
  private final CacheSpec spec;
  private final Answers clients;
  private final ZipfKeys keys;
  private final LruCache cache;
  private final long[] filledNanos;
  private final long[] askedNanos;
  private final long[] fillNanos;
  private final @Nullable AttemptQueue[] waiting;
  private Service backend = attempt -> Door.REJECTED;
  private long ttlNanos = Long.MAX_VALUE;
  private long hits;
  private long misses;

  CachedService(World world, Attempts attempts, CacheSpec spec, Answers clients) {
    this.world = world;
    this.loop = world.loop();
    this.attempts = attempts;
    this.spec = spec;
    this.clients = clients;
    keys = new ZipfKeys(spec.keys(), spec.skew());
    cache = new LruCache(spec.keys(), spec.capacity());
    filledNanos = new long[spec.keys()];
    askedNanos = new long[spec.keys()];
    fillNanos = new long[spec.keys()];
    waiting = new AttemptQueue[spec.keys()];
    for (int key = spec.primed() ? spec.capacity() - 1 : -1; key >= 0; key--) {
      cache.use(key);
    }
    expose();
  }

  /** Sends misses there from now on. */
  void connect(Service to) {
    backend = to;
  }

  /** Loses all it holds; the way back of the dial is none. */
  private void flush(double dial) {
    if (dial > 0) {
      cache.clear();
    }
  }

  private void expose() {
    CacheSpec.Expiry expiry = spec.expiry();
    if (expiry != null) {
      ttlNanos = VirtualTime.nanos(expiry.ttlSeconds());
      Range range = new Range(0.001, CacheSpec.Expiry.LONGEST_SECONDS, expiry.ttlSeconds(), false);
      world.knobs().add("cacheTtlSeconds", range, value -> ttlNanos = VirtualTime.nanos(value));
    }
    world.dials().add("cacheFlush", new Range(0, 1, 0, true), this::flush);
    world.series().add("cache_hits_total", () -> hits);
    world.series().add("cache_misses_total", () -> misses);
    world.series().add("cache_keys", Reach.upTo(spec.capacity()), cache::size);
  }

  @Override
  public Door offer(int attempt) {
    int key = key(attempt);
    if (cache.contains(key) && isFresh(key, attempt)) {
      cache.use(key);
      hits++;
      return Door.ANSWERED;
    }
    misses++;
    AttemptQueue others = waiting[key];
    if (others != null) {
      others.add(attempt);
      return Door.TAKEN;
    }
    Door door = backend.offer(attempt);
    if (door == Door.TAKEN) {
      askedNanos[key] = loop.nowNanos();
      waiting[key] = spec.coalescing() ? new AttemptQueue() : null;
    }
    return door;
  }

  @Override
  public boolean answered(int attempt, boolean well) {
    int key = key(attempt);
    AttemptQueue others = waiting[key];
    // Forgotten before they are answered, since a client that is told of an error asks again.
    waiting[key] = null;
    boolean useful = clients.answered(attempt, well);
    while (others != null && !others.isEmpty()) {
      useful |= clients.answered(others.removeFirst(), well);
    }
    if (useful) {
      cache.use(key);
      filledNanos[key] = loop.nowNanos();
      fillNanos[key] = loop.nowNanos() - askedNanos[key];
    }
    return useful;
  }

  @Override
  public void shed(int attempt) {
    int key = key(attempt);
    AttemptQueue others = waiting[key];
    waiting[key] = null;
    clients.shed(attempt);
    while (others != null && !others.isEmpty()) {
      clients.shed(others.removeFirst());
    }
  }

  private int key(int attempt) {
    return keys.key(world.random().uniform(Purpose.KEY, attempts.request(attempt), 0));
  }

  private boolean isFresh(int key, int attempt) {
    CacheSpec.Expiry expiry = spec.expiry();
    if (expiry == null) {
      return true;
    }
    double age = loop.nowNanos() - filledNanos[key];
    if (expiry.earlyFactor() > 0) {
      double drawn =
          world
              .random()
              .exponential(
                  Purpose.EARLY_REFRESH, attempts.request(attempt), attempts.number(attempt));
      age += expiry.earlyFactor() * fillNanos[key] * drawn;
    }
    return age < ttlNanos;
  }
}
