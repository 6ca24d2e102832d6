package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.control.PlantPolicy;
import dev.homeostat.sim.control.PolicyRun;
import dev.homeostat.sim.control.ShippedPolicy;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a policy against a simulated plant. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "The engine with your policy against a simulated plant, in virtual time.",
      "The same seed gives the same run."
    })
final class SimulateCommand implements Callable<Integer> {

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

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--policy"},
      paramLabel = "FILE",
      description = "Policy to run, as it would be applied to a cluster.")
  private @Nullable Path policy;

  @Option(names = "--no-policy", description = "Run with nobody acting.")
  private boolean noPolicy;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE.yaml",
      defaultValue = "retry-storm",
      description = "What happens: a name of --list, or a file. Default ${DEFAULT-VALUE}.")
  private String scenario = "";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many runs. Default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the first run; each further one is one more. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one document on standard output.")
  private Output output = Output.TABLE;

  @Option(
      names = "--buggify",
      description = {
        "Faults of the controller itself in the first half: lost and doubled turns, restarts,",
        "two processes, failing reads and writes, late metrics, clocks that jump."
      })
  private boolean buggify;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description = "Write a report of the first run with plots, beside nobody acting.")
  private @Nullable Path report;

  @Option(names = "--list", description = "Name the scenarios, and end.")
  private boolean list;

  @Option(
      names = "--print-scenario",
      paramLabel = "NAME",
      description = "Print the file of a scenario, to start from, and end.")
  private @Nullable String printScenario;

  @Option(
      names = "--print-policy",
      description = "Print the policy that comes with the scenario, and end.")
  private boolean printPolicy;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      BuiltInScenarios.NAMES.forEach(out::println);
      return Homeostat.EXIT_OK;
    }
    if (printScenario != null) {
      return print(scenarioText(printScenario));
    }
    ScenarioChoice choice = ScenarioChoice.of(spec, scenario);
    Scenario chosen = choice.scenario();
    if (chosen == null) {
      return nothingRun("scenario", choice.problems());
    }
    if (printPolicy) {
      return print(shipped(chosen));
    }
    checkOptions();
    PlantPolicy.@Nullable Checked checked =
        policy == null ? null : PlantPolicy.check(ManifestReader.read(policy), chosen);
    if (checked != null && checked.policy() == null) {
      return nothingRun("policy", checked.problems());
    }
    List<PolicyRun> runs = runs(checked == null ? null : checked.policy(), chosen);
    if (report != null && !isWritten(report, chosen, runs.get(0))) {
      return Homeostat.EXIT_FAILED;
    }
    Simulated simulated = simulated(chosen.name(), runs);
    out.print(output == Output.JSON ? json(simulated) : SimulatedText.of(simulated));
    out.flush();
    return simulated.violations().isEmpty() ? Homeostat.EXIT_OK : Homeostat.EXIT_FAILED;
  }

  private int print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return Homeostat.EXIT_OK;
  }

  private String scenarioText(String name) {
    try {
      return BuiltInScenarios.text(name);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage() + "; --list names all");
    }
  }

  private int nothingRun(String what, List<ManifestProblem> problems) {
    PrintWriter err = spec.commandLine().getErr();
    problems.forEach(err::println);
    err.println("homeostat: nothing was run; mend the " + what + " first");
    return Homeostat.EXIT_FAILED;
  }

  private void checkOptions() {
    if ((policy == null) != noPolicy) {
      throw wrong(
          "expected one of -f FILE and --no-policy; --print-policy prints a policy to start from");
    }
    if (buggify && noPolicy) {
      throw wrong("--buggify needs a policy: with nobody acting there is nothing that can fail");
    }
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw wrong("--seeds expects 1 to " + MOST_SEEDS + ", found '" + seeds + "'");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<PolicyRun> runs(@Nullable PlantPolicy fitting, Scenario chosen) {
    List<PolicyRun> runs = new ArrayList<>();
    for (long each = seed; each < seed + seeds; each++) {
      runs.add(fitting == null ? PolicyRun.nothing(chosen, each) : run(fitting, chosen, each));
    }
    return runs;
  }

  private boolean isWritten(Path file, Scenario chosen, PolicyRun first) {
    String name = policy == null ? "nothing" : policy.toString();
    PolicyRun nothing = PolicyRun.nothing(chosen, first.seed());
    try {
      Files.writeString(file, SimulatedReport.of(chosen, name, first, nothing).html());
      return true;
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println("homeostat: the report " + file + " cannot be written; name a file that can be");
      return false;
    }
  }

  private PolicyRun run(PlantPolicy fitting, Scenario chosen, long each) {
    return buggify
        ? PolicyRun.buggy(fitting, chosen, each, 0, entry -> {})
        : PolicyRun.of(fitting, chosen, each, entry -> {});
  }

  private Simulated simulated(String name, List<PolicyRun> runs) {
    String command =
        "./homeostat simulate "
            + (policy == null ? "--no-policy" : "-f " + policy)
            + " --scenario "
            + scenario
            + (buggify ? " --buggify" : "")
            + " --seeds 1 --seed ";
    return Simulated.of(name, policy == null ? "nothing" : policy.toString(), command, runs);
  }

  private static String json(Simulated simulated) {
    try {
      return JsonMapper.builder().build().writeValueAsString(simulated) + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is plain numbers and text", e);
    }
  }

  /** The text of the policy that comes with a scenario. */
  static String shipped(Scenario chosen) {
    String resource = ShippedPolicy.resource(chosen);
    try (InputStream in = SimulateCommand.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read from the build", e);
    }
  }
}
