package dev.homeostat.samples.checkout;

import dev.homeostat.samples.LoopbackServer;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A first-come-first-served queue in front of a number of workers, with a limit on both together.
 *
 * <p>Admitted work is always done, even if nobody waits for it any more and however low the limit
 * has become since.
 */
final class WorkerPool implements AutoCloseable {
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final Set<Thread> workers = new HashSet<>();
  private int admissionLimit;
  private int size;
  private int running;
  private int threadsStarted;

  WorkerPool(int admissionLimit, int size) {
    resize(admissionLimit, size);
  }

  synchronized void resize(int newAdmissionLimit, int newSize) {
    admissionLimit = newAdmissionLimit;
    size = newSize;
    startMissingWorkers();
    notifyAll();
  }

  /** False when the work was rejected; it is then not touched. */
  synchronized boolean offer(Runnable work) {
    if (queue.size() + running >= admissionLimit) {
      return false;
    }
    queue.add(work);
    notify();
    return true;
  }

  synchronized int queued() {
    return queue.size();
  }

  synchronized int running() {
    return running;
  }

  synchronized int workers() {
    return workers.size();
  }

  private void startMissingWorkers() {
    while (workers.size() < size) {
      threadsStarted++;
      Thread worker = LoopbackServer.daemon(this::work, "pool-" + threadsStarted);
      workers.add(worker);
      worker.start();
    }
  }

  private void work() {
    try {
      for (Runnable work = take(); work != null; work = take()) {
        try {
          work.run();
        } finally {
          finished();
        }
      }
    } finally {
      replaceIfBroken();
    }
  }

  /** Waits for work; null tells the worker that it is one too many. */
  private synchronized @Nullable Runnable take() {
    while (true) {
      if (workers.size() > size) {
        workers.remove(Thread.currentThread());
        return null;
      }
      Runnable work = queue.poll();
      if (work != null) {
        running++;
        return work;
      }
      try {
        wait();
      } catch (InterruptedException ignored) {
        // Nobody interrupts a worker to end it; the size says whether it goes on.
      }
    }
  }

  private synchronized void finished() {
    running--;
  }

  /** A worker still listed here did not leave: its work threw, and the pool must not shrink. */
  private synchronized void replaceIfBroken() {
    if (workers.remove(Thread.currentThread())) {
      startMissingWorkers();
    }
  }

  @Override
  public void close() {
    resize(0, 0);
  }
}
