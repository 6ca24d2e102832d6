package dev.homeostat.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final Duration TTL = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong(-5);
  private final AnswerCache cache = new AnswerCache(2, nanos::get);

  @Test
  void fresh_withinTimeToLive_isAnswer() {
    cache.store("a", "answer");
    nanos.addAndGet(TTL.toNanos() - 1);

    assertThat(cache.fresh("a", TTL)).contains("answer");
    assertThat(cache.fresh("b", TTL)).isEmpty();
  }

  @Test
  void fresh_atTimeToLive_isEmpty() {
    cache.store("a", "answer");
    nanos.addAndGet(TTL.toNanos());

    assertThat(cache.fresh("a", TTL)).isEmpty();
  }

  @Test
  void fresh_timeToLiveIsZero_isEmpty() {
    cache.store("a", "answer");

    assertThat(cache.fresh("a", Duration.ZERO)).isEmpty();
  }

  @Test
  void fresh_timeToLiveIsRaised_holdsForOldAnswers() {
    cache.store("a", "answer");
    nanos.addAndGet(TTL.toNanos());

    assertThat(cache.fresh("a", TTL.multipliedBy(2))).contains("answer");
  }

  @Test
  void store_tooManyAnswers_dropsLeastRecentlyUsed() {
    cache.store("a", "1");
    cache.store("b", "2");
    cache.fresh("a", TTL);
    cache.store("c", "3");

    assertThat(cache.fresh("b", TTL)).isEmpty();
    assertThat(cache.fresh("a", TTL)).contains("1");
    assertThat(cache.fresh("c", TTL)).contains("3");
  }
}
