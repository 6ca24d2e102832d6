package dev.homeostat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where this test runs: the checkout with the launcher, and what the build made of this module. */
final class Checkout {

  /** The folder of this module; Maven sets it. */
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

  /** The launcher script. */
  static final Path LAUNCHER = MODULE.resolveSibling("homeostat");

  /** What the packaging of this module made. */
  static final Path TARGET = MODULE.resolve("target");

  /** The jar that a user runs. */
  static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> jars =
          files.filter(f -> f.getFileName().toString().matches("homeostat-cli-.*\\.jar")).toList();
      if (jars.isEmpty()) {
        throw new AssertionError("no jar in " + TARGET + "; run this with ./mvnw verify");
      }
      return jars.get(0);
    }
  }

  private Checkout() {}
}
