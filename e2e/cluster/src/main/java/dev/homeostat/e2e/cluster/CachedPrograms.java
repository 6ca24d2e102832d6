package dev.homeostat.e2e.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Where programs are found: the cache folder, the PATH, and the scripts that fill the cache. */
final class CachedPrograms {

  /** System property that names the checkout, where the working directory is outside it. */
  private static final String CHECKOUT = "homeostat.checkout";

  /** The folder of one kind of programs; it need not exist. */
  static Path folder(String... names) {
    Path folder =
        variable("HOMEOSTAT_CACHE")
            .map(Path::of)
            .or(() -> variable("XDG_CACHE_HOME").map(cache -> Path.of(cache, "homeostat")))
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "homeostat"));
    for (String name : names) {
      folder = folder.resolve(name);
    }
    return folder;
  }

  static Optional<Path> onPath(String program) {
    return Arrays.stream(variable("PATH").orElse("").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Runs a script of this checkout that fills a folder, and shows what it says while it says it: it
   * may take minutes.
   *
   * @param name path of the script in the checkout
   * @param withoutIt how to go on without it, for the message
   */
  static void run(String name, Path folder, String withoutIt)
      throws IOException, InterruptedException {
    Path script = script(name, folder);
    Process build = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    try (BufferedReader lines = build.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.err.println(line);
      }
    }
    if (build.waitFor() != 0) {
      throw new IllegalStateException(
          "%s failed, see above; mend that, or %s".formatted(script, withoutIt));
    }
  }

  private static Path script(String name, Path filled) {
    return inCheckout(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected the programs in %s, or %s in a parent folder; found neither"
                        .formatted(filled, name)));
  }

  /** A file of this checkout: the one that was named, or the one above the working directory. */
  static Optional<Path> inCheckout(String name) {
    Path named = Path.of(System.getProperty(CHECKOUT, ""), name).toAbsolutePath();
    Path folder = Path.of("").toAbsolutePath();
    if (System.getProperty(CHECKOUT) != null && Files.exists(named)) {
      return Optional.of(named);
    }
    while (!Files.exists(folder.resolve(name)) && folder.getParent() != null) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return Optional.of(folder.resolve(name)).filter(Files::exists);
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }

  private CachedPrograms() {}
}
