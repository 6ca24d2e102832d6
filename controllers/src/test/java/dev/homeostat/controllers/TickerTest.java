package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickerTest {

  @Test
  void tick_thatFails_isFollowedByTheNext() throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    try (Ticker ticker =
        new Ticker(
            1,
            () -> {
              thrice.countDown();
              throw new IllegalStateException("as a defect would");
            },
            System::nanoTime)) {
      ticker.start();
      assertThat(thrice.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void tick_thatTakesLong_skipsAndCountsTheOnesItOutlasted() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger ticks = new AtomicInteger();
    CountDownLatch twice = new CountDownLatch(2);
    try (Ticker ticker =
        new Ticker(
            10,
            () -> {
              if (ticks.incrementAndGet() == 1) {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(35));
              }
              twice.countDown();
            },
            nanos::get)) {
      ticker.start();
      assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ticker.skipped()).isEqualTo(3);
    }
  }

  @Test
  void silentMillis_growsUntilATickEnds() {
    AtomicLong nanos = new AtomicLong();
    try (Ticker ticker = new Ticker(1000, () -> {}, nanos::get)) {
      nanos.set(TimeUnit.SECONDS.toNanos(7));
      assertThat(ticker.silentMillis()).isEqualTo(7000);
    }
  }
}
