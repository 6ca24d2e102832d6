package dev.homeostat.cli;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.sim.file.BuiltInScenarios;
import dev.homeostat.sim.file.ScenarioFile;
import dev.homeostat.sim.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A scenario as a command line names it: one that comes with the simulator, or a file.
 *
 * @param scenario null where its file has a problem
 * @param problems of the file, by line
 */
record ScenarioChoice(@Nullable Scenario scenario, List<ManifestProblem> problems) {

  /**
   * The scenario of a word; a word with a slash or with {@code .yaml} at its end is a file.
   *
   * @throws IllegalArgumentException where a name is unknown
   */
  static ScenarioChoice of(String word) {
    if (word.contains("/") || word.endsWith(".yaml") || word.endsWith(".yml")) {
      ScenarioFile file = ScenarioFile.read(Path.of(word));
      return new ScenarioChoice(file.scenario(), file.problems());
    }
    return new ScenarioChoice(BuiltInScenarios.named(word), List.of());
  }

  /**
   * The same.
   *
   * @throws ParameterException where a name is unknown
   */
  static ScenarioChoice of(CommandSpec spec, String word) {
    try {
      return of(word);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          e.getMessage() + "; simulate --list names all, and a file ends in .yaml");
    }
  }
}
