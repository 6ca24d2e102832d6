package dev.homeostat.bench;

import dev.homeostat.sim.kernel.EventLoop;
import dev.homeostat.sim.kernel.Purpose;
import dev.homeostat.sim.kernel.RandomStreams;
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

/**
 * Events that the simulator handles a second, in the hold model: every handler schedules one more
 * event, so that always as many are pending. The targets are 4 million a second with 10,000
 * pending, and 2.5 million with 100,000.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar EventLoopBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgs = {PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER})
public class EventLoopBenchmark {

  /** Events of one invocation, on average. */
  static final int EVENTS = 10_000;

  /** One event is due in each of these, on average. */
  private static final long SPACING_NANOS = 1_000;

  private static final int DELAYS = 1 << 16;

  /** How many events are pending. */
  @Param({"10000", "100000"})
  public int pending = 10_000;

  private EventLoop loop = new EventLoop();

  /** Schedules the first events, at exponential times of which each handler draws another. */
  @Setup
  public void schedule() {
    RandomStreams random = new RandomStreams(1);
    long[] delays = new long[DELAYS];
    for (int index = 0; index < DELAYS; index++) {
      double share = random.exponential(Purpose.SERVICE, index, 0);
      delays[index] = Math.round(share * pending * SPACING_NANOS);
    }
    loop = new EventLoop();
    int[] port = new int[1];
    port[0] = loop.register(data -> loop.after(delays[data & (DELAYS - 1)], port[0], data + 7));
    for (int event = 0; event < pending; event++) {
      loop.after(delays[event & (DELAYS - 1)], port[0], event);
    }
  }

  /** Handles the events of some virtual time. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long run() {
    loop.runUntil(loop.nowNanos() + EVENTS * SPACING_NANOS);
    return loop.handled();
  }
}
