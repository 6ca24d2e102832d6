package dev.homeostat.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.samples.backend.BackendServer;
import dev.homeostat.samples.checkout.CheckoutServer;
import dev.homeostat.samples.load.LoadGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One copy of the sample: its backend, the service, and the clients, as processes on loopback. */
final class Copy implements AutoCloseable {

  /** The settings with which a copy starts: what a ConfigMap would hold. */
  private static final Map<String, String> SETTINGS =
      Map.of("admission.limit", "620", "pool.size", "20", "cache.ttl", "0s");

  /** Two copies are scraped one after the other, within a second. */
  private static final Duration SCRAPE_TIMEOUT = Duration.ofMillis(500);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final Path directory;
  private final List<ChildProcess> processes = new ArrayList<>();
  private int checkoutPort;
  private int clientPort;
  private CompletableFuture<String> report = new CompletableFuture<>();

  /**
   * A copy that is not started yet.
   *
   * @param directory folder of its own for settings and logs
   */
  Copy(String name, Path directory) throws DemoException {
    this.name = name;
    this.directory = directory;
    try {
      Files.createDirectories(settings());
      for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
        Files.writeString(settings().resolve(setting.getKey()), setting.getValue());
      }
    } catch (IOException e) {
      throw new DemoException(
          "the folder "
              + directory
              + " cannot be written: "
              + e
              + "; make room there, or set TMPDIR");
    }
  }

  private Path settings() {
    return directory.resolve("settings");
  }

  /**
   * Starts its processes, and waits until all of them listen.
   *
   * @param epochMillis instant of second 0
   */
  void start(DemoOptions options, long epochMillis, int port) throws DemoException {
    Timeline timeline = options.timeline();
    String seed = Long.toString(options.seed());
    String epoch = Long.toString(epochMillis);
    ChildProcess backend =
        child(
            "backend",
            BackendServer.class,
            List.of(
                "--servers=20",
                "--mean-millis=100",
                "--seed=" + seed,
                "--epoch-millis=" + epoch,
                String.format(
                    Locale.ROOT,
                    "--dip=%s@%ds+%ds",
                    timeline.dipFactor(),
                    timeline.dipAtSeconds(),
                    timeline.dipSeconds())));
    int backendPort = backend.port();
    ChildProcess checkout =
        child(
            "checkout",
            CheckoutServer.class,
            List.of(
                "--settings=" + settings(),
                "--backend=http://127.0.0.1:" + backendPort,
                "--port=" + port));
    checkoutPort = port(checkout, port);
    ChildProcess clients =
        child(
            "clients",
            LoadGenerator.class,
            List.of(
                "--target=http://127.0.0.1:" + checkoutPort,
                "--seed=" + seed,
                "--rate=150",
                "--timeout-millis=1000",
                "--resends=3",
                "--epoch-millis=" + epoch,
                "--warm-up-seconds=" + timeline.warmUpSeconds(),
                "--duration-seconds=" + timeline.durationSeconds()));
    clientPort = clients.port();
    report = clients.lastLine();
  }

  private static int port(ChildProcess checkout, int wanted) throws DemoException {
    try {
      return checkout.port();
    } catch (DemoException e) {
      throw checkout.foundPortTaken()
          ? new DemoException(
              "expected port "
                  + wanted
                  + " of 127.0.0.1 to be free for "
                  + checkout.name()
                  + ", found it taken; choose another with --base-port, or leave it out for free"
                  + " ones")
          : e;
    }
  }

  private ChildProcess child(String role, Class<?> program, List<String> arguments)
      throws DemoException {
    ChildProcess child =
        ChildProcess.start(
            role + " (" + name + ")", program, arguments, directory.resolve(role + ".log"));
    synchronized (processes) {
      processes.add(child);
    }
    return child;
  }

  /** Where the engine touches it, once it has started. */
  Attachment attachment() {
    return new Attachment(
        List.of(
            new Endpoint(
                "checkout",
                URI.create("http://127.0.0.1:" + checkoutPort + "/metrics"),
                SCRAPE_TIMEOUT),
            new Endpoint(
                "client",
                URI.create("http://127.0.0.1:" + clientPort + "/metrics"),
                SCRAPE_TIMEOUT)),
        settings());
  }

  /** Processes that are not there any more, as reasons to stop; empty while all run. */
  List<String> casualties() {
    List<String> casualties = new ArrayList<>();
    synchronized (processes) {
      for (ChildProcess process : processes) {
        if (!process.isAlive()) {
          casualties.add(process.name() + " ended early: " + process.said() + "; try again");
        }
      }
    }
    return casualties;
  }

  /** Waits for what the clients report at their end. */
  Figures.Load report(long timeoutSeconds) throws DemoException {
    try {
      return JSON.readValue(report.get(timeoutSeconds, TimeUnit.SECONDS), Figures.Load.class);
    } catch (TimeoutException | ExecutionException | JsonProcessingException e) {
      throw new DemoException(
          "the clients of the copy " + name + " gave no report: " + e + "; try again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted");
    }
  }

  @Override
  public void close() {
    synchronized (processes) {
      processes.forEach(ChildProcess::close);
      processes.clear();
    }
  }
}
