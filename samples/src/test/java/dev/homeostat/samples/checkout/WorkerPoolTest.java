package dev.homeostat.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  private final Semaphore permits = new Semaphore(0);
  private final List<Integer> done = new CopyOnWriteArrayList<>();
  private WorkerPool pool = new WorkerPool(4, 2);

  @AfterEach
  void close() {
    permits.release(1_000);
    pool.close();
  }

  private boolean offer(int number) {
    return pool.offer(
        () -> {
          permits.acquireUninterruptibly();
          done.add(number);
        });
  }

  private void fill() {
    for (int i = 0; i < 4; i++) {
      assertThat(offer(i)).isTrue();
    }
    awaitRunning(2);
  }

  private void awaitRunning(int count) {
    Eventually.await(count + " running", () -> pool.running() == count);
  }

  @Test
  void offer_queuedAndRunningReachLimit_rejects() {
    fill();

    assertThat(pool.queued()).isEqualTo(2);
    assertThat(offer(4)).isFalse();
    permits.release();
    Eventually.await("one finished", () -> pool.running() + pool.queued() == 3);
    assertThat(offer(5)).isTrue();
  }

  @Test
  void resize_lowerLimit_drainsWhatIsQueued() {
    fill();
    pool.resize(1, 2);
    assertThat(offer(4)).isFalse();
    permits.release(4);

    Eventually.await("all four done", () -> done.size() == 4);
    assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3);
    Eventually.await("nothing running", () -> pool.running() == 0);
    assertThat(offer(5)).isTrue();
  }

  @Test
  void work_oneWorker_isDoneInOrderOfArrival() {
    pool.resize(10, 1);
    Eventually.await("one worker", () -> pool.workers() == 1);
    for (int i = 0; i < 10; i++) {
      offer(i);
    }
    permits.release(10);

    Eventually.await("all done", () -> done.size() == 10);
    assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void resize_moreWorkers_startsQueuedWork() {
    fill();
    pool.resize(4, 4);

    awaitRunning(4);
    assertThat(pool.queued()).isZero();
  }

  @Test
  void resize_fewerWorkers_finishesRunningWorkFirst() {
    pool.resize(10, 4);
    for (int i = 0; i < 6; i++) {
      offer(i);
    }
    awaitRunning(4);
    pool.resize(10, 1);
    assertThat(pool.running()).isEqualTo(4);
    permits.release(4);

    Eventually.await("one worker", () -> pool.workers() == 1);
    Eventually.await("running work done", () -> done.size() == 4);
    awaitRunning(1);
    assertThat(pool.queued()).isEqualTo(1);
  }

  @Test
  void work_throws_workerIsReplaced() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> thrown.add(error));
    try {
      pool.offer(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      Eventually.await("the error", () -> thrown.size() == 1);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }

    assertThat(pool.workers()).isEqualTo(2);
    fill();
  }
}
