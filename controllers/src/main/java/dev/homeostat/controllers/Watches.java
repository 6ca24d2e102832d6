package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The informers of our kinds, run by the Java Operator SDK; and whether they still hear anything:
 * one that has stopped is silent, and looks as if nothing were declared any more.
 */
final class Watches implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
  private static final Duration SYNC_WITHIN = Duration.ofSeconds(30);
  private static final int THREADS = 4;

  private final String server;
  private final ApiActuator api;
  private final Operator operator;
  private final long deafNanos;
  private final LongSupplier nanos = System::nanoTime;
  private final AtomicReference<@Nullable String> stopped = new AtomicReference<>();
  private final AtomicReference<@Nullable Long> deafSince = new AtomicReference<>();
  private volatile boolean started;
  private volatile boolean closing;

  Watches(KubernetesClient client, ApiActuator api, Declarations declarations, Duration deafAfter) {
    this.deafNanos = deafAfter.toNanos();
    this.server = String.valueOf(client.getMasterUrl());
    this.api = api;
    this.operator =
        new Operator(
            settings ->
                settings
                    .withKubernetesClient(client)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(false)
                    .withConcurrentReconciliationThreads(THREADS)
                    .withCacheSyncTimeout(SYNC_WITHIN)
                    .withStopOnInformerErrorDuringStartup(false)
                    .withInformerStoppedHandler(this::informerStopped));
    operator.register(new SignalSourceReconciler(declarations));
    operator.register(new SLOChainReconciler(declarations));
    operator.register(new OperatingModeReconciler(declarations));
    operator.register(new ControlLoopReconciler(declarations));
    operator.register(new ModeOverrideReconciler(declarations));
    operator.register(new ApprovalReconciler(declarations));
    operator.register(new HomeostatControlReconciler(declarations));
  }

  /** Starts them; when this returns all that is declared is known. */
  void start() throws StartFailedException {
    requireKinds();
    try {
      operator.start();
    } catch (OperatorException e) {
      throw new StartFailedException(
          "the informers did not start: "
              + e.getMessage()
              + "; see whether the operator's"
              + " ServiceAccount may list and watch our kinds");
    }
    started = true;
  }

  private void requireKinds() throws StartFailedException {
    ApiActuator.Answer answer = api.get("/apis/" + Kind.API_VERSION);
    Set<String> missing = missingKinds(answer);
    if (answer.body() == null && !answer.missing()) {
      throw new StartFailedException(
          "expected an API server at %s, found: %s; see its address and credential in the kubeconfig"
              .formatted(server, answer.message()));
    }
    if (!missing.isEmpty()) {
      throw new StartFailedException(
          "expected the kinds of homeostat.dev/v1alpha1 on %s, found no %s; apply the"
                  .formatted(server, String.join(", ", missing))
              + " CustomResourceDefinitions first");
    }
  }

  private static Set<String> missingKinds(ApiActuator.Answer answer) {
    Set<String> missing = new TreeSet<>();
    for (Kind kind : Kind.values()) {
      missing.add(kind.title());
    }
    JsonNode kinds = answer.body();
    if (kinds != null) {
      kinds.path("resources").forEach(kind -> missing.remove(kind.path("kind").asText()));
    }
    return missing;
  }

  private void informerStopped(SharedIndexInformer<?> informer, @Nullable Throwable cause) {
    if (!closing) {
      String kind = informer.getApiTypeClass().getSimpleName();
      LOG.error("the informer of {} has stopped: {}", kind, String.valueOf(cause));
      stopped.set("the informer of " + kind + " has stopped");
    }
  }

  boolean isStarted() {
    return started;
  }

  /**
   * Why what is declared is not heard any more; empty where it is. Where the API server does not
   * answer, or our kinds are not installed, no start anew would help: the informers hear again by
   * themselves once it does.
   */
  String trouble() {
    String cause = stopped.get();
    if (cause != null) {
      return cause;
    }
    if (!started || operator.getRuntimeInfo().allEventSourcesAreHealthy()) {
      deafSince.set(null);
      return "";
    }
    long nowNanos = nanos.getAsLong();
    deafSince.compareAndSet(null, nowNanos);
    Long since = deafSince.get();
    return since != null
            && nowNanos - since > deafNanos
            && missingKinds(api.get("/apis/" + Kind.API_VERSION)).isEmpty()
        ? "an informer has had no watch for " + (nowNanos - since) / 1_000_000_000 + " s"
        : "";
  }

  @Override
  public void close() {
    closing = true;
    if (started) {
      operator.stop();
    }
  }
}
