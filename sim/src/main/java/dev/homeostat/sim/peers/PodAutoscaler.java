package dev.homeostat.sim.peers;

import dev.homeostat.sim.kernel.VirtualTime;
import dev.homeostat.sim.metrics.ScrapeLog;
import dev.homeostat.sim.scenario.Controller;
import dev.homeostat.sim.scenario.KnobWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The algorithm of Kubernetes' HorizontalPodAutoscaler on the number of servers, with its maximum
 * at the current size: {@code desired = ceil(current utilisation / target)}, nothing within a tenth
 * of the target, every 15 s, down only to the most that was desired in 300 s, up by at most the
 * larger of 4 and the double.
 *
 * <p>Kubernetes documentation, Horizontal Pod Autoscaling, defaults of autoscaling/v2. The use of a
 * server counts as its processor's. Where a plant has no number of servers it does nothing.
 */
final class PodAutoscaler implements Controller {

  private static final String KNOB = "threads";
  private static final String BUSY = "busy_seconds_total";
  private static final double PERIOD_SECONDS = 15;
  private static final double TOLERANCE = 0.1;
  private static final int STABILIZATION_PERIODS = 20;
  private static final double MOST_ADDED = 4;

  private final double target;
  private final Deque<Double> desired = new ArrayDeque<>();
  private double most;
  private long nextNanos = VirtualTime.nanos(PERIOD_SECONDS);

  PodAutoscaler(double target) {
    this.target = target;
  }

  @Override
  public void evaluate(long nowNanos, ScrapeLog scrapes, KnobWriter writer) {
    List<String> busy = scrapes.names().stream().filter(name -> name.endsWith(BUSY)).toList();
    if (busy.isEmpty() || !writer.has(KNOB) || nowNanos < nextNanos) {
      return;
    }
    nextNanos += VirtualTime.nanos(PERIOD_SECONDS);
    double current = writer.value(KNOB);
    most = Math.max(most, current);
    double used = 0;
    for (String name : busy) {
      OptionalDouble rate = scrapes.ratePerSecond(scrapes.indexOf(name), PERIOD_SECONDS);
      if (rate.isEmpty() || isOld(nowNanos, scrapes)) {
        return;
      }
      used += rate.getAsDouble();
    }
    double utilisation = used / (current * busy.size());
    double ratio = utilisation / target;
    double wanted = Math.abs(ratio - 1) <= TOLERANCE ? current : Math.ceil(current * ratio);
    if (desired.isEmpty()) {
      // As the real one does, so that nothing is taken away before the window is full.
      desired.addLast(current);
    }
    desired.addLast(wanted);
    if (desired.size() > STABILIZATION_PERIODS) {
      desired.removeFirst();
    }
    double stable = desired.stream().mapToDouble(value -> value).max().orElse(wanted);
    double next = wanted < current ? Math.min(current, stable) : wanted;
    double bounded = Math.min(next, Math.max(2 * current, current + MOST_ADDED));
    double allowed = Math.max(1, Math.min(most, bounded));
    if (allowed != current) {
      writer.set(KNOB, allowed);
    }
  }

  private static boolean isOld(long nowNanos, ScrapeLog scrapes) {
    return VirtualTime.seconds(nowNanos - scrapes.stampNanos(0)) > PERIOD_SECONDS;
  }
}
