package dev.homeostat.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * The temporary folder of a run and the copies in it. Closing it, or the end of this process, stops
 * every process and removes the folder.
 */
final class Workplace implements AutoCloseable {

  private final Path directory;
  private final List<Copy> copies = new ArrayList<>();
  private final Thread atExit = new Thread(this::clear, "demo-stop");

  private Workplace(Path directory) {
    this.directory = directory;
  }

  static Workplace open() throws DemoException {
    try {
      Workplace workplace = new Workplace(Files.createTempDirectory("homeostat-demo-"));
      Runtime.getRuntime().addShutdownHook(workplace.atExit);
      return workplace;
    } catch (IOException e) {
      throw new DemoException(
          "no temporary folder can be made: " + e + "; set TMPDIR to one that is writable");
    }
  }

  /** A copy that is not started yet. */
  synchronized Copy copy(String name) throws DemoException {
    Copy copy = new Copy(name, directory.resolve(name));
    copies.add(copy);
    return copy;
  }

  /** A folder of this run. */
  Path folder(String name) throws DemoException {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new DemoException(
          "the folder " + directory + " cannot be written: " + e + "; make room there");
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ending) {
      sayNothingMore();
    }
    clear();
  }

  /**
   * This process is being ended, and its hook does the work. What its end did to the processes of
   * the demo is no news, so the thread that would tell it waits for the end.
   */
  private static void sayNothingMore() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void clear() {
    copies.forEach(Copy::close);
    copies.clear();
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // What is left of a temporary folder harms nobody, and the result matters more.
    }
  }
}
