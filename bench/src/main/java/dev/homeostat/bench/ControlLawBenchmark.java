package dev.homeostat.bench;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.Aimd;
import dev.homeostat.pid.law.ControlLaw;
import dev.homeostat.pid.law.Gradient2;
import dev.homeostat.pid.law.LawInput;
import dev.homeostat.pid.law.LawResult;
import dev.homeostat.pid.law.OutputLimits;
import dev.homeostat.pid.law.Pid;
import dev.homeostat.pid.law.PidBank;
import dev.homeostat.pid.law.PidGains;
import dev.homeostat.pid.law.PidSettings;
import dev.homeostat.pid.law.PidState;
import dev.homeostat.pid.law.Rounding;
import dev.homeostat.pid.law.Vegas;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one step of a control law, over 1,024 loops; the targets are at most 15 ns and no byte
 * for the kernel of PID, and at most 60 ns and 128 bytes for its immutable step.
 *
 * <p>The law is a full one: filtered derivative, two degrees of freedom, bounds, slew rates and
 * back calculation. Measurements differ from loop to loop and from sample to sample. The inputs of
 * the immutable steps are made beforehand, since to gather them is not to decide.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar ControlLawBenchmark -prof gc -prof dev.homeostat.bench.ProcessorTime
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ControlLawBenchmark.LOOPS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgs = {PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER})
public class ControlLawBenchmark {

  /** How many loops there are. */
  static final int LOOPS = 1024;

  private static final Pid LAW =
      new Pid(
          PidSettings.of(
              new PidGains.Isa(2.5, 10, 1, 10),
              Action.REVERSE,
              OutputLimits.within(0, 100).withSlew(5, 10)));

  private static final Pid WHOLE =
      new Pid(
          PidSettings.of(
              new PidGains.Isa(2.5, 10, 1, 10),
              Action.REVERSE,
              OutputLimits.within(0, 100).withSlew(5, 10).withQuantum(1, Rounding.DOWN)));

  private final PidBank bank = new PidBank(Collections.nCopies(LOOPS, LAW), 50);
  private final PidBank wholeBank = new PidBank(Collections.nCopies(LOOPS, WHOLE), 50);
  private final LawInput[] inputs = inputs();
  private final double[] measurements = measurements();
  private double shift;

  private static LawInput[] inputs() {
    LawInput[] inputs = new LawInput[LOOPS];
    for (int loop = 0; loop < LOOPS; loop++) {
      inputs[loop] =
          new LawInput(1_000L * (loop + 1), 10, measured(loop), Double.NaN, 0, 50, loop % 50 == 0);
    }
    return inputs;
  }

  private static double[] measurements() {
    double[] measurements = new double[LOOPS];
    Arrays.setAll(measurements, ControlLawBenchmark::measured);
    return measurements;
  }

  private static double measured(int loop) {
    return 8 + loop % 37 * 0.1;
  }

  /** The kernel: 1,024 loops of one bank, each a sample further. */
  @Benchmark
  public PidBank kernel() {
    return stepAll(bank);
  }

  /** The kernel with outputs in whole quanta. */
  @Benchmark
  public PidBank kernelInQuanta() {
    return stepAll(wholeBank);
  }

  /** The immutable step: 1,024 samples of one loop. */
  @Benchmark
  public PidState step() {
    return steps(LAW);
  }

  /** Netflix's AIMD as ours, in the same shape. */
  @Benchmark
  public Aimd.State aimd() {
    return steps(new Aimd(20, 200, 0.9, 5_000));
  }

  /** Gradient2 in the same shape. */
  @Benchmark
  public Gradient2.State gradient2() {
    return steps(Gradient2.published(20, 200));
  }

  /** Vegas in the same shape. */
  @Benchmark
  public Vegas.State vegas() {
    return steps(Vegas.published(200));
  }

  private PidBank stepAll(PidBank laws) {
    shift = shift < 1 ? shift + 0.01 : 0;
    for (int loop = 0; loop < LOOPS; loop++) {
      laws.step(loop, 10, measurements[loop] + shift, 1);
    }
    return laws;
  }

  private <S> S steps(ControlLaw<S> law) {
    S state = law.start(50);
    for (LawInput input : inputs) {
      if (law.step(state, input) instanceof LawResult.Stepped<S> stepped) {
        state = stepped.state();
      }
    }
    return state;
  }
}
