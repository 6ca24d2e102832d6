package dev.homeostat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.crds.ManifestReader;
import dev.homeostat.sim.control.Compared;
import dev.homeostat.sim.control.PlantPolicy;
import dev.homeostat.sim.control.ShippedPolicy;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.peers.Comparison;
import dev.homeostat.sim.peers.Oracle;
import dev.homeostat.sim.peers.Peer;
import dev.homeostat.sim.peers.PeerTuning;
import dev.homeostat.sim.peers.Peers;
import dev.homeostat.sim.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
      "What others do about overload and Homeostat, in the same simulated worlds: each",
      "seed gives all of them the same requests. An oracle that was tuned for each scenario",
      "alone stands outside the ranking."
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

  @Spec private CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE.yaml",
      description = {
        "What happens: a name of simulate --list, or a file, for which no oracle was tuned.",
        "Default: each scenario of the comparison in turn."
      })
  private @Nullable String scenario;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many runs of each. Default ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the first run; each further one is one more. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--policies", description = "List the policies with their settings, and end.")
  private boolean policies;

  @Option(
      names = "--tune",
      description = {
        "Try every setting of the others in every scenario, on seeds from "
            + PeerTuning.FIRST_SEED
            + " on, and",
        "print what it gives; --seeds of them. Takes long."
      })
  private boolean tune;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "table|json",
      description = "json prints one list on standard output.")
  private Output output = Output.TABLE;

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "Draw the goodput of each policy in each scenario as well.")
  private @Nullable Path picture;

  @Override
  public Integer call() throws IOException {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw wrong("--seeds expects 1 to " + MOST_SEEDS + ", found '" + seeds + "'");
    }
    if (picture != null && !isWritable(picture)) {
      throw wrong("--picture expects a file in a folder that can be written, found " + picture);
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Scenario> chosen = new ArrayList<>(BuiltInScenarios.compared());
    if (scenario != null) {
      ScenarioChoice choice = ScenarioChoice.of(spec, scenario);
      if (choice.scenario() == null) {
        return nothingRun(choice);
      }
      chosen = List.of(choice.scenario());
    }
    if (policies) {
      listPolicies(out, chosen);
    } else if (tune) {
      PeerTuning tuning = new PeerTuning(seeds);
      List<PeerTuning.Tried> tried = new ArrayList<>(tuning.ranked());
      tried.addAll(tuning.oracles());
      print(out, tried, () -> ComparedText.ofTuning(tried));
    } else {
      List<Compared> rows = new ArrayList<>();
      Comparison comparison = new Comparison(seed, seeds);
      chosen.forEach(one -> rows.addAll(comparison.rows(one, ranked(one), oracles(one))));
      print(out, rows, () -> ComparedText.of(rows));
      if (picture != null) {
        Files.writeString(picture, ComparedPicture.of(rows));
      }
    }
    out.flush();
    return Homeostat.EXIT_OK;
  }

  /** Asked first: a comparison takes minutes. */
  private static boolean isWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isWritable(folder) && !Files.isDirectory(file);
  }

  private void print(PrintWriter out, List<?> rows, Supplier<String> text)
      throws JsonProcessingException {
    if (output == Output.JSON) {
      out.println(JsonMapper.builder().build().writeValueAsString(rows));
    } else {
      out.print(text.get());
    }
  }

  private int nothingRun(ScenarioChoice choice) {
    PrintWriter err = spec.commandLine().getErr();
    choice.problems().forEach(err::println);
    err.println("homeostat: nothing was run; mend the scenario first");
    return Homeostat.EXIT_FAILED;
  }

  private static void listPolicies(PrintWriter out, List<Scenario> chosen) {
    for (Peer peer : Peers.tuned()) {
      out.println(peer.name() + (peer.setting().isEmpty() ? "" : ": " + peer.setting()));
    }
    out.println("homeostat: the policy of each plant, as simulate --print-policy prints it");
    for (Scenario one : chosen) {
      oracles(one).forEach(peer -> out.println("oracle in " + one.name() + ": " + peer.setting()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static List<Peer> ranked(Scenario one) {
    String file = ShippedPolicy.resource(one);
    PlantPolicy policy =
        Objects.requireNonNull(
            PlantPolicy.check(ManifestReader.read(file, SimulateCommand.shipped(one)), one)
                .policy());
    List<Peer> ranked = new ArrayList<>(Peers.tuned());
    ranked.add(Peers.homeostat(policy, file));
    return ranked;
  }

  /** Of a scenario that is a user's own nobody tuned one. */
  private static List<Peer> oracles(Scenario one) {
    return BuiltInScenarios.compared().contains(one)
        ? List.of(Oracle.candidates(one).get(0))
        : List.of();
  }
}
