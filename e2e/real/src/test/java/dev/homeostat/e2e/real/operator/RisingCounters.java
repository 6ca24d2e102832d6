package dev.homeostat.e2e.real.operator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Services whose counters of events and errors rise evenly, and whose error ratio a test moves. */
final class RisingCounters implements AutoCloseable {

  private static final int EVENTS_A_STEP = 50;

  private final MovableMetrics metrics;
  private final Map<String, Double> ratios = new ConcurrentHashMap<>();
  private final Map<String, double[]> counts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService steps = Executors.newSingleThreadScheduledExecutor();

  /** Counters {@code errors_total} and {@code events_total} labelled by service. */
  RisingCounters(MovableMetrics metrics, String... services) {
    this.metrics = metrics;
    for (String service : services) {
      ratios.put(service, 0.0);
      counts.put(service, new double[2]);
      publish(service);
    }
    var unused = steps.scheduleAtFixedRate(this::step, 250, 250, TimeUnit.MILLISECONDS);
  }

  /** From now on so large a share of its events fails. */
  void fail(String service, double ratio) {
    ratios.put(service, ratio);
  }

  /** Its process is another one now, which counts from zero. */
  void restart(String service) {
    counts.put(service, new double[2]);
  }

  private void step() {
    ratios.forEach(
        (service, ratio) -> {
          double[] count = counts.get(service);
          count[0] += ratio * EVENTS_A_STEP;
          count[1] += EVENTS_A_STEP;
          publish(service);
        });
  }

  private void publish(String service) {
    double[] count = counts.get(service);
    metrics.set("errors_total{service=\"" + service + "\"}", String.valueOf(count[0]));
    metrics.set("events_total{service=\"" + service + "\"}", String.valueOf(count[1]));
  }

  @Override
  public void close() {
    steps.shutdownNow();
  }
}
