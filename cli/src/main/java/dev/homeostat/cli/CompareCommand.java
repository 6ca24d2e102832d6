package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.control.Compared;
import dev.homeostat.sim.control.PlantPolicy;
import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.control.ShippedPolicy;
import dev.homeostat.sim.scenario.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares policies in the same simulated worlds. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Nobody acting, a static limit (one for all scenarios) and Homeostat in the same",
      "simulated worlds: each seed gives all of them the same requests."
    })
final class CompareCommand implements Callable<Integer> {

  private enum Output {
    TABLE,
    JSON;

    /** As a user writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MOST_SEEDS = 10_000;

  /** The largest with which the spike plant recovers always; the others bear it too. */
  private static final double STATIC_LIMIT = 140;

  @Spec private CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "What happens. Default: each scenario in turn.")
  private @Nullable String scenario;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many runs of each, from seed 1 on. Default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one list on standard output.")
  private Output output = Output.TABLE;

  @Override
  public Integer call() throws JsonProcessingException {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw wrong("--seeds expects 1 to " + MOST_SEEDS + ", found '" + seeds + "'");
    }
    List<Compared> rows = new ArrayList<>();
    chosen().forEach(one -> rows.addAll(rows(one)));
    PrintWriter out = spec.commandLine().getOut();
    if (output == Output.JSON) {
      out.println(JsonMapper.builder().build().writeValueAsString(rows));
    } else {
      print(out, rows);
    }
    out.flush();
    return Homeostat.EXIT_OK;
  }

  private List<Scenario> chosen() {
    try {
      return scenario == null ? BuiltInScenarios.all() : List.of(BuiltInScenarios.named(scenario));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage() + "; simulate --list names all");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Compared> rows(Scenario one) {
    String file = ShippedPolicy.resource(one.name());
    PlantPolicy policy =
        Objects.requireNonNull(
            PlantPolicy.check(ManifestReader.read(file, SimulateCommand.shipped(one)), one)
                .policy());
    Map<String, Double> limit = Map.of("limit", STATIC_LIMIT);
    return List.of(
        row(one, "nothing", seed -> PolicyRun.nothing(one, seed)),
        row(one, "static limit", seed -> PolicyRun.deployed(limit, one, seed)),
        row(one, "homeostat", seed -> PolicyRun.of(policy, one, seed, entry -> {})));
  }

  private Compared row(Scenario one, String policy, LongFunction<PolicyRun> run) {
    return Compared.of(one.name(), policy, LongStream.rangeClosed(1, seeds).mapToObj(run).toList());
  }

  private static void print(PrintWriter out, List<Compared> rows) {
    String line = "%-16s %-13s %10s %22s %9s %8s %10s %8s %7s %10s%n";
    out.printf(
        Locale.ROOT,
        line,
        "scenario",
        "policy",
        "recovered",
        "goodput (95 %)",
        "p99",
        "wasted",
        "recovery",
        "budget",
        "writes",
        "reversals");
    for (Compared row : rows) {
      Compared.Interval goodput = row.goodput();
      out.printf(
          Locale.ROOT,
          line,
          row.scenario(),
          row.policy(),
          row.recovered() + " of " + row.seeds(),
          text("%.3f (%.3f to %.3f)", goodput.mean(), goodput.low(), goodput.high()),
          SimulatedText.seconds(row.p99Seconds(), "none"),
          text("%.3f", row.wastedWorkRatio()),
          SimulatedText.seconds(row.recoverySeconds(), "never"),
          text("%.1f", row.budgetSpentRatio()),
          row.writes(),
          row.reversals());
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
