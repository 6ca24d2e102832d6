package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlantTest {

  private static final PoolSpec POOL = new PoolSpec(4, 100, ServiceTime.exponential(0.01));

  @Test
  void plant_pools_offersItsKnobsDialsAndSeries() {
    World world = plant(PlantSpec.Pools.of(POOL));

    assertThat(world.knobs().names()).containsExactly("resends", "limit", "threads");
    assertThat(world.dials().names()).containsExactly("rateFactor");
    assertThat(world.series().names())
        .contains("requests_total", "requests_succeeded_total", "running", "queued");
    assertThat(world.knobs().value("threads")).isEqualTo(4);
    assertThat(world.knobs().range("resends").max()).isEqualTo(100);
  }

  @Test
  void plant_everythingAtOnce_offersEveryKnob() {
    World world =
        plant(
            PlantSpec.Pools.of(POOL)
                .times(2)
                .with(new CacheSpec(10, 1, 5, true, new CacheSpec.Expiry(10, 1), true))
                .with(new CallSpec(0.2, 0.02))
                .with(new HeapSpec(256, 40, 1.8, 1.8, 0.001)));

    assertThat(world.knobs().names())
        .contains("cacheTtlSeconds", "callTimeoutSeconds", "replica1Weight", "replica2Weight");
    assertThat(world.dials().names())
        .contains("cacheFlush", "callMeanSeconds", "replica1RateFactor", "replica2RateFactor");
    assertThat(world.series().names()).contains("replica2_gc_pause_seconds_total");
  }

  @Test
  void plant_chain_offersWhatEachServiceHas() {
    World world = plant(new PlantSpec.Chain(List.of(POOL, POOL)));

    assertThat(world.knobs().names())
        .containsExactlyInAnyOrder("resends", "limit", "service1Threads", "service2Threads");
    assertThat(world.dials().names())
        .containsExactlyInAnyOrder("service1RateFactor", "service2RateFactor");
    assertThat(world.series().names()).contains("service1_queued", "service2_running");
  }

  /** The first service has worked for nothing, and the client hears of it at once. */
  @Test
  void chain_serviceThatRefuses_endsTheAttempt() {
    PoolSpec narrow = new PoolSpec(1, 0, ServiceTime.fixed(10));
    World world = World.of(1, 100);
    Plant plant =
        new Plant(world, new PlantSpec.Chain(List.of(POOL, narrow)), ClientPolicy.eager(30, 0));
    plant.open(Demand.step(2, 0, 60), 100);
    world.loop().runUntil(VirtualTime.nanos(100));

    long arrived = world.meter().arrivals();
    assertThat(world.meter().allResolved()).isTrue();
    assertThat(world.meter().successes()).isBetween(5L, 7L);
    assertThat(world.meter().failures()).isEqualTo(arrived - world.meter().successes());
    assertThat(world.series().read(world.series().indexOf("attempts_rejected_total")))
        .isEqualTo((double) world.meter().failures());
  }

  @Test
  void set_unknownKnob_saysTheNearest() {
    World world = plant(PlantSpec.Pools.of(POOL));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.knobs().set("resend", 1))
        .withMessage("no knob is named resend; the nearest is resends");
    assertThatIllegalArgumentException().isThrownBy(() -> world.dials().set("rateFaktor", 1));
  }

  @Test
  void set_valueThatCannotBe_isRefusedAndNothingIsSet() {
    World world = plant(PlantSpec.Pools.of(POOL));

    for (double wrong : new double[] {-1, 0.5, 101, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> world.knobs().set("resends", wrong));
    }
    assertThat(world.knobs().value("resends")).isEqualTo(1);
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(0, Double.NaN, 0, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Range(0, 1, 2, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> world.knobs().add("limit", new Range(0, 1, 0, false), value -> {}));
  }

  /** Every call is cut off; 100 attempts a second, each held by its timer for a second. */
  @Test
  void open_answersThatAreErrors_areForgotten() {
    World world = World.of(1, 100);
    Plant plant =
        new Plant(
            world, PlantSpec.Pools.of(POOL).with(new CallSpec(1, 1_000)), ClientPolicy.eager(1, 0));
    plant.open(Demand.constant(100), 100);
    world.knobs().set("callTimeoutSeconds", 0.001);

    world.loop().runUntil(VirtualTime.nanos(100));

    assertThat(world.meter().errorRatio()).isGreaterThan(0.99);
    assertThat(world.series().read(world.series().indexOf("attempts_open"))).isBetween(60., 150.);
  }

  /** 10 users who think for a second and are never served slower: at most 10 in flight. */
  @Test
  void close_users_neverSendMoreThanTheyAre() {
    World world = World.of(1, 1_000);
    new Plant(
            world, new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0)), ClientPolicy.eager(60, 0))
        .close(10, 1);
    int sent = world.series().indexOf("sent");
    for (int second = 1; second < 1_000; second++) {
      world.loop().runUntil(VirtualTime.nanos(second));
      assertThat(world.series().read(sent)).isBetween(0.0, 10.0);
    }
  }

  /** One at a time takes base + 1 x per attempt: 1.01 s. */
  @Test
  void inflight_oneAtATime_takesItsBaseAndItself() {
    World world = World.of(1, 10_000);
    new Plant(
            world, new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0)), ClientPolicy.eager(60, 0))
        .close(1, 1);

    world.loop().runUntil(VirtualTime.nanos(10_000));

    double sum = world.meter().latencies().sumSeconds();
    assertThat(sum / world.meter().latencies().count()).isCloseTo(1.01, within(1e-9));
  }

  /** The same with two ways of 0.1 s on average; four deviations over 4,500 requests. */
  @Test
  void inflight_network_addsBothWays() {
    World world = World.of(1, 10_000);
    new Plant(
            world,
            new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0.1)),
            ClientPolicy.eager(60, 0))
        .close(1, 1);

    world.loop().runUntil(VirtualTime.nanos(10_000));

    double sum = world.meter().latencies().sumSeconds();
    assertThat(sum / world.meter().latencies().count()).isCloseTo(1.21, within(4 * 0.1414 / 67));
  }

  private static World plant(PlantSpec spec) {
    World world = World.of(1, 100);
    new Plant(world, spec, ClientPolicy.eager(1, 1));
    return world;
  }
}
