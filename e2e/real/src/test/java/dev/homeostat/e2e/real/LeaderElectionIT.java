package dev.homeostat.e2e.real;

import static dev.homeostat.e2e.real.ClusterUsers.succeed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.controllers.election.ElectionTiming;
import dev.homeostat.controllers.election.LeaderElection;
import dev.homeostat.controllers.election.LeadershipListener;
import dev.homeostat.controllers.election.LeaseActuator;
import dev.homeostat.controllers.election.Standing;
import dev.homeostat.e2e.cluster.ProjectInstall;
import dev.homeostat.e2e.cluster.RealCluster;
import dev.homeostat.e2e.real.operator.OnOwnOperator;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators with the rights that the project installs, and one Lease. */
@OnOwnOperator
class LeaderElectionIT {

  private static final ElectionTiming TIMING =
      new ElectionTiming(
          Duration.ofSeconds(6),
          Duration.ofSeconds(4),
          Duration.ofMillis(500),
          Duration.ofMillis(1500),
          Duration.ofSeconds(2));

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RealCluster cluster;
  private static ClusterUsers users;

  @TempDir private static Path folder;

  private final List<Candidate> candidates = new ArrayList<>();

  /** One operator as it would run in its Pod. */
  private record Candidate(
      String pod,
      KubernetesClient client,
      LeaseActuator records,
      LeaderElection election,
      Queue<String> told)
      implements AutoCloseable {

    boolean leads() {
      return election.standing().leading() && election.gate().mayWrite();
    }

    /** As if the process was killed: nothing is sent any more, and nothing given back. */
    void kill() {
      records.close();
    }

    @Override
    public void close() {
      election.close();
      records.close();
      client.close();
    }
  }

  private record Told(Queue<String> told) implements LeadershipListener {

    @Override
    public void onStarted() {
      told.add("started");
    }

    @Override
    public void onStopped() {
      told.add("stopped");
    }

    @Override
    public void onStanding(Standing standing) {
      System.out.println("election: " + standing);
    }
  }

  @BeforeAll
  static void install() throws Exception {
    cluster = RealCluster.shared();
    ProjectInstall.once(cluster);
    users = new ClusterUsers(cluster, folder);
  }

  @BeforeEach
  void forgetTheLease() throws Exception {
    cluster.kubectl().run("delete", "lease", LeaseActuator.LEASE, "-n", ProjectInstall.NAMESPACE);
  }

  @AfterEach
  void stop() {
    candidates.forEach(Candidate::close);
  }

  @AfterAll
  static void remove() throws Exception {
    if (cluster != null) {
      cluster
          .kubectl()
          .run("delete", "pod", "one", "two", "-n", ProjectInstall.NAMESPACE, "--wait=false");
    }
  }

  private Candidate candidate(String pod, URI server) throws Exception {
    String token = users.podToken(ProjectInstall.NAMESPACE, "homeostat-operator", pod);
    Config config =
        new ConfigBuilder(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
            .withMasterUrl(server.toString())
            .withClientCertFile(null)
            .withClientKeyFile(null)
            .withClientCertData(null)
            .withClientKeyData(null)
            .withOauthToken(token)
            .build();
    KubernetesClient client = LeaseActuator.client(config, TIMING);
    LeaseActuator records =
        new LeaseActuator(client, ProjectInstall.NAMESPACE, pod, TIMING, Clock.systemUTC());
    Queue<String> told = new ConcurrentLinkedQueue<>();
    LeaderElection election =
        new LeaderElection(pod, TIMING, records, new Told(told), System::nanoTime);
    Candidate candidate = new Candidate(pod, client, records, election, told);
    candidates.add(candidate);
    election.start();
    return candidate;
  }

  private static URI server() {
    return URI.create(Config.fromKubeconfig(cluster.kubeconfig().toFile()).getMasterUrl());
  }

  /** Returns how long it took; at no time do two gates stand open. */
  private Duration await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(candidates.stream().filter(c -> c.election().gate().mayWrite()).count())
          .as("open gates")
          .isLessThanOrEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(PATIENCE);
      Thread.onSpinWait();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static String holder() throws Exception {
    return succeed(cluster.kubectl().run("get", "lf", "operator", "-o", "jsonpath={.spec.holder}"));
  }

  @Test
  void start_two_oneLeadsAndIsInTheFence() throws Exception {
    Candidate one = candidate("one", server());
    await("one leads", one::leads);
    Candidate two = candidate("two", server());
    await("two looked", () -> two.election().standing().reason().equals("HeldByAnother"));
    assertThat(one.leads()).isTrue();
    assertThat(two.leads()).isFalse();
    assertThat(holder()).isEqualTo("one");
    assertThat(one.told()).containsExactly("started");
    assertThat(two.told()).isEmpty();
  }

  @Test
  void kill_leader_otherLeadsAfterTheLease() throws Exception {
    Candidate one = candidate("one", server());
    await("one leads", one::leads);
    Candidate two = candidate("two", server());
    await("two looked", () -> two.election().standing().reason().equals("HeldByAnother"));
    one.kill();
    Duration closed = await("the gate closes", () -> !one.election().gate().mayWrite());
    Duration led = await("two leads", two::leads);
    System.out.printf("election: gate closed after %s, other led after %s more%n", closed, led);
    assertThat(led).isGreaterThan(TIMING.writeMargin().dividedBy(2));
    assertThat(holder()).isEqualTo("two");
  }

  @Test
  void close_leader_otherLeadsAtOnce() throws Exception {
    Candidate one = candidate("one", server());
    await("one leads", one::leads);
    Candidate two = candidate("two", server());
    await("two looked", () -> two.election().standing().reason().equals("HeldByAnother"));
    long start = System.nanoTime();
    one.election().close();
    assertThat(one.told()).containsExactly("started", "stopped");
    await("two leads", two::leads);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("election: the other led " + took + " after close");
    assertThat(took).isLessThan(TIMING.leaseDuration());
    assertThat(holder()).isEqualTo("two");
  }

  @Test
  void cutOff_leader_gateClosesBeforeTheOtherLeads() throws Exception {
    try (CutProxy proxy = new CutProxy(server().getPort())) {
      Candidate one = candidate("one", URI.create("https://127.0.0.1:" + proxy.port()));
      await("one leads", one::leads);
      Candidate two = candidate("two", server());
      await("two looked", () -> two.election().standing().reason().equals("HeldByAnother"));
      proxy.cut();
      await("the gate closes", () -> !one.election().gate().mayWrite());
      assertThat(two.leads()).isFalse();
      await("two leads", two::leads);
      await("one was told", () -> one.told().contains("stopped"));
      assertThat(one.election().standing().reason()).isIn("RenewalLate", "NoAnswer");
    }
  }
}
