package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    CachedPrograms.run(SCRIPT, folder, "type -DskipReal to go on without a cluster");
    return in(folder, "programs that " + SCRIPT + " built into " + folder)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected %s to make the programs in %s; run it and read what it says"
                        .formatted(SCRIPT, folder)));
  }

  /** The kubectl of the cluster's own version if it is there; one on the PATH may be of any. */
  static Path kubectlOrPath() {
    Path cached = cacheFolder().resolve("kubectl");
    return Files.isExecutable(cached)
        ? cached
        : CachedPrograms.onPath("kubectl")
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
        Optional.of(folder.resolve("etcd"))
            .filter(Files::isExecutable)
            .or(() -> CachedPrograms.onPath("etcd"));
    return programs.stream().allMatch(Files::isExecutable)
        ? etcd.map(
            e -> new ClusterPrograms(e, programs.get(0), programs.get(1), programs.get(2), origin))
        : Optional.empty();
  }

  private static Path cacheFolder() {
    return CachedPrograms.folder("kubernetes", VERSION);
  }
}
