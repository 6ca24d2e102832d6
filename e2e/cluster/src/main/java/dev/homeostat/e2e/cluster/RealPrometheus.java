package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A real Prometheus that scrapes some targets once a second, with its data in a temporary folder.
 *
 * <p>The program is the first of: {@code prometheus} on the PATH; the one in the cache folder; one
 * that {@code e2e/cluster/prometheus.sh} fetches first.
 */
public final class RealPrometheus implements AutoCloseable {

  private static final String SCRIPT = "e2e/cluster/prometheus.sh";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /**
   * One endpoint that is scraped.
   *
   * @param job its label {@code job}
   * @param hostPort such as {@code localhost:8080}; its path is {@code /metrics}
   * @param labels further labels of all its series
   */
  public record Target(String job, String hostPort, Map<String, String> labels) {}

  private final LeashedProcess process;
  private final LeashedProcess folderLeash;
  private final String url;

  private RealPrometheus(LeashedProcess process, LeashedProcess folderLeash, String url) {
    this.process = process;
    this.folderLeash = folderLeash;
    this.url = url;
  }

  /** Starts one and waits until it is ready; it ends with this JVM at the latest. */
  public static RealPrometheus start(List<Target> targets)
      throws IOException, InterruptedException {
    Stopwatch stopwatch = new Stopwatch("prometheus");
    Path program = program();
    stopwatch.stage("found at " + program);
    Path folder = Files.createTempDirectory("homeostat-prometheus-");
    LeashedProcess folderLeash = LeashedProcess.removing(folder);
    Path config = Files.writeString(folder.resolve("prometheus.yml"), config(targets));
    int port = freePort();
    LeashedProcess process =
        LeashedProcess.start(
            List.of(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"),
            folder.resolve("prometheus.log"));
    RealPrometheus prometheus =
        new RealPrometheus(process, folderLeash, "http://127.0.0.1:" + port);
    try {
      prometheus.pollUntilReady();
    } catch (IllegalStateException | IOException | InterruptedException e) {
      prometheus.close();
      throw e;
    }
    stopwatch.stage("ready");
    return prometheus;
  }

  /** Base address of its API. */
  public String url() {
    return url;
  }

  private static Path program() throws IOException, InterruptedException {
    Path folder = CachedPrograms.folder("prometheus");
    Path cached = folder.resolve("prometheus");
    Optional<Path> found =
        CachedPrograms.onPath("prometheus")
            .or(() -> Optional.of(cached).filter(Files::isExecutable));
    if (found.isPresent()) {
      return found.get();
    }
    CachedPrograms.run(SCRIPT, folder, "type -DskipReal to go on without Prometheus");
    return cached;
  }

  private static String config(List<Target> targets) {
    Map<String, List<Target>> jobs =
        targets.stream()
            .collect(Collectors.groupingBy(Target::job, LinkedHashMap::new, Collectors.toList()));
    StringBuilder config =
        new StringBuilder("global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n");
    jobs.forEach(
        (job, members) -> {
          config.append("- job_name: \"%s\"\n  static_configs:\n".formatted(job));
          members.forEach(target -> config.append(staticConfig(target)));
        });
    return config.toString();
  }

  private static String staticConfig(Target target) {
    String labels =
        target.labels().entrySet().stream()
            .map(label -> "\"" + label.getKey() + "\": \"" + label.getValue() + "\"")
            .collect(Collectors.joining(", ", "{", "}"));
    return "  - {targets: [\"%s\"], labels: %s}\n".formatted(target.hostPort(), labels);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void pollUntilReady() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create(url + "/-/ready")).timeout(READY_WITHIN).build();
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    String found = "nothing";
    while (System.nanoTime() < deadline) {
      if (process.endsWithin(PAUSE)) {
        throw new IllegalStateException(
            "expected Prometheus to get ready, but it ended: " + process.tail());
      }
      try {
        int status = client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status == 200) {
          return;
        }
        found = "HTTP " + status;
      } catch (IOException e) {
        found = e.getClass().getSimpleName();
      }
    }
    throw new IllegalStateException(
        "expected Prometheus to be ready within %s, found %s; it says: %s"
            .formatted(READY_WITHIN, found, process.tail()));
  }

  /** Kills it and removes its folder. */
  @Override
  public void close() {
    process.close();
    folderLeash.close();
  }
}
