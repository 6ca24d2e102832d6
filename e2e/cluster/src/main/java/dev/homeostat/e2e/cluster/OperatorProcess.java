package dev.homeostat.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The operator's jar as a process outside the cluster. It has the token of a Pod that exists only
 * as an object, so that it is fenced like one that runs in it.
 */
public final class OperatorProcess implements AutoCloseable {

  /** The flags under which memory is reported. */
  public static final List<String> JVM_FLAGS =
      List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  private static final String JAR = "operator/target/quarkus-app/quarkus-run.jar";
  private static final String NAMESPACE = "homeostat-system";
  private static final String ACCOUNT = "homeostat-operator";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String pod;
  private final Path log;
  private final LeashedProcess process;
  private final URI management;
  private final HttpClient http = HttpClient.newHttpClient();
  private final long startMillis;

  private OperatorProcess(
      String pod, Path log, LeashedProcess process, URI management, long startMillis) {
    this.pod = pod;
    this.log = log;
    this.process = process;
    this.management = management;
    this.startMillis = startMillis;
  }

  /**
   * Starts one.
   *
   * @param jar the operator's runnable jar
   * @param pod name of the Pod whose identity it has; made if it is not there
   * @param folder for its kubeconfig and its log
   * @param settings more of its configuration, as environment variables
   */
  public static OperatorProcess start(
      RealCluster cluster, Path jar, String pod, Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path kubeconfig = kubeconfig(cluster, pod, folder);
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("env"));
    command.add("KUBECONFIG=" + kubeconfig);
    command.add("HOMEOSTAT_IDENTITY=" + pod);
    command.add("QUARKUS_HTTP_HOST=127.0.0.1");
    command.add("QUARKUS_HTTP_PORT=" + port);
    settings.forEach((name, value) -> command.add(name + "=" + value));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(List.of("-jar", jar.toString()));
    Path log = folder.resolve(pod + ".log");
    long startMillis = System.currentTimeMillis();
    LeashedProcess process = LeashedProcess.start(command, log);
    return new OperatorProcess(
        pod, log, process, URI.create("http://127.0.0.1:" + port), startMillis);
  }

  /** The operator's jar as this checkout has built it. */
  public static Path builtJar() {
    return CachedPrograms.inCheckout(JAR)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "expected the operator's jar at %s, found none; ./mvnw package -pl operator -am makes it"
                        .formatted(JAR)));
  }

  private static Path kubeconfig(RealCluster cluster, String pod, Path folder)
      throws IOException, InterruptedException {
    Kubectl kubectl = cluster.kubectl();
    kubectl.must(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          serviceAccountName: %s
          automountServiceAccountToken: false
          schedulerName: nobody
          containers: [{name: operator, image: "homeostat:none"}]
        """
            .formatted(pod, NAMESPACE, ACCOUNT),
        "apply",
        "-f",
        "-");
    String uid =
        kubectl.must("", "get", "pod", pod, "-n", NAMESPACE, "-o", "jsonpath={.metadata.uid}");
    String token =
        kubectl.must(
            "",
            "create",
            "token",
            ACCOUNT,
            "-n",
            NAMESPACE,
            "--bound-object-kind=Pod",
            "--bound-object-name=" + pod,
            "--bound-object-uid=" + uid);
    JsonNode config =
        JSON.readTree(
            kubectl.must("", "config", "view", "--raw", "--minify", "--flatten", "-o", "json"));
    String text =
        """
        {"apiVersion":"v1","kind":"Config","current-context":"c",
         "clusters":[{"name":"c","cluster":%s}],
         "users":[{"name":"c","user":{"token":"%s"}}],
         "contexts":[{"name":"c","context":{"cluster":"c","user":"c"}}]}
        """
            .formatted(config.path("clusters").path(0).path("cluster"), token.strip());
    return Files.writeString(folder.resolve(pod + ".kubeconfig"), text);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Waits until it is ready; returns how long that took since its start, in milliseconds. */
  public long awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    while (code("/q/health/ready") != 200) {
      if (process.endsWithin(PAUSE)) {
        throw new IllegalStateException(this + " ended: " + process.tail());
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected %s to be ready within %s; it says: %s"
                .formatted(this, READY_WITHIN, process.tail()));
      }
    }
    return System.currentTimeMillis() - startMillis;
  }

  /** Where it is reached. */
  public URI uri() {
    return management;
  }

  /** HTTP status of a path; 0 where nobody answers. */
  public int code(String path) throws InterruptedException {
    try {
      return http.send(request(path), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** What a path answers. */
  public String get(String path) throws IOException, InterruptedException {
    return http.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(management.resolve(path)).timeout(Duration.ofSeconds(2)).build();
  }

  /** Sends a signal, such as {@code STOP}; nothing where it has ended. */
  public void signal(String name) throws IOException, InterruptedException {
    long pid = pid();
    if (pid != 0) {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }
  }

  /** Whether it ends within the time. */
  public boolean endsWithin(Duration time) throws InterruptedException {
    return process.endsWithin(time);
  }

  /** Number of its process. */
  public long pid() {
    return process.child();
  }

  /** Memory that is resident, in MiB. */
  public long residentMebibytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("/proc tells no VmRSS of " + this);
  }

  /** Where its log is. */
  public Path log() {
    return log;
  }

  /** What it wrote last. */
  public String tail() throws IOException {
    return process.tail();
  }

  /**
   * Asks it to end, so that the next one finds the Lease given back; kills it where it does not.
   */
  @Override
  public void close() {
    try {
      if (!endsWithin(Duration.ZERO)) {
        signal("TERM");
        endsWithin(ENDS_WITHIN);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.close();
    }
  }

  @Override
  public String toString() {
    return "operator " + pod;
  }
}
