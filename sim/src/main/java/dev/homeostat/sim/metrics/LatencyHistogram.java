package dev.homeostat.sim.metrics;

import dev.homeostat.sim.kernel.VirtualTime;

/**
 * Counts of latencies in buckets that are less than one percent wide, from a nanosecond to a
 * century, in a fixed amount of memory.
 *
 * <p>Each power of two is divided into 128 equal buckets, as HdrHistogram does it.
 */
public final class LatencyHistogram {

  private static final int SPLIT_BITS = 7;

  private final long[] counts = new long[(Long.SIZE - SPLIT_BITS + 1) << SPLIT_BITS];
  private long count;
  private double sumSeconds;

  /** Adds one. */
  public void add(long nanos) {
    counts[bucket(nanos)]++;
    count++;
    sumSeconds += VirtualTime.seconds(nanos);
  }

  /** How many were added. */
  public long count() {
    return count;
  }

  /** Their sum. */
  public double sumSeconds() {
    return sumSeconds;
  }

  /**
   * The latency below which a share of them lies: the upper end of its bucket.
   *
   * @param share above 0 and at most 1
   */
  public double quantileSeconds(double share) {
    if (count == 0 || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "expected at least one latency and a share above 0 and at most 1, found "
              + count
              + " and "
              + share);
    }
    long rank = (long) Math.ceil(share * count);
    int bucket = -1;
    for (long below = 0; below < rank; below += counts[bucket]) {
      bucket++;
    }
    return VirtualTime.seconds(upperEnd(bucket));
  }

  private static int bucket(long nanos) {
    int shift = Math.max(0, Long.SIZE - SPLIT_BITS - 1 - Long.numberOfLeadingZeros(nanos | 1));
    return (shift << SPLIT_BITS) + (int) (nanos >>> shift);
  }

  private static long upperEnd(int bucket) {
    int shift = Math.max(0, (bucket >>> SPLIT_BITS) - 1);
    return ((bucket - ((long) shift << SPLIT_BITS)) << shift) + (1L << shift) - 1;
  }
}
