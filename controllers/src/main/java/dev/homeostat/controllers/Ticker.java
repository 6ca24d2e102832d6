package dev.homeostat.controllers;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one source of ticks. It counts in monotonic time, so that a clock that is set back delays
 * nothing; a tick that comes late is not caught up.
 */
final class Ticker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

  private final long intervalNanos;
  private final Runnable task;
  private final LongSupplier nanos;
  private final AtomicLong lastNanos;
  private final AtomicLong skipped = new AtomicLong();
  private final Thread thread = new Thread(this::run, "homeostat-ticker");
  private volatile boolean closed;

  /**
   * A ticker that is not started yet.
   *
   * @param nanos monotonic time
   */
  Ticker(long intervalMillis, Runnable task, LongSupplier nanos) {
    this.intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    this.task = task;
    this.nanos = nanos;
    this.lastNanos = new AtomicLong(nanos.getAsLong());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** How long ago the last tick ended, in milliseconds. */
  long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - lastNanos.get());
  }

  /** How many ticks were left out because the one before took too long. */
  long skipped() {
    return skipped.get();
  }

  private void run() {
    long dueNanos = nanos.getAsLong();
    try {
      while (!closed) {
        TimeUnit.NANOSECONDS.sleep(dueNanos - nanos.getAsLong());
        tick();
        long nowNanos = nanos.getAsLong();
        lastNanos.set(nowNanos);
        long late = Math.max(0, (nowNanos - dueNanos) / intervalNanos);
        skipped.addAndGet(late);
        dueNanos += (late + 1) * intervalNanos;
      }
    } catch (InterruptedException e) {
      // Closed while it waited; there is nothing to do any more.
      return;
    }
  }

  private void tick() {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a tick failed, which no input should cause; the next one comes in time", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
