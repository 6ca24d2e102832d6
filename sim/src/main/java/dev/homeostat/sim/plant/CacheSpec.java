package dev.homeostat.sim.plant;

import org.jspecify.annotations.Nullable;

/**
 * A cache before a service; a hit is free, a miss goes on, and its answer is kept only if a client
 * still waits for it.
 *
 * @param keys how many keys there are
 * @param skew exponent of their popularity (Zipf)
 * @param capacity how many are kept; the least recently used goes
 * @param primed whether the most popular ones are there from the start
 * @param expiry how long values live; null: for ever
 * @param coalescing whether misses of one key wait for one answer
 */
public record CacheSpec(
    int keys,
    double skew,
    int capacity,
    boolean primed,
    @Nullable Expiry expiry,
    boolean coalescing) {

  /**
   * How long values live.
   *
   * @param ttlSeconds time from a fill until it counts no more
   * @param earlyFactor how eagerly a request refreshes what is about to expire; 0: never. XFetch
   *     does it where {@code age - factor x fill time x ln u >= ttl} (Vattani, Chierichetti and
   *     Lowenstein, Optimal Probabilistic Cache Stampede Prevention, VLDB 2015)
   */
  public record Expiry(double ttlSeconds, double earlyFactor) {

    /** The longest a value can live. */
    static final double LONGEST_SECONDS = 1e6;

    public Expiry {
      if (!(ttlSeconds > 0 && ttlSeconds <= LONGEST_SECONDS)) {
        throw new IllegalArgumentException(
            "expected a time to live above 0 and at most 1e6, found " + ttlSeconds + " s");
      }
      if (!(earlyFactor >= 0 && earlyFactor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expected a factor that is not negative, found " + earlyFactor);
      }
    }
  }

  public CacheSpec {
    if (keys < 1 || capacity < 1 || capacity > keys) {
      throw new IllegalArgumentException(
          "expected 1 <= capacity <= keys, found " + capacity + " and " + keys);
    }
    if (!(skew >= 0 && skew < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "expected a skew that is finite and not negative, found " + skew);
    }
  }
}
