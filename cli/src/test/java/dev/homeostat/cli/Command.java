package dev.homeostat.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A command that a test runs as a process of its own, with what it says in files. */
final class Command implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;
  private final List<ProcessHandle> descendants = new ArrayList<>();

  private Command(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it.
   *
   * @param builder the command, its folder and its environment
   * @param folder where the files with its output go
   */
  static Command start(ProcessBuilder builder, Path folder) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    return new Command(process, out, err);
  }

  /** Waits for something, and fails with what was said where it does not come. */
  void await(String what, BooleanSupplier condition) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new AssertionError("expected " + what + ", found " + out() + err());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  /** Waits for its end; its exit code. */
  int exitCode() {
    await("an end", () -> !process.isAlive());
    return process.exitValue();
  }

  /** Waits until it says something on standard error. */
  void awaitSaid(String text) {
    await(text, () -> !process.isAlive() || err().contains(text));
    if (!err().contains(text)) {
      throw new AssertionError("expected " + text + ", found an end: " + out() + err());
    }
  }

  /** The processes that it has started so far and that are still there, remembered from now on. */
  List<ProcessHandle> descendants() {
    List<ProcessHandle> now = process.descendants().toList();
    now.stream().filter(one -> !descendants.contains(one)).forEach(descendants::add);
    return now;
  }

  /** Waits until none of the processes is left that were ever seen. */
  void awaitNoDescendant() {
    await("no process to be left", () -> descendants.stream().noneMatch(ProcessHandle::isAlive));
  }

  long pid() {
    return process.pid();
  }

  String out() {
    return read(out);
  }

  String err() {
    return read(err);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }
}
