package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Holds the plan step to its time, in processes of its own with a compiler that is not held back.
 * What counts is the time of the processor in the best of some iterations, and what is allocated,
 * since other work on the machine must not fail a build.
 */
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
    Options options =
        new OptionsBuilder()
            .include(PlanStepBenchmark.class.getName())
            .param("phase", phase.name())
            .forks(1)
            .warmupIterations(6)
            .warmupTime(TimeValue.milliseconds(300))
            .measurementIterations(15)
            .measurementTime(TimeValue.milliseconds(150))
            .jvmArgs(
                PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER)
            .addProfiler(GCProfiler.class)
            .addProfiler(ProcessorTime.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    RunResult result = new Runner(options).runSingle();

    double nanos = best(result, ProcessorTime.FIGURE);
    double bytes = best(result, "gc.alloc.rate.norm");
    System.out.printf(
        Locale.ROOT,
        "plan step in %s: %.0f ns of the processor, %.0f ns on the clock, %.0f B%n",
        phase,
        nanos,
        result.getPrimaryResult().getStatistics().getMin(),
        bytes);
    assertThat(nanos).as("nanoseconds of a plan step").isLessThanOrEqualTo(MOST_NANOS);
    assertThat(bytes).as("bytes that a plan step allocates").isLessThanOrEqualTo(MOST_BYTES);
  }

  /** The least of the iterations' figures. */
  private static double best(RunResult result, String figure) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getSecondaryResults().get(figure).getScore())
        .min()
        .orElseThrow();
  }
}
