package dev.homeostat.bench;

import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.RunResult;
import dev.homeostat.sim.scenario.Scenario;
import dev.homeostat.sim.scenario.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of an hour of the retry storm at 750 requests a second, which nobody ends; the target is at
 * most 3 seconds.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar RetryStormBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(
    value = 1,
    jvmArgs = {PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR})
public class RetryStormBenchmark {

  private final Scenario hour =
      BuiltInScenarios.named("retry-storm").with(new Scenario.Span(60, 3_600));

  /** Runs the hour. */
  @Benchmark
  public RunResult run() {
    return Simulation.run(hour, 1);
  }
}
