package dev.homeostat.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one decision of all machines of a fleet, 10 signals and 10 knobs each; the targets are 1
 * microsecond and 4 KiB for one, and 20 ms for 10,000 on one core.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar MachineBenchmark -prof gc -prof dev.homeostat.bench.ProcessorTime
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgs = {PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER})
public class MachineBenchmark {

  /** How many machines. */
  @Param({"1", "10000"})
  public int machines;

  private MachineFleet fleet = new MachineFleet(1);

  /** A fleet in Target. */
  @Setup
  public void open() {
    fleet = new MachineFleet(machines);
  }

  /** One decision each. */
  @Benchmark
  public MachineFleet decide() {
    fleet.decide();
    return fleet;
  }
}
