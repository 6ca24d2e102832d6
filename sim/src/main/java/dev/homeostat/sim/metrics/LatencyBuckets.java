package dev.homeostat.sim.metrics;

import java.util.function.DoubleSupplier;

/** A histogram as Prometheus has it: for each bound, how many latencies were at most that long. */
public final class LatencyBuckets {

  private static final double[] BOUNDS_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final long[] counts = new long[BOUNDS_SECONDS.length + 1];

  /** Adds one. */
  public void add(double seconds) {
    int bucket = 0;
    while (bucket < BOUNDS_SECONDS.length && seconds > BOUNDS_SECONDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
  }

  /** Exposes every bucket as {@code name_bucket{le="bound"}}, the last one without a bound. */
  public void expose(Series series, String name) {
    for (int bucket = 0; bucket < counts.length; bucket++) {
      String bound = bucket < BOUNDS_SECONDS.length ? "" + BOUNDS_SECONDS[bucket] : "+Inf";
      series.add(name + "_bucket{le=\"" + bound + "\"}", upTo(bucket));
    }
  }

  private DoubleSupplier upTo(int last) {
    return () -> {
      long sum = 0;
      for (int bucket = 0; bucket <= last; bucket++) {
        sum += counts[bucket];
      }
      return sum;
    };
  }
}
