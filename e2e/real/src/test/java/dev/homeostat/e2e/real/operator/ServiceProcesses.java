package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.cluster.LeashedProcess;
import dev.homeostat.e2e.cluster.RealPrometheus;
import dev.homeostat.samples.chain.ChainLinkServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that calls one of two payment backends and then a ledger, each a process, under a load
 * of forty requests a second.
 */
final class ServiceProcesses implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);
  private static final long EVERY_MILLIS = 25;
  private static final String SAYS = "listening on ";

  private final Path folder;
  private final Map<String, String> hostPorts = new LinkedHashMap<>();
  private final List<LeashedProcess> opened = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();

  ServiceProcesses(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    start("ledger", "none");
    start("payments-a", "none");
    start("payments-b", "none");
    start("gateway", url("payments-a") + "|" + url("payments-b") + "," + url("ledger"));
    var unused = load.scheduleAtFixedRate(this::request, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void start(String name, String calls) throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    LeashedProcess process =
        LeashedProcess.start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ChainLinkServer.class.getName(),
                "--calls",
                calls),
            log);
    opened.add(process);
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (System.nanoTime() < deadline && !process.endsWithin(PAUSE)) {
      for (String line : Files.readAllLines(log)) {
        if (line.startsWith(SAYS)) {
          hostPorts.put(name, line.substring(SAYS.length()).strip());
          return;
        }
      }
    }
    throw new IllegalStateException("expected %s to start: %s".formatted(name, process.tail()));
  }

  private String url(String name) {
    return "http://" + hostPorts.get(name);
  }

  private void request() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url("gateway") + "/call")).build();
    var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  /** Makes a service fail so many of a hundred requests by itself. */
  void fault(String name, int percent) throws IOException, InterruptedException {
    URI fault = URI.create(url(name) + "/fault?percent=" + percent);
    client.send(HttpRequest.newBuilder(fault).build(), HttpResponse.BodyHandlers.discarding());
  }

  /** What a Prometheus scrapes; the name of each service is its job. The ledger has two copies. */
  List<RealPrometheus.Target> targets() {
    List<RealPrometheus.Target> targets = new ArrayList<>();
    hostPorts.forEach(
        (job, hostPort) -> targets.add(new RealPrometheus.Target(job, hostPort, Map.of())));
    targets.add(
        new RealPrometheus.Target("ledger", hostPorts.get("ledger"), Map.of("replica", "b")));
    return targets;
  }

  @Override
  public void close() {
    load.shutdownNow();
    opened.forEach(LeashedProcess::close);
  }
}
