package dev.homeostat.e2e.real.operator;

import dev.homeostat.e2e.cluster.LeashedProcess;
import dev.homeostat.samples.backend.BackendServer;
import dev.homeostat.samples.checkout.CheckoutServer;
import dev.homeostat.samples.load.LoadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sample service with its backend and its clients as processes, offered three times what it can
 * do, so that as many requests wait as its admission limit lets in.
 */
final class SampleStack implements AutoCloseable {

  private static final String LISTENING = "listening on 127.0.0.1:";
  private static final Duration START = Duration.ofSeconds(30);

  private final List<LeashedProcess> processes = new ArrayList<>();
  private final Path folder;

  /** Where the service reads its settings. */
  final Path settings;

  /** Where its metrics are. */
  final String hostPort;

  SampleStack(Path folder, Map<String, String> initial) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.settings = Files.createDirectories(folder.resolve("settings"));
    for (Map.Entry<String, String> setting : initial.entrySet()) {
      Files.writeString(settings.resolve(setting.getKey()), setting.getValue());
    }
    String backend =
        start("backend", BackendServer.class, List.of("--servers", "8", "--mean-millis", "50"));
    hostPort =
        start(
            "checkout",
            CheckoutServer.class,
            List.of("--settings", settings.toString(), "--backend", "http://" + backend));
    start(
        "load",
        LoadGenerator.class,
        List.of(
            "--target",
            "http://" + hostPort,
            "--rate",
            "400",
            "--timeout-millis",
            "5000",
            "--resends",
            "0",
            "--duration-seconds",
            "600"));
  }

  private String start(String name, Class<?> program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    LeashedProcess process = LeashedProcess.start(command, log);
    processes.add(process);
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline) {
      for (String line : Files.exists(log) ? Files.readAllLines(log) : List.<String>of()) {
        if (line.startsWith(LISTENING)) {
          return "127.0.0.1:" + line.substring(LISTENING.length()).strip();
        }
      }
      if (process.endsWithin(Duration.ofMillis(50))) {
        break;
      }
    }
    throw new IllegalStateException(name + " does not listen: " + process.tail());
  }

  @Override
  public void close() {
    processes.forEach(LeashedProcess::close);
  }
}
