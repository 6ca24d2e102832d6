package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prometheus' own checker of rules, which evaluates them on made-up samples with the same engine.
 *
 * <p>The program is the first of: {@code promtool} on the PATH; the one in the cache folder; one
 * that {@code e2e/cluster/prometheus.sh} fetches first.
 */
public final class Promtool {

  private static final String SCRIPT = "e2e/cluster/prometheus.sh";

  private final Path program;

  private Promtool(Path program) {
    this.program = program;
  }

  /**
   * What one run said.
   *
   * @param exitCode 0 where all is well
   * @param output both of its outputs
   */
  public record Verdict(int exitCode, String output) {}

  /** Finds it, or fetches it first. */
  public static Promtool find() throws IOException, InterruptedException {
    Path folder = CachedPrograms.folder("prometheus");
    Path cached = folder.resolve("promtool");
    Optional<Path> found =
        CachedPrograms.onPath("promtool").or(() -> Optional.of(cached).filter(Files::isExecutable));
    if (found.isEmpty()) {
      CachedPrograms.run(SCRIPT, folder, "type -DskipReal to go on without Prometheus");
    }
    return new Promtool(found.orElse(cached));
  }

  /** Runs it in a folder and waits for its end. */
  public Verdict run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Verdict(process.waitFor(), output);
  }
}
