package dev.homeostat.samples.backend;

import dev.homeostat.samples.LoopbackServer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves at most a fixed number of jobs at once, first come first served, on a timer. */
final class TimedServers implements AutoCloseable {
  /** Beyond this many waiting jobs the backend refuses, so that its memory stays bounded. */
  private static final int MAX_WAITING = 10_000;

  /** One piece of work: how long it takes from the moment it starts, and what follows. */
  record Job(LongSupplier drawServiceNanos, Runnable answer) {}

  private final int servers;
  private final Queue<Job> waiting = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> LoopbackServer.daemon(task, "servers"));
  private int running;
  private boolean closed;

  TimedServers(int servers) {
    this.servers = servers;
  }

  /** False when the job was refused. */
  synchronized boolean submit(Job job) {
    if (closed || waiting.size() >= MAX_WAITING) {
      return false;
    }
    if (running < servers) {
      start(job);
    } else {
      waiting.add(job);
    }
    return true;
  }

  synchronized int running() {
    return running;
  }

  private void start(Job job) {
    running++;
    ScheduledFuture<?> unused =
        timer.schedule(() -> finish(job), job.drawServiceNanos().getAsLong(), TimeUnit.NANOSECONDS);
  }

  private void finish(Job job) {
    synchronized (this) {
      running--;
      @Nullable Job next = waiting.poll();
      if (next != null && !closed) {
        start(next);
      }
    }
    job.answer().run();
  }

  @Override
  public synchronized void close() {
    closed = true;
    timer.shutdownNow();
  }
}
