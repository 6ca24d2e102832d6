package dev.homeostat.samples;

/** Counts durations in buckets, all of them together so that a scrape never sees a half count. */
public final class DurationHistogram {
  private static final double[] UPPER_SECONDS = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final long[] counts = new long[UPPER_SECONDS.length + 1];
  private double sumSeconds;

  public synchronized void observe(double seconds) {
    int bucket = 0;
    while (bucket < UPPER_SECONDS.length && seconds > UPPER_SECONDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sumSeconds += seconds;
  }

  synchronized Snapshot snapshot() {
    long[] cumulative = counts.clone();
    for (int bucket = 1; bucket < cumulative.length; bucket++) {
      cumulative[bucket] += cumulative[bucket - 1];
    }
    return new Snapshot(cumulative, sumSeconds);
  }

  /** What was counted up to one moment; the last bucket holds every duration. */
  static final class Snapshot {
    private final long[] cumulativeCounts;
    private final double sumSeconds;

    private Snapshot(long[] cumulativeCounts, double sumSeconds) {
      this.cumulativeCounts = cumulativeCounts;
      this.sumSeconds = sumSeconds;
    }

    int buckets() {
      return cumulativeCounts.length;
    }

    double upperSeconds(int bucket) {
      return bucket < UPPER_SECONDS.length ? UPPER_SECONDS[bucket] : Double.POSITIVE_INFINITY;
    }

    long countUpTo(int bucket) {
      return cumulativeCounts[bucket];
    }

    long count() {
      return cumulativeCounts[cumulativeCounts.length - 1];
    }

    double sumSeconds() {
      return sumSeconds;
    }
  }
}
