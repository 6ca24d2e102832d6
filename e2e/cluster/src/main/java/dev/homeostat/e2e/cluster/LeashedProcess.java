package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process that ends with this JVM, however the JVM ends. */
public final class LeashedProcess implements AutoCloseable {

  private static final int TAIL_LINES = 15;
  private static final long CLOSE_SECONDS = 10;
  private static final String SCRIPT = readScript();

  private final String name;
  private final Path log;
  private final Process process;

  private LeashedProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /** Starts a program whose output goes to a file. */
  public static LeashedProcess start(List<String> command, Path log) throws IOException {
    return start("", command, log);
  }

  /** Removes a folder with all that is in it when this JVM ends or the leash is closed. */
  public static LeashedProcess removing(Path folder) throws IOException {
    return start(folder.toString(), List.of("sleep", "infinity"), Path.of("/dev/null"));
  }

  private static LeashedProcess start(String removed, List<String> command, Path log)
      throws IOException {
    List<String> leashed = new ArrayList<>(List.of("sh", "-c", SCRIPT, "leash", removed));
    leashed.addAll(command);
    Process process =
        new ProcessBuilder(leashed).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new LeashedProcess(command.get(0), log, process);
  }

  /** Whether it ends within the time; it is also how to wait for something else to happen. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What it wrote last, for messages. */
  public String tail() throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
  }

  /** Number of the program's process, which the leash holds; 0 where it has ended. */
  public long child() {
    return process
        .descendants()
        .filter(handle -> !isShell(handle))
        .mapToLong(ProcessHandle::pid)
        .findFirst()
        .orElse(0);
  }

  private static boolean isShell(ProcessHandle handle) {
    String command = handle.info().command().orElse("");
    return command.isEmpty() || command.endsWith("sh") || command.endsWith("cat");
  }

  /** Kills it and waits until it is gone. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static String readScript() {
    try (InputStream script = LeashedProcess.class.getResourceAsStream("leash.sh")) {
      if (script == null) {
        throw new IllegalStateException("leash.sh is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("leash.sh cannot be read", e);
    }
  }
}
