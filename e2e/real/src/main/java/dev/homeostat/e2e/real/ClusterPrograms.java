package dev.homeostat.e2e.real;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The programs of a control plane.
 *
 * @param origin where they were found, for messages
 */
record ClusterPrograms(
    Path etcd, Path apiServer, Path controllerManager, Path kubectl, String origin) {

  static final String VERSION = "1.34.4";

  private static final String SCRIPT = "e2e/cluster/build.sh";

  /** Those in the cache folder; where one is missing, the script builds it first. */
  static ClusterPrograms find() throws IOException, InterruptedException {
    Path folder = cacheFolder();
    Optional<ClusterPrograms> cached = in(folder, "programs in " + folder);
    if (cached.isPresent()) {
      return cached.get();
    }
    Path script = script();
    run(script);
    return in(folder, "programs that " + SCRIPT + " built into " + folder)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected %s to make the programs in %s; run it and read what it says"
                        .formatted(script, folder)));
  }

  /** The kubectl of the cluster's own version if it is there; one on the PATH may be of any. */
  static Path kubectlOrPath() {
    Path cached = cacheFolder().resolve("kubectl");
    return Files.isExecutable(cached)
        ? cached
        : onPath("kubectl")
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "expected kubectl in %s or on the PATH, found none; run %s"
                            .formatted(cacheFolder(), SCRIPT)));
  }

  private static Optional<ClusterPrograms> in(Path folder, String origin) {
    List<Path> programs =
        List.of(
            folder.resolve("kube-apiserver"),
            folder.resolve("kube-controller-manager"),
            folder.resolve("kubectl"));
    Optional<Path> etcd =
        Optional.of(folder.resolve("etcd")).filter(Files::isExecutable).or(() -> onPath("etcd"));
    return programs.stream().allMatch(Files::isExecutable)
        ? etcd.map(
            e -> new ClusterPrograms(e, programs.get(0), programs.get(1), programs.get(2), origin))
        : Optional.empty();
  }

  private static Path cacheFolder() {
    return variable("HOMEOSTAT_CACHE")
        .map(Path::of)
        .or(() -> variable("XDG_CACHE_HOME").map(cache -> Path.of(cache, "homeostat")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "homeostat"))
        .resolve("kubernetes")
        .resolve(VERSION);
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(variable("PATH").orElse("").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
  }

  private static Path script() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve(SCRIPT)) && folder.getParent() != null) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    Path script = folder.resolve(SCRIPT);
    if (!Files.exists(script)) {
      throw new IllegalStateException(
          "expected the programs in %s, or %s in a parent folder; found neither"
              .formatted(cacheFolder(), SCRIPT));
    }
    return script;
  }

  /** Shows what the script says while it says it: a cold build takes minutes. */
  private static void run(Path script) throws IOException, InterruptedException {
    Process build = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    try (BufferedReader lines = build.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
      }
    }
    if (build.waitFor() != 0) {
      throw new IllegalStateException(
          "%s failed, see above; mend that, or type -DskipReal to go on without a cluster"
              .formatted(script));
    }
  }
}
