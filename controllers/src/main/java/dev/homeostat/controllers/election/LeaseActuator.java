package dev.homeostat.controllers.election;

import dev.homeostat.crds.LeaderFence;
import dev.homeostat.crds.LeaderFenceSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the Lease and the LeaderFence, each write once and only over the version that
 * was read; for one election.
 */
public final class LeaseActuator implements ElectionRecords, AutoCloseable {

  /** Name of the Lease. */
  public static final String LEASE = "homeostat-operator";

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final ElectionTiming timing;
  private final Clock wallClock;
  private final ExecutorService requests =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "leader-election-request");
            thread.setDaemon(true);
            return thread;
          });

  /** With its labels and what else others put there. */
  private @Nullable Lease lastLease;

  /**
   * Sends nothing yet.
   *
   * @param client as {@link #client} makes it
   * @param namespace of the Lease
   * @param identity name of this Pod
   * @param wallClock for the times in the Lease, which people read and nobody compares
   */
  public LeaseActuator(
      KubernetesClient client,
      String namespace,
      String identity,
      ElectionTiming timing,
      Clock wallClock) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.timing = timing;
    this.wallClock = wallClock;
  }

  /**
   * A client that gives up in time and sends nothing twice, since what is sent again can land after
   * the Lease; its caller closes it.
   */
  public static KubernetesClient client(Config config, ElectionTiming timing) {
    int timeoutMillis = Math.toIntExact(timing.requestTimeout().toMillis());
    Config own =
        new ConfigBuilder(config)
            .withRequestTimeout(timeoutMillis)
            .withConnectionTimeout(timeoutMillis)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(own).build();
  }

  @Override
  public Answer<LeaseRecord> readLease() {
    return ask("get", leaseName(), () -> remember(leases().get()), LeaseActuator::record);
  }

  @Override
  public Answer<LeaseRecord> putLease(
      @Nullable LeaseRecord over, long transitions, boolean acquires) {
    LeaseSpec spec = new LeaseSpec();
    spec.setHolderIdentity(identity);
    spec.setLeaseDurationSeconds(Math.toIntExact(timing.leaseDuration().toSeconds()));
    spec.setLeaseTransitions(Math.toIntExact(transitions));
    return write(over, spec, acquires);
  }

  @Override
  public Answer<LeaseRecord> releaseLease(LeaseRecord over) {
    LeaseSpec spec = new LeaseSpec();
    spec.setHolderIdentity("");
    spec.setLeaseDurationSeconds(1);
    spec.setLeaseTransitions(Math.toIntExact(over.transitions()));
    return write(over, spec, true);
  }

  private Answer<LeaseRecord> write(@Nullable LeaseRecord over, LeaseSpec spec, boolean acquires) {
    ZonedDateTime now = wallClock.instant().truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    spec.setRenewTime(now);
    spec.setAcquireTime(now);
    Lease lease =
        new LeaseBuilder()
            .withMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(LEASE).build())
            .withSpec(spec)
            .build();
    Lease last = lastLease;
    if (over == null || last == null) {
      return ask(
          "create", leaseName(), () -> remember(leaseOf(lease).create()), LeaseActuator::record);
    }
    if (!acquires && last.getSpec().getAcquireTime() != null) {
      spec.setAcquireTime(last.getSpec().getAcquireTime());
    }
    lease.setMetadata(last.getMetadata().edit().withManagedFields().build());
    lease.getMetadata().setResourceVersion(over.resourceVersion());
    return ask(
        "update", leaseName(), () -> remember(leaseOf(lease).update()), LeaseActuator::record);
  }

  @Override
  public Answer<FenceRecord> readFence() {
    return ask("get", fenceName(), () -> fence().get(), LeaseActuator::record);
  }

  @Override
  public Answer<FenceRecord> putFence(@Nullable FenceRecord over, long transitions) {
    LeaderFence fence = new LeaderFence();
    fence.setMetadata(new ObjectMetaBuilder().withName(LeaderFence.NAME).build());
    fence.setSpec(new LeaderFenceSpec(identity, transitions));
    if (over == null) {
      return ask(
          "create", fenceName(), () -> client.resource(fence).create(), LeaseActuator::record);
    }
    fence.getMetadata().setResourceVersion(over.resourceVersion());
    return ask("update", fenceName(), () -> client.resource(fence).update(), LeaseActuator::record);
  }

  private Resource<Lease> leases() {
    return client.leases().inNamespace(namespace).withName(LEASE);
  }

  private Resource<Lease> leaseOf(Lease lease) {
    return client.leases().inNamespace(namespace).resource(lease);
  }

  private Resource<LeaderFence> fence() {
    return client.resources(LeaderFence.class).withName(LeaderFence.NAME);
  }

  private @Nullable Lease remember(@Nullable Lease lease) {
    lastLease = lease;
    return lease;
  }

  private String leaseName() {
    return "Lease " + LEASE + " in namespace " + namespace;
  }

  private static String fenceName() {
    return "LeaderFence " + LeaderFence.NAME;
  }

  private static LeaseRecord record(Lease lease) {
    LeaseSpec spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    ZonedDateTime renewed = spec.getRenewTime();
    return new LeaseRecord(
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0),
        renewed == null ? "" : renewed.toInstant().toString(),
        1000L * Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0),
        version(lease));
  }

  private static FenceRecord record(LeaderFence fence) {
    LeaderFenceSpec spec = fence.getSpec();
    return new FenceRecord(
        spec == null ? "" : Objects.requireNonNullElse(spec.holder(), ""),
        spec == null ? 0 : Objects.requireNonNullElse(spec.transitions(), 0L),
        version(fence));
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getResourceVersion();
  }

  /** The client's own timeout does not cover an answer that stops in the middle. */
  private <K, T> Answer<T> ask(
      String verb, String what, Callable<@Nullable K> request, Function<K, T> record) {
    if (requests.isShutdown()) {
      return failed(verb, what, "Interrupted", "that the process ends");
    }
    Future<@Nullable K> answer = requests.submit(request);
    try {
      K found = answer.get(2 * timing.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Got<>(found == null ? null : record.apply(found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(verb, what, "Interrupted", "that the process ends");
    } catch (TimeoutException e) {
      return failed(verb, what, "NoAnswer", "no answer of the API server: look at the network");
    } catch (ExecutionException e) {
      return refused(verb, what, e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static <T> Answer<T> refused(String verb, String what, @Nullable Throwable cause) {
    int code = cause instanceof KubernetesClientException answer ? answer.getCode() : 0;
    if (code <= 0) {
      return failed(verb, what, "NoAnswer", "no answer of the API server: look at the network");
    }
    return switch (code) {
      case 401 -> failed(verb, what, "Unauthorized", "401: the token is not valid any more");
      case 403 ->
          failed(
              verb,
              what,
              "Forbidden",
              "403: grant it by the RBAC of the installation, and run as the Pod that is named");
      case 404 ->
          failed(
              verb,
              what,
              "NotInstalled",
              "404: install the namespace and the CustomResourceDefinitions");
      case 409 -> failed(verb, what, "Conflict", "that somebody else wrote it meanwhile");
      default -> failed(verb, what, "Refused", "status " + code + ": look at the API server");
    };
  }

  private static <T> Answer<T> failed(String verb, String what, String reason, String found) {
    return new Answer.Failed<>(reason, "expected to %s %s, found %s".formatted(verb, what, found));
  }

  /** Ends what is under way; the client stays open. */
  @Override
  public void close() {
    requests.shutdownNow();
  }
}
