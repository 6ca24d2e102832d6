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
import java.util.List;
import java.util.Optional;

/**
 * A program of the Prometheus family as a child process: it listens on a free port of loopback,
 * keeps its files in a temporary folder, and says at {@code /-/ready} when it is ready.
 */
final class ServerProgram implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final String name;
  private final LeashedProcess process;
  private final LeashedProcess folderLeash;
  private final String url;

  /** A temporary folder that is gone with this JVM at the latest. */
  record Folder(Path path, LeashedProcess leash) {

    static Folder create(String name) throws IOException {
      Path path = Files.createTempDirectory("homeostat-" + name + "-");
      return new Folder(path, LeashedProcess.removing(path));
    }
  }

  private ServerProgram(
      String name, LeashedProcess process, LeashedProcess folderLeash, String url) {
    this.name = name;
    this.process = process;
    this.folderLeash = folderLeash;
    this.url = url;
  }

  /** The program on the PATH, else the one in the cache folder, which a script fills first. */
  static Path find(String name, String script) throws IOException, InterruptedException {
    Path cached = CachedPrograms.folder(name).resolve(name);
    Optional<Path> found =
        CachedPrograms.onPath(name).or(() -> Optional.of(cached).filter(Files::isExecutable));
    if (found.isEmpty()) {
      CachedPrograms.run(
          script, CachedPrograms.folder(name), "type -DskipReal to go on without it");
    }
    return found.orElse(cached);
  }

  /** A port of loopback that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts one that listens on a port, and waits until it is ready. */
  static ServerProgram start(String name, List<String> command, int port, Folder folder)
      throws IOException, InterruptedException {
    ServerProgram program =
        new ServerProgram(
            name,
            LeashedProcess.start(command, folder.path().resolve(name + ".log")),
            folder.leash(),
            "http://127.0.0.1:" + port);
    try {
      program.pollUntilReady();
    } catch (IllegalStateException | IOException | InterruptedException e) {
      program.close();
      throw e;
    }
    return program;
  }

  String url() {
    return url;
  }

  /** What it wrote last, for messages. */
  String tail() throws IOException {
    return process.tail();
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
            "expected %s to get ready, but it ended: %s".formatted(name, process.tail()));
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
        "expected %s to be ready within %s, found %s; it says: %s"
            .formatted(name, READY_WITHIN, found, process.tail()));
  }

  /** Kills it and removes its folder. */
  @Override
  public void close() {
    process.close();
    folderLeash.close();
  }
}
