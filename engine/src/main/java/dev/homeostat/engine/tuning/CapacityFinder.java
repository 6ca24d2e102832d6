package dev.homeostat.engine.tuning;

import dev.homeostat.pid.capacity.LoadPoint;
import dev.homeostat.pid.capacity.Scalability;
import dev.homeostat.pid.capacity.ScalabilityFit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fits the Universal Scalability Law to what was recorded of a load and a throughput. Samples of
 * the same time belong together; a service that is idle, or of which nothing is known, tells
 * nothing.
 */
public final class CapacityFinder {

  private static final int LEAST_LOADS = 4;

  /** Loads that differ by less count as one, which noise has spread. */
  private static final double DISTINCT = 1.1;

  /** The capacity in a record. */
  public static CapacityResult of(List<Recorded.Point> load, List<Recorded.Point> throughput) {
    Map<Long, Double> throughputs = new HashMap<>();
    throughput.forEach(point -> throughputs.put(point.atMillis(), point.value()));
    List<LoadPoint> pairs = new ArrayList<>();
    for (Recorded.Point point : load) {
      double done = throughputs.getOrDefault(point.atMillis(), Double.NaN);
      if (point.value() < 0 || done < 0) {
        return refused(
            "NegativeValue",
            "expected loads and throughputs of 0 or more, found load %s with throughput %s; ask for"
                + " a gauge and for a rate",
            point.value(),
            done);
      }
      if (isUsed(point.value()) && isUsed(done)) {
        pairs.add(new LoadPoint(point.value(), done));
      }
    }
    int distinct = distinct(pairs);
    if (distinct < LEAST_LOADS) {
      return refused(
          "TooFewLoads",
          "expected %d loads or more that differ by a tenth, found %d among %d pairs of the same"
              + " time; record a longer range, in which the load rises and falls",
          LEAST_LOADS,
          distinct,
          pairs.size());
    }
    ScalabilityFit fit = ScalabilityFit.of(pairs);
    return fit instanceof ScalabilityFit.Fitted fitted
        ? judged(pairs, load.size() - pairs.size(), fitted)
        : refused(
            "PoorFit",
            "expected a law that explains half of the throughput's variance, found none; record a"
                + " range without incidents, deployments and limits on admission");
  }

  private static boolean isUsed(double value) {
    return value > 0 && value < Double.POSITIVE_INFINITY;
  }

  private static int distinct(List<LoadPoint> pairs) {
    double[] loads = pairs.stream().mapToDouble(LoadPoint::concurrency).sorted().toArray();
    int distinct = 0;
    double last = 0;
    for (double one : loads) {
      if (one >= DISTINCT * last) {
        distinct++;
        last = one;
      }
    }
    return distinct;
  }

  private static CapacityResult judged(
      List<LoadPoint> pairs, int leftOut, ScalabilityFit.Fitted fitted) {
    Scalability law = fitted.law();
    double largest = pairs.stream().mapToDouble(LoadPoint::concurrency).max().orElse(0);
    double peak = law.peakConcurrency();
    if (Double.isInfinite(peak)) {
      return refused(
          "NoPeak",
          "expected a throughput that falls beyond some load, found that up to load %.4g it does"
              + " not (lambda %.4g, sigma %.4g, kappa 0), so nobody knows its peak; record a range"
              + " with more load",
          largest,
          law.scale(),
          law.contention());
    }
    LoadPoint last = pairs.get(pairs.size() - 1);
    return new CapacityResult.Found(
        new Capacity(
            pairs.size(),
            leftOut,
            new Capacity.Law(law.scale(), law.contention(), law.coherency()),
            fitted.explainedRatio(),
            peak,
            law.peakThroughput(),
            largest,
            new Capacity.Today(
                last.concurrency(),
                last.throughput(),
                100 * last.concurrency() / peak,
                switch (law.levelOfConcurrency(last.concurrency())) {
                  case NORMAL -> "OK";
                  case WARNING -> "Warning";
                  case CRITICAL -> "Critical";
                })));
  }

  private static CapacityResult refused(String reason, String message, Object... found) {
    return new CapacityResult.Refused(reason, String.format(Locale.ROOT, message, found));
  }

  private CapacityFinder() {}
}
