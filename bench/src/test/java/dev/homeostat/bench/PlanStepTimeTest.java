package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.runner.RunnerException;

/** Holds the plan step to its time and memory. */
class PlanStepTimeTest {

  /**
   * Twice what a step may take on a machine that does nothing else: others empty its caches and
   * slow its processor.
   */
  private static final double MOST_NANOS = 2 * 2_000;

  /**
   * A step with two writes of five fields allocates the most; this is a tenth more than it does.
   */
  private static final double MOST_BYTES = 6_400;

  @ParameterizedTest
  @EnumSource
  void plan_tenSignalsAndTenKnobs_staysInItsTimeAndMemory(Phase phase) throws RunnerException {
    Measured step = Measured.of(PlanStepBenchmark.class, Map.of("phase", phase.name()));

    System.out.printf(
        Locale.ROOT,
        "plan step in %s: %.0f ns of the processor, %.0f ns on the clock, %.0f B%n",
        phase,
        step.cpuNanos(),
        step.clockNanos(),
        step.bytes());
    assertThat(step.cpuNanos()).as("nanoseconds of a plan step").isLessThanOrEqualTo(MOST_NANOS);
    assertThat(step.bytes()).as("bytes that a plan step allocates").isLessThanOrEqualTo(MOST_BYTES);
  }
}
