package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Holds the plan step to its time, in a process of its own with a compiler that is not held back.
 * What counts is the time of the processor, since other work on the machine must not fail a build.
 */
class PlanStepTimeTest {

  private static final double MOST_NANOS = 2_000;

  @Test
  void plan_tenSignalsAndTenKnobsInTarget_takesAtMostTwoMicroseconds() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(PlanStepBenchmark.class.getName())
            .param("phase", Phase.TARGET.name())
            .forks(1)
            .warmupIterations(5)
            .warmupTime(TimeValue.milliseconds(500))
            .measurementIterations(9)
            .measurementTime(TimeValue.milliseconds(300))
            .jvmArgs(
                PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER)
            .addProfiler(GCProfiler.class)
            .addProfiler(ProcessorTime.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    RunResult result = new Runner(options).runSingle();

    double nanos = median(result, ProcessorTime.FIGURE);
    System.out.printf(
        Locale.ROOT,
        "plan step in Target: %.0f ns of the processor, %.0f ns on the clock, %.0f B%n",
        nanos,
        result.getPrimaryResult().getStatistics().getPercentile(50),
        median(result, "gc.alloc.rate.norm"));
    assertThat(nanos).as("nanoseconds of a plan step").isLessThanOrEqualTo(MOST_NANOS);
  }

  /** The median of the iterations' figures. */
  private static double median(RunResult result, String figure) {
    double[] figures =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getSecondaryResults().get(figure).getScore())
            .sorted()
            .toArray();
    return figures[figures.length / 2];
  }
}
