package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** kubectl against one cluster, with what a user would see. */
public record Kubectl(Path program, Path kubeconfig) {

  /**
   * What a command did.
   *
   * @param text what it wrote, standard error included
   */
  public record Outcome(boolean succeeded, String text) {}

  /** Runs a command. */
  public Outcome run(String... arguments) throws IOException, InterruptedException {
    return runWith("", arguments);
  }

  /**
   * Runs a command that must succeed, with a text as its standard input; returns what it wrote.
   *
   * @throws IllegalStateException if it fails, with what it said
   */
  public String must(String input, String... arguments) throws IOException, InterruptedException {
    Outcome outcome = runWith(input, arguments);
    if (!outcome.succeeded()) {
      throw new IllegalStateException(
          "kubectl %s failed: %s".formatted(String.join(" ", arguments), outcome.text()));
    }
    return outcome.text();
  }

  /** Runs a command with a text as its standard input. */
  public Outcome runWith(String input, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            "--kubeconfig=" + kubeconfig,
            // Beside the kubeconfig, so that it goes where the cluster goes.
            "--cache-dir=" + kubeconfig.resolveSibling("cache"));
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor() == 0, text);
  }
}
