package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.homeostat.modes.Mode;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Holds the decision of a machine to its time and memory, by the processor time of one thread in
 * the best of many batches: other work on the machine must not fail a build. What is allocated is
 * counted over whole cycles of an incident, and depends on nothing else.
 */
class MachineTimeTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Twice the target, as in {@link PlanStepTimeTest}: others slow the processor. */
  private static final double MOST_NANOS = 2 * 1_000;

  private static final double MOST_BYTES = 4 * 1_024;
  private static final double MOST_FLEET_NANOS = 2 * 20e6;
  private static final int BATCH = 1_800;

  /** What one decision took in the best batch, and what it allocated. */
  private record Cost(double nanos, double bytes) {}

  private static Cost cost(MachineFleet fleet, int batches) {
    double best = Double.MAX_VALUE;
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < batches; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int turn = 0; turn < BATCH; turn++) {
        fleet.decide();
      }
      best = Math.min(best, (double) (THREADS.getCurrentThreadCpuTime() - before) / BATCH);
    }
    double bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    return new Cost(best, bytes / batches / BATCH);
  }

  @Test
  void decide_onceAndAMillionTimes_costsTheSame() {
    MachineFleet fleet = new MachineFleet(1);
    cost(fleet, 50);

    Cost first = cost(fleet, 50);
    cost(fleet, 500);
    Cost last = cost(fleet, 50);

    System.out.printf(
        Locale.ROOT,
        "decision of a machine: %.0f ns and %.0f B, after a million %.0f ns and %.0f B%n",
        first.nanos(),
        first.bytes(),
        last.nanos(),
        last.bytes());
    assertThat(first.nanos()).isLessThanOrEqualTo(MOST_NANOS);
    assertThat(last.nanos()).isLessThanOrEqualTo(MOST_NANOS);
    assertThat(first.bytes()).isLessThanOrEqualTo(MOST_BYTES);
    assertThat(last.bytes()).isCloseTo(first.bytes(), withinPercentage(1));
  }

  @Test
  void decide_tenThousandMachines_staysInItsTime() {
    MachineFleet fleet = new MachineFleet(10_000);
    boolean degraded = false;
    double best = Double.MAX_VALUE;
    for (int cycle = 0; cycle < 6; cycle++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int turn = 0; turn < MachineFleet.CYCLE; turn++) {
        fleet.decide();
        degraded |= fleet.in(Mode.FLOOR) == 10_000;
      }
      double nanos = THREADS.getCurrentThreadCpuTime() - before;
      best = Math.min(best, nanos / MachineFleet.CYCLE);
    }

    System.out.printf(Locale.ROOT, "10,000 machines: %.1f ms%n", best / 1e6);
    assertThat(degraded).as("an incident was lived through").isTrue();
    assertThat(best).isLessThanOrEqualTo(MOST_FLEET_NANOS);
  }
}
