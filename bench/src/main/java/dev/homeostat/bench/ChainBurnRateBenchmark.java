package dev.homeostat.bench;

import dev.homeostat.slo.BurnRate;
import dev.homeostat.slo.EventCounts;
import dev.homeostat.slo.chain.Chain;
import dev.homeostat.slo.chain.ChainCompilation;
import dev.homeostat.slo.chain.ChainDeclaration;
import dev.homeostat.slo.chain.Compose;
import dev.homeostat.slo.chain.Service;
import dev.homeostat.slo.chain.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Time for the burn rates of 10,000 chains of five services, two of them redundant: the numbers of
 * an answer are parsed from their texts, and composed; the target is at most 100 milliseconds. To
 * read the answer off the network is not in it.
 *
 * <pre>{@code
 * ./mvnw -pl bench -am package -DskipTests
 * java -jar bench/target/benchmarks.jar ChainBurnRateBenchmark -prof dev.homeostat.bench.ProcessorTime
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 1,
    jvmArgs = {PlanStepBenchmark.HEAP, PlanStepBenchmark.COLLECTOR, PlanStepBenchmark.COMPILER})
public class ChainBurnRateBenchmark {

  /** How many chains there are. */
  static final int CHAINS = 10_000;

  private static final int SERVICES = 5;
  private static final double MIN_EVENTS = 20;

  private final List<Chain> chains = new ArrayList<>();

  /** Errors and events of each service in turn, as Prometheus writes numbers. */
  private final List<String[]> texts = new ArrayList<>();

  /** Declares the chains and writes their numbers. */
  @Setup
  public void declare() {
    for (int i = 0; i < CHAINS; i++) {
      chains.add(chain());
      String[] numbers = new String[2 * SERVICES];
      for (int s = 0; s < SERVICES; s++) {
        numbers[2 * s] = String.valueOf((i + s) % 97 / 7.0);
        numbers[2 * s + 1] = String.valueOf(10_000 + i + s / 3.0);
      }
      texts.add(numbers);
    }
  }

  private static Chain chain() {
    List<Service> services = new ArrayList<>();
    for (int s = 0; s < SERVICES; s++) {
      services.add(Service.of("s" + s, 0.999));
    }
    ChainCompilation compiled =
        new ChainDeclaration(
                0.99,
                "all",
                services,
                List.of(
                    Stage.of("pay", new Compose.Redundant(null, null), "s1", "s2"),
                    Stage.of("all", new Compose.Serial(), "s0", "pay", "s3", "s4")))
            .compile();
    return ((ChainCompilation.Compiled) compiled).chain();
  }

  /** Parses and composes all of them. */
  @Benchmark
  public void burnRates(Blackhole burnRates) {
    for (int i = 0; i < CHAINS; i++) {
      String[] numbers = texts.get(i);
      List<EventCounts> counts = new ArrayList<>(SERVICES);
      for (int s = 0; s < SERVICES; s++) {
        counts.add(
            new EventCounts(
                Double.parseDouble(numbers[2 * s]), Double.parseDouble(numbers[2 * s + 1])));
      }
      BurnRate burnRate = chains.get(i).burnRate(counts, MIN_EVENTS);
      burnRates.consume(burnRate);
    }
  }
}
