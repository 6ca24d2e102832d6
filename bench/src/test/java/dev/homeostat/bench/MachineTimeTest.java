package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import dev.homeostat.modes.Mode;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.RunnerException;

/** Holds the decision of a machine to its time and memory, also after a million of them. */
class MachineTimeTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Twice the target, as in {@link PlanStepTimeTest}: others slow the processor. */
  private static final double MOST_NANOS = 2 * 1_000;

  private static final double MOST_BYTES = 4 * 1_024;
  private static final double MOST_FLEET_NANOS = 2 * 20e6;

  @Test
  void decide_millionsOfTimes_staysInItsTimeAndMemory() throws RunnerException {
    Measured decision = Measured.of(MachineBenchmark.class, Map.of("machines", "1"));

    System.out.printf(
        Locale.ROOT,
        "decision of a machine: %.0f ns of the processor and %.0f B%n",
        decision.cpuNanos(),
        decision.bytes());
    assertThat(decision.cpuNanos()).isLessThanOrEqualTo(MOST_NANOS);
    assertThat(decision.bytes()).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void decide_tenThousandMachines_staysInItsTime() throws RunnerException {
    Measured turn = Measured.of(MachineBenchmark.class, Map.of("machines", "10000"));

    System.out.printf(
        Locale.ROOT, "10,000 machines: %.1f ms of the processor%n", turn.cpuNanos() / 1e6);
    assertThat(turn.cpuNanos()).isLessThanOrEqualTo(MOST_FLEET_NANOS);
  }

  @Test
  void decide_afterAMillionDecisions_allocatesWhatItDidAtFirst() {
    MachineFleet fleet = new MachineFleet(1);
    decide(fleet, 50);

    double first = bytes(fleet);
    decide(fleet, 1_000_000 / MachineFleet.CYCLE);
    double last = bytes(fleet);

    assertThat(last).isCloseTo(first, withinPercentage(1));
  }

  @Test
  void decide_oneCycle_livesThroughAnIncident() {
    MachineFleet fleet = new MachineFleet(1);
    boolean degraded = false;

    for (int turn = 0; turn < MachineFleet.CYCLE; turn++) {
      fleet.decide();
      degraded |= fleet.in(Mode.FLOOR) == 1;
    }

    assertThat(degraded).isTrue();
    assertThat(fleet.in(Mode.TARGET)).isOne();
  }

  /** What a whole cycle of an incident allocates: less than that depends on where it begins. */
  private static double bytes(MachineFleet fleet) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    decide(fleet, 10);
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static void decide(MachineFleet fleet, int cycles) {
    for (int i = 0; i < cycles * MachineFleet.CYCLE; i++) {
      fleet.decide();
    }
  }
}
