package dev.homeostat.e2e.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** etcd, API server and controller manager on loopback, with all their files in one folder. */
final class ControlPlane implements AutoCloseable {

  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** In the order of their start; ended in the reverse order. */
  private final Deque<LeashedProcess> processes = new ArrayDeque<>();

  private final ClusterPrograms programs;
  private final Path folder;
  private final ClusterKeys keys;
  private final int[] ports = freePorts(3);
  private final Stopwatch stopwatch;

  private ControlPlane(ClusterPrograms programs, Stopwatch stopwatch)
      throws IOException, InterruptedException {
    this.programs = programs;
    this.stopwatch = stopwatch;
    this.folder = Files.createTempDirectory("homeostat-cluster-");
    processes.add(LeashedProcess.removing(folder));
    this.keys = ClusterKeys.make(folder);
    stopwatch.stage("keys and certificates");
  }

  static ControlPlane start(ClusterPrograms programs, Stopwatch stopwatch)
      throws IOException, InterruptedException {
    ControlPlane plane = new ControlPlane(programs, stopwatch);
    Runtime.getRuntime().addShutdownHook(new Thread(plane::close, "control-plane-end"));
    plane.startAll();
    return plane;
  }

  Path kubeconfig() {
    return keys.file("admin.kubeconfig");
  }

  private void startAll() throws IOException, InterruptedException {
    start(
        programs.etcd(),
        List.of(
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=http://127.0.0.1:" + ports[0],
            "--advertise-client-urls=http://127.0.0.1:" + ports[0],
            "--listen-peer-urls=http://127.0.0.1:" + ports[1],
            "--log-level=warn"));
    start(
        programs.apiServer(),
        List.of(
            "--etcd-servers=http://127.0.0.1:" + ports[0],
            "--secure-port=" + ports[2],
            "--bind-address=127.0.0.1",
            "--tls-cert-file=" + keys.file("server.crt"),
            "--tls-private-key-file=" + keys.file("server.key"),
            "--client-ca-file=" + keys.file("ca.crt"),
            "--service-account-key-file=" + keys.file("sa.key"),
            "--service-account-signing-key-file=" + keys.file("sa.key"),
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-cluster-ip-range=10.0.0.0/24",
            "--authorization-mode=Node,RBAC",
            "--allow-privileged"));
    Kubectl admin = new Kubectl(programs.kubectl(), keys.kubeconfig("admin", ports[2]));
    pollUntil(admin, "API server ready", "get", "--raw", "/readyz");
    start(
        programs.controllerManager(),
        List.of(
            "--kubeconfig=" + keys.kubeconfig("controllers", ports[2]),
            "--service-account-private-key-file=" + keys.file("sa.key"),
            "--root-ca-file=" + keys.file("ca.crt"),
            "--use-service-account-credentials",
            "--leader-elect=false",
            "--secure-port=0"));
    // Only the controller manager makes it, and no Pod starts without it.
    pollUntil(admin, "controllers at work", "get", "serviceaccount", "default", "-n", "default");
  }

  private void start(Path program, List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(flags);
    processes.add(LeashedProcess.start(command, folder.resolve(program.getFileName() + ".log")));
  }

  private void pollUntil(Kubectl kubectl, String what, String... command)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_WITHIN.toNanos();
    Kubectl.Outcome outcome = kubectl.run(command);
    while (!outcome.succeeded()) {
      LeashedProcess newest = processes.getLast();
      if (newest.endsWithin(PAUSE)) {
        throw new IllegalStateException(
            "expected %s, but %s ended: %s".formatted(what, newest, newest.tail()));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "expected %s within %s, found: %s; %s says: %s"
                .formatted(what, READY_WITHIN, outcome.text(), newest, newest.tail()));
      }
      outcome = kubectl.run(command);
    }
    stopwatch.stage(what);
  }

  /** All at once, so that none is given twice. */
  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    int[] ports = new int[count];
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports[i] = socket.getLocalPort();
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }

  @Override
  public void close() {
    processes.descendingIterator().forEachRemaining(LeashedProcess::close);
  }
}
