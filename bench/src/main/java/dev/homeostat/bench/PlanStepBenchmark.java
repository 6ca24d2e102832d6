package dev.homeostat.bench;

import dev.homeostat.engine.plan.Inputs;
import dev.homeostat.engine.plan.Planned;
import dev.homeostat.engine.plan.Planner;
import dev.homeostat.engine.plan.WorkloadState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time of one plan step of a workload with 10 signals and 10 knobs in 2 objects; the target is at
 * most 2 microseconds.
 *
 * <p>One operation is one step of a recorded phase: the state goes from step to step, and every
 * step has new samples. The inputs are made beforehand, since to gather them is not to plan.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar PlanStepBenchmark -prof gc -prof dev.homeostat.bench.ProcessorTime
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
public class PlanStepBenchmark {

  /** The heap of a measured process: a small one, as a container has. */
  static final String HEAP = "-Xmx512m";

  /** The collector that Java chooses by itself where it has one processor. */
  static final String COLLECTOR = "-XX:+UseSerialGC";

  /** Compiles at once, so that on a busy machine too the warm-up ends with compiled code. */
  static final String COMPILER = "-Xbatch";

  /** How many steps are recorded: four minutes of one a second. */
  static final int STEPS = 240;

  /** What is planned. */
  @Param public Phase phase = Phase.TARGET;

  private Incident.Steps steps = Incident.record(Phase.TARGET, 1);

  /** Lives through the incident until the phase begins. */
  @Setup
  public void record() {
    steps = Incident.record(phase, STEPS);
  }

  /** Plans every step of the phase. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public WorkloadState plan(Blackhole decisions) {
    WorkloadState state = steps.start();
    for (Inputs inputs : steps.inputs()) {
      Planned planned = Planner.plan(steps.workload(), state, inputs);
      decisions.consume(planned.decision());
      state = planned.state();
    }
    return state;
  }
}
