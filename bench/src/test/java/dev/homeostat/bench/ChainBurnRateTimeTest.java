package dev.homeostat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Holds the burn rates of 10,000 chains to their time, which is the processor's. */
class ChainBurnRateTimeTest {

  private static final double MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @Test
  void burnRates_tenThousandChains_takeLessThanATenthOfASecond() throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(ChainBurnRateBenchmark.class.getName())
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(300))
                    .measurementIterations(5)
                    .measurementTime(TimeValue.milliseconds(200))
                    .jvmArgs(
                        PlanStepBenchmark.HEAP,
                        PlanStepBenchmark.COLLECTOR,
                        PlanStepBenchmark.COMPILER)
                    .addProfiler(ProcessorTime.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .runSingle();

    double nanos =
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(
                iteration -> iteration.getSecondaryResults().get(ProcessorTime.FIGURE).getScore())
            .min()
            .orElseThrow();
    System.out.printf(
        Locale.ROOT, "burn rates of 10,000 chains: %.1f ms of the processor%n", nanos / 1e6);
    assertThat(nanos).isLessThan(MOST_NANOS);
  }
}
