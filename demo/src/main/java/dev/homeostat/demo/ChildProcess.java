package dev.homeostat.demo;

import dev.homeostat.samples.SampleProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One sample process. It holds the end of a pipe on its standard input, so it ends with this
 * process even where this one is killed and can clean nothing up.
 */
final class ChildProcess implements AutoCloseable {

  private static final String LISTENING = "listening on 127.0.0.1:";
  private static final long START_SECONDS = 30;
  private static final long STOP_SECONDS = 2;

  private final String name;
  private final Process process;
  private final Path errors;
  private final BufferedReader output;

  private ChildProcess(String name, Process process, Path errors) {
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a program of this build.
   *
   * @param errors file that takes what it says on standard error
   */
  static ChildProcess start(String name, Class<?> program, List<String> arguments, Path errors)
      throws DemoException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(arguments);
    command.add("--exit-with-parent");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.to(errors.toFile()))
              .start();
      return new ChildProcess(name, process, errors);
    } catch (IOException e) {
      throw new DemoException(
          name + " cannot be started: " + e.getMessage() + "; see whether a JDK is installed");
    }
  }

  /** Waits until it listens, and says on which port. */
  int port() throws DemoException {
    String line = firstLine();
    if (line != null && line.startsWith(LISTENING)) {
      return Integer.parseInt(line.substring(LISTENING.length()).strip());
    }
    throw new DemoException(name + " did not start: " + said());
  }

  private String firstLine() throws DemoException {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(this::readLine, this::onItsOwnThread);
    try {
      return line.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new DemoException(
          name + " did not listen within " + START_SECONDS + " s: " + said() + "; try again");
    } catch (ExecutionException e) {
      throw new DemoException(name + " did not start: " + e.getCause() + "; " + said());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  /** Starts to wait for its last line; it is empty where the process ends without one. */
  CompletableFuture<String> lastLine() {
    return CompletableFuture.supplyAsync(
        () -> {
          String last = "";
          for (String line = readLine(); line != null; line = readLine()) {
            last = line;
          }
          return last;
        },
        this::onItsOwnThread);
  }

  /** A read lasts as long as the process; the common pool has too few threads to lend one. */
  private void onItsOwnThread(Runnable read) {
    Thread thread = new Thread(read, "output of " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private String readLine() {
    try {
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it said on standard error, on one line. */
  String said() {
    try {
      String text = Files.readString(errors).strip().replaceAll("\\s*\n\\s*", "; ");
      return text.isEmpty() ? "it said nothing" : text;
    } catch (IOException e) {
      return "what it said cannot be read";
    }
  }

  /** How messages call it. */
  String name() {
    return name;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it ended because its port is taken. */
  boolean foundPortTaken() {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)
          && process.exitValue() == SampleProcess.EXIT_PORT_TAKEN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it, at first politely. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
