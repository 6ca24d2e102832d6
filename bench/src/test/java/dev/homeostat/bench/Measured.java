package dev.homeostat.bench;

import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one operation of a benchmark costs, in a process of its own with a compiler that is not held
 * back and without the probes of the coverage.
 *
 * <p>Each figure is the least of some short iterations, since other work on the machine must not
 * fail a build; that of the clock shows in the log how busy the machine was.
 *
 * @param cpuNanos nanoseconds of the processor
 * @param clockNanos nanoseconds on the clock
 * @param bytes what is allocated
 */
record Measured(double cpuNanos, double clockNanos, double bytes) {

  /** Runs the benchmark of a class with values of its parameters. */
  static Measured of(Class<?> benchmark, Map<String, String> parameters) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmark.getName())
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
            .shouldFailOnError(true);
    parameters.forEach(options::param);

    RunResult result = new Runner(options.build()).runSingle();
    return new Measured(
        least(result, ProcessorTime.FIGURE),
        result.getPrimaryResult().getStatistics().getMin(),
        least(result, "gc.alloc.rate.norm"));
  }

  private static double least(RunResult result, String figure) {
    return result.getBenchmarkResults().stream()
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getSecondaryResults().get(figure).getScore())
        .min()
        .orElseThrow();
  }
}
