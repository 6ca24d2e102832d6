package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CachedServiceTest {

  private final World world = World.of(1, 1_000);
  private final Attempts attempts = new Attempts();
  private final List<Integer> missed = new ArrayList<>();
  private final List<String> answers = new ArrayList<>();
  private boolean clientWaits = true;

  @Test
  void offer_keyThatWasAnswered_isAHit() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, false, null, false));
    assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);

    cached.answered(missed.get(0), true);

    assertThat(offer(cached)).isEqualTo(Service.Door.ANSWERED);
  }

  @Test
  void answered_clientHasLeft_isNotKept() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, false, null, false));
    offer(cached);
    clientWaits = false;

    cached.answered(missed.get(0), true);

    assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);
  }

  @Test
  void cacheFlush_primedCache_isEmpty() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, true, null, false));
    assertThat(offer(cached)).isEqualTo(Service.Door.ANSWERED);

    world.dials().set("cacheFlush", 1);

    assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);
  }

  @Test
  void offer_afterItsTimeToLive_isAMiss() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, true, new CacheSpec.Expiry(10, 0), false));
    run(9.9);
    assertThat(offer(cached)).isEqualTo(Service.Door.ANSWERED);
    run(10);
    assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);

    world.knobs().set("cacheTtlSeconds", 20);
    assertThat(offer(cached)).isEqualTo(Service.Door.ANSWERED);
  }

  @Test
  void offer_coalescing_asksOnceForAll() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, false, null, true));
    for (int request = 0; request < 5; request++) {
      assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);
    }
    assertThat(missed).hasSize(1);

    cached.answered(missed.get(0), true);

    assertThat(answers).containsExactly("0 true", "1 true", "2 true", "3 true", "4 true");
    assertThat(offer(cached)).isEqualTo(Service.Door.ANSWERED);
  }

  @Test
  void answered_errorOfACoalescedMiss_isEverybodys() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, false, null, true));
    offer(cached);
    offer(cached);

    cached.answered(missed.get(0), false);

    assertThat(answers).containsExactly("0 false", "1 false");
    assertThat(offer(cached)).isEqualTo(Service.Door.TAKEN);
    assertThat(missed).as("nobody is waited for any more").hasSize(2);
  }

  @Test
  void offer_notCoalescing_asksEachTime() {
    CachedService cached = cached(new CacheSpec(1, 1, 1, false, null, false));
    offer(cached);
    offer(cached);

    assertThat(missed).hasSize(2);
  }

  /**
   * XFetch with factor 1 and a fill of 1 s refreshes at age a of 10 with probability exp(-(10 -
   * a)): 0.368 one second before the end; four deviations over 2,000 draws are 0.043.
   */
  @Test
  void offer_earlyRefresh_isAsLikelyAsTheFormulaSays() {
    CachedService cached =
        cached(new CacheSpec(1, 1, 1, false, new CacheSpec.Expiry(10, 1), false));
    offer(cached);
    run(1);
    cached.answered(missed.get(0), true);
    run(10);
    missed.clear();

    for (int request = 0; request < 2_000; request++) {
      offer(cached);
    }

    assertThat(missed.size() / 2_000.0).isCloseTo(StrictMath.exp(-1), within(0.043));
  }

  @Test
  void use_moreThanFit_dropsTheLeastRecentlyUsed() {
    LruCache cache = new LruCache(10, 3);
    cache.use(1);
    cache.use(2);
    cache.use(3);
    cache.use(1);
    cache.use(4);

    assertThat(List.of(cache.contains(1), cache.contains(2), cache.contains(3), cache.contains(4)))
        .containsExactly(true, false, true, true);
    assertThat(cache.size()).isEqualTo(3);
    cache.clear();
    assertThat(cache.contains(1)).isFalse();
    cache.use(0);
    cache.use(9);
    assertThat(cache.size()).isEqualTo(2);
  }

  /** 1, 1/2 and 1/3 of 11/6. */
  @Test
  void key_threeKeysOfSkewOne_haveHarmonicShares() {
    ZipfKeys keys = new ZipfKeys(3, 1);

    assertThat(keys.key(0)).isZero();
    assertThat(keys.key(6 / 11.0 - 1e-9)).isZero();
    assertThat(keys.key(6 / 11.0 + 1e-9)).isEqualTo(1);
    assertThat(keys.key(9 / 11.0 + 1e-9)).isEqualTo(2);
    assertThat(keys.key(Math.nextDown(1.0))).isEqualTo(2);
  }

  @Test
  void cacheSpec_valuesThatCannotBe_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheSpec(10, 1, 11, true, null, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CacheSpec(10, 1, 0, true, null, false));
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new CacheSpec(10, wrong, 5, true, null, false));
      assertThatIllegalArgumentException().isThrownBy(() -> new CacheSpec.Expiry(wrong, 0));
      assertThatIllegalArgumentException().isThrownBy(() -> new CacheSpec.Expiry(1, wrong));
    }
  }

  /** A cache before a service that takes everything; row numbers and requests are the same. */
  private CachedService cached(CacheSpec spec) {
    CachedService cached =
        new CachedService(
            world,
            attempts,
            spec,
            (attempt, well) -> {
              answers.add(attempt + " " + well);
              return well && clientWaits;
            });
    cached.connect(
        attempt -> {
          missed.add(attempt);
          return Service.Door.TAKEN;
        });
    return cached;
  }

  private Service.Door offer(CachedService cached) {
    return cached.offer(attempts.open(attempts.used(), 0, 0));
  }

  private void run(double untilSeconds) {
    world.loop().runUntil(VirtualTime.nanos(untilSeconds));
  }
}
