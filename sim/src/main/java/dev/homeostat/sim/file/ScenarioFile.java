package dev.homeostat.sim.file;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.RecordFile;
import dev.homeostat.sim.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file of a scenario holds.
 *
 * @param scenario null where there is a problem
 * @param problems all that is wrong with it, by line
 */
public record ScenarioFile(@Nullable Scenario scenario, List<ManifestProblem> problems) {

  public ScenarioFile {
    problems = List.copyOf(problems);
  }

  /** Reads a file; that it cannot be read is a problem too. */
  public static ScenarioFile read(Path file) {
    return of(RecordFile.read(file, ScenarioDocument.class));
  }

  /**
   * Reads a text.
   *
   * @param file only a name for messages
   */
  public static ScenarioFile read(String file, String yaml) {
    return of(RecordFile.read(file, yaml, ScenarioDocument.class));
  }

  private static ScenarioFile of(RecordFile<ScenarioDocument> file) {
    ScenarioDocument document = file.record();
    if (document == null) {
      return new ScenarioFile(null, file.problems());
    }
    Fields fields = new Fields(file.origin());
    Scenario scenario = new ScenarioReader(document, fields).read();
    return new ScenarioFile(scenario, fields.problems());
  }
}
