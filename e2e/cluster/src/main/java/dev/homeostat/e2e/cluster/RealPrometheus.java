package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A real Prometheus that scrapes some targets once a second, with its data in a temporary folder.
 *
 * <p>The program is the first of: {@code prometheus} on the PATH; the one in the cache folder; one
 * that {@code e2e/cluster/prometheus.sh} fetches first.
 */
public final class RealPrometheus implements AutoCloseable {

  private static final String NAME = "prometheus";
  private static final String SCRIPT = "e2e/cluster/prometheus.sh";
  private static final String RULES = "rules";

  /**
   * One endpoint that is scraped.
   *
   * @param job its label {@code job}
   * @param hostPort such as {@code localhost:8080}; its path is {@code /metrics}
   * @param labels further labels of all its series
   */
  public record Target(String job, String hostPort, Map<String, String> labels) {}

  /**
   * What one is started with.
   *
   * @param targets that it scrapes
   * @param data folder of blocks that it begins with, and adds to; null to begin with none
   * @param alertmanagers each of which is told all alerts
   */
  public record Setup(
      List<Target> targets, @Nullable Path data, List<RealAlertmanager> alertmanagers) {
    public Setup {
      targets = List.copyOf(targets);
      alertmanagers = List.copyOf(alertmanagers);
    }
  }

  private final ServerProgram program;
  private final Path rules;

  private RealPrometheus(ServerProgram program, Path rules) {
    this.program = program;
    this.rules = rules;
  }

  /** Starts one and waits until it is ready; it ends with this JVM at the latest. */
  public static RealPrometheus start(List<Target> targets)
      throws IOException, InterruptedException {
    return start(new Setup(targets, null, List.of()));
  }

  /** The program, which a script brings first where there is none; that can take minutes. */
  public static Path program() throws IOException, InterruptedException {
    return ServerProgram.find(NAME, SCRIPT);
  }

  /** Starts one and waits until it is ready; it ends with this JVM at the latest. */
  public static RealPrometheus start(Setup setup) throws IOException, InterruptedException {
    Stopwatch stopwatch = new Stopwatch(NAME);
    Path executable = program();
    stopwatch.stage("found at " + executable);
    ServerProgram.Folder folder = ServerProgram.Folder.create(NAME);
    Path rules = Files.createDirectory(folder.path().resolve(RULES));
    Path config = Files.writeString(folder.path().resolve("prometheus.yml"), config(setup));
    Path data = setup.data() == null ? folder.path().resolve("data") : setup.data();
    int port = ServerProgram.freePort();
    ServerProgram program =
        ServerProgram.start(
            NAME,
            List.of(
                executable.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + data,
                "--web.listen-address=127.0.0.1:" + port,
                "--web.enable-lifecycle",
                // What fires before it has found the Alertmanagers is told a second later.
                "--rules.alert.resend-delay=1s",
                "--log.level=warn"),
            port,
            folder);
    stopwatch.stage("ready");
    return new RealPrometheus(program, rules);
  }

  /** Base address of its API. */
  public String url() {
    return program.url();
  }

  /** Loads a rule file, in place of the one that had its name. */
  public void loadRules(String name, String yaml) throws IOException, InterruptedException {
    Files.writeString(rules.resolve(name + ".yaml"), yaml);
    reload();
  }

  /** Loads a rule file no more. */
  public void dropRules(String name) throws IOException, InterruptedException {
    Files.deleteIfExists(rules.resolve(name + ".yaml"));
    reload();
  }

  private void reload() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/-/reload"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    int status =
        HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.discarding())
            .statusCode();
    if (status != 200) {
      throw new IllegalStateException(
          "expected Prometheus to load its rules, found HTTP %d; it says: %s"
              .formatted(status, program.tail()));
    }
  }

  private static String config(Setup setup) {
    Map<String, List<Target>> jobs =
        setup.targets().stream()
            .collect(Collectors.groupingBy(Target::job, LinkedHashMap::new, Collectors.toList()));
    StringBuilder config = new StringBuilder("global: {scrape_interval: 1s, scrape_timeout: 1s}\n");
    config.append("rule_files: [\"" + RULES + "/*.yaml\"]\n");
    String told =
        setup.alertmanagers().stream()
            .map(one -> "\"" + URI.create(one.url()).getAuthority() + "\"")
            .collect(Collectors.joining(", "));
    config.append(
        "alerting: {alertmanagers: [{static_configs: [{targets: [%s]}]}]}\n".formatted(told));
    config.append("scrape_configs:\n");
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

  /** Kills it and removes its folder. */
  @Override
  public void close() {
    program.close();
  }
}
