package dev.homeostat.controllers;

import dev.homeostat.engine.policy.ChainPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the loop of every namespace at each tick, side by side: one that takes long delays no other,
 * and is left out until it is done.
 */
final class Loops implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
  private static final int THREADS = 8;

  private final Declarations declarations;
  private final Function<String, NamespaceLoop> newLoop;
  private final NamespaceCaps caps;
  private final OperatorMetrics metrics;
  private final LongSupplier nanos;
  private final ExecutorService executor;
  private volatile Map<String, Running> loops = Map.of();
  private volatile boolean leading;

  /** The loop of a namespace, and whether it is in a turn. */
  private record Running(NamespaceLoop loop, AtomicBoolean busy) {}

  Loops(
      Declarations declarations,
      Function<String, NamespaceLoop> newLoop,
      NamespaceCaps caps,
      OperatorMetrics metrics,
      LongSupplier nanos) {
    this.declarations = declarations;
    this.newLoop = newLoop;
    this.caps = caps;
    this.metrics = metrics;
    this.nanos = nanos;
    AtomicInteger number = new AtomicInteger();
    this.executor =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "homeostat-loop-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins with nothing remembered: what another leader did meanwhile is read anew. */
  void lead() {
    loops = new ConcurrentHashMap<>();
    leading = true;
  }

  /** Starts no more turns. One that runs finds the write gate closed. */
  void follow() {
    leading = false;
    loops = Map.of();
  }

  /** Starts a turn of every namespace that is not in one. */
  void tick() {
    Map<String, Running> current = loops;
    if (!leading) {
      return;
    }
    Set<String> namespaces = new TreeSet<>(declarations.namespaces());
    namespaces.addAll(current.keySet());
    for (String namespace : namespaces) {
      Running running =
          current.computeIfAbsent(
              namespace, n -> new Running(newLoop.apply(n), new AtomicBoolean()));
      if (running.busy().compareAndSet(false, true)) {
        executor.execute(() -> turn(namespace, running, current));
      } else {
        metrics.skipped(namespace);
      }
    }
  }

  private void turn(String namespace, Running running, Map<String, Running> current) {
    long startNanos = nanos.getAsLong();
    try {
      running.loop().turn();
      if (running.loop().isIdle() && !declarations.namespaces().contains(namespace)) {
        current.remove(namespace);
        caps.forget(namespace);
      }
    } catch (RuntimeException e) {
      LOG.error("a turn of namespace {} failed, which no input should cause", namespace, e);
    } finally {
      metrics.turned(namespace, nanos.getAsLong() - startNanos);
      running.busy().set(false);
    }
  }

  /** The chains of all namespaces, by their names; none where another operator leads. */
  List<ChainPolicy> chains() {
    List<ChainPolicy> chains = new ArrayList<>();
    loops.values().forEach(running -> chains.addAll(running.loop().compiled().chains()));
    chains.sort(Comparator.comparing(chain -> chain.id().toString()));
    return chains;
  }

  /** Ends the turns that run, or gives up on them after a while. */
  @Override
  public void close() {
    follow();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(3, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
