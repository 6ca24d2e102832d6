package dev.homeostat.e2e.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The source files of all modules. */
public final class Checkout {

  /**
   * All source files.
   *
   * @param set {@code main} or {@code test}
   */
  public static List<SourceFile> sources(String set) {
    Path root = root();
    List<SourceFile> sources = new ArrayList<>();
    for (String module : modules(root)) {
      Path folder = root.resolve(module).resolve("src").resolve(set).resolve("java");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files
              .filter(file -> file.toString().endsWith(".java"))
              .sorted()
              .forEach(file -> sources.add(SourceFile.read(module, folder, file)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return sources;
  }

  /** Folders with a POM; of such a one also the folders in it, as of {@code e2e/real}. */
  private static List<String> modules(Path root) {
    return modulesIn(root).stream()
        .flatMap(module -> Stream.concat(Stream.of(module), modulesIn(module).stream()))
        .map(module -> root.relativize(module).toString().replace('\\', '/'))
        .toList();
  }

  private static List<Path> modulesIn(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.filter(inside -> Files.exists(inside.resolve("pom.xml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no folder above this one holds mvnw");
      }
    }
    return folder;
  }

  private Checkout() {}
}
