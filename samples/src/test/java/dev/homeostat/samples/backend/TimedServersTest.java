package dev.homeostat.samples.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.samples.Eventually;
import dev.homeostat.samples.backend.TimedServers.Job;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimedServersTest {
  @Test
  void submit_moreThanServers_neverRunsMoreAtOnce() {
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    try (TimedServers servers = new TimedServers(3)) {
      for (int i = 0; i < 50; i++) {
        servers.submit(
            new Job(
                () -> {
                  most.accumulateAndGet(servers.running(), Math::max);
                  return 1_000_000;
                },
                done::incrementAndGet));
      }
      Eventually.await("all done", () -> done.get() == 50);
      assertThat(servers.running()).isZero();
    }
    assertThat(most).hasValue(3);
  }

  @Test
  void submit_allServersBusy_startsInOrderOfArrival() {
    List<Integer> started = new CopyOnWriteArrayList<>();
    AtomicInteger done = new AtomicInteger();
    try (TimedServers servers = new TimedServers(1)) {
      for (int i = 0; i < 20; i++) {
        int number = i;
        servers.submit(
            new Job(
                () -> {
                  started.add(number);
                  return 100_000;
                },
                done::incrementAndGet));
      }
      Eventually.await("all done", () -> done.get() == 20);
    }
    assertThat(started).isSorted().hasSize(20);
  }

  @Test
  void submit_queueIsFull_isRefused() {
    try (TimedServers servers = new TimedServers(1)) {
      Job endless = new Job(() -> Duration.ofHours(1).toNanos(), () -> {});
      for (int i = 0; i < 10_001; i++) {
        assertThat(servers.submit(endless)).isTrue();
      }
      assertThat(servers.submit(endless)).isFalse();
    }
  }
}
