package dev.homeostat.sim.plant;

import static dev.homeostat.sim.plant.Confidence.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import org.junit.jupiter.api.Test;

/** A leader and two followers, each of four servers of 10 ms. */
class ReplicatedServiceTest {

  private static final PoolSpec POOL = new PoolSpec(4, 100, ServiceTime.fixed(0.01));
  private static final double END_SECONDS = 200;

  private static World world(double writes, double staleness, double lag, double perSecond) {
    ReplicationSpec spec =
        new ReplicationSpec(
            POOL,
            POOL,
            2,
            new ReplicationSpec.Requests(writes, staleness, 0.05),
            new ReplicationSpec.Closing(lag, 0.2, ServiceTime.fixed(0.1)));
    World world = World.of(1, END_SECONDS);
    new Plant(world, new PlantSpec.Replicated(spec), ClientPolicy.eager(1, 0))
        .open(Demand.constant(perSecond), END_SECONDS);
    return world;
  }

  private static World until(World world, double seconds) {
    world.loop().runUntil(VirtualTime.nanos(seconds));
    return world;
  }

  @Test
  void plant_replicated_offersItsKnobsDialsAndSeries() {
    World world = world(0.1, 4, 3, 10);

    assertThat(world.knobs().names())
        .containsExactlyInAnyOrder("resends", "limit", "closedTimestampLagSeconds");
    assertThat(world.dials().names())
        .containsExactlyInAnyOrder(
            "leaderRateFactor",
            "follower1RateFactor",
            "follower2RateFactor",
            "replicationDelaySeconds");
    assertThat(world.series().names())
        .contains("leader_queued", "follower2_running", "closed_timestamp_age_seconds");
  }

  @Test
  void reads_closedInTime_leaveTheLeaderAlone() {
    World world = until(world(0, 4, 3, 100), END_SECONDS);

    assertThat(read(world, "leader_busy_seconds_total")).isZero();
    assertThat(read(world, "follower1_busy_seconds_total"))
        .isCloseTo(read(world, "follower2_busy_seconds_total"), within(0.02));
    assertThat(world.meter().latencies().sumSeconds() / world.meter().latencies().count())
        .isCloseTo(0.01, within(0.0005));
  }

  /** Redirected reads take the way to the leader, and its servers. */
  @Test
  void reads_delayTooLong_goToTheLeader() {
    World world = until(world(0, 4, 3, 100), 100);
    world.dials().set("replicationDelaySeconds", 2);
    until(world, 101.5);
    double before = read(world, "leader_busy_seconds_total");
    until(world, END_SECONDS);

    assertThat(before).isBetween(0.1, 1.5);
    assertThat(read(world, "leader_busy_seconds_total")).isCloseTo(100, within(5.0));
    assertThat(read(world, "closed_timestamp_age_seconds")).isBetween(5.0, 5.2);
    assertThat(world.meter().meanLatencyIn(150)).isCloseTo(0.06, within(0.001));
  }

  /** With the delay of 2 s a lag of 1 s serves again what may be 4 s old. */
  @Test
  void setLag_shorter_servesAtFollowersAgain() {
    World world = world(0, 4, 3, 100);
    world.dials().set("replicationDelaySeconds", 2);
    until(world, 100);
    world.knobs().set("closedTimestampLagSeconds", 1);
    until(world, 103);
    double redirected = read(world, "redirected_reads_total");
    until(world, END_SECONDS);

    assertThat(redirected).isGreaterThan(9_000);
    assertThat(read(world, "redirected_reads_total")).isEqualTo(redirected);
  }

  /** What is closed stays so: with a longer lag nothing is closed until it is reached. */
  @Test
  void setLag_longer_takesNothingBack() {
    World world = until(world(0, 60, 1, 10), 100);
    world.knobs().set("closedTimestampLagSeconds", 11);
    until(world, 105);

    assertThat(read(world, "closed_timestamp_age_seconds")).isCloseTo(6, within(0.25));
    until(world, 150);
    assertThat(read(world, "closed_timestamp_age_seconds")).isCloseTo(11.2, within(0.11));
  }

  /** Writes of 10 ms: with a lag of 5 ms each is done twice, and once with one of 50 ms. */
  @Test
  void writes_longerThanTheLag_areDoneOnceMore() {
    World twice = until(world(1, 4, 0.005, 50), END_SECONDS);
    World once = until(world(1, 4, 0.05, 50), END_SECONDS);

    assertThat(read(twice, "writes_again_total"))
        .isCloseTo((double) twice.meter().arrivals(), within(2.0));
    assertThat(read(twice, "leader_busy_seconds_total")).isCloseTo(200, within(6.0));
    assertThat(twice.meter().goodputRatio()).isGreaterThan(0.999);
    assertThat(twice.meter().wastedWorkRatio(0, 200)).isCloseTo(0.5, within(0.001));
    assertThat(read(once, "writes_again_total")).isZero();
    assertThat(read(once, "leader_busy_seconds_total")).isCloseTo(100, within(3.0));
  }

  /** 800 a second at the leader, which serves 400: the others are refused and nothing is lost. */
  @Test
  void reads_tooManyForTheLeader_areRefused() {
    World world = world(0, 1, 3, 800);
    world.knobs().set("limit", 10);
    until(world, END_SECONDS);

    assertThat(world.meter().goodputRatio()).isCloseTo(0.5, within(0.02));
    assertThat(read(world, "attempts_rejected_total"))
        .isCloseTo(0.5 * world.meter().arrivals(), within(2_000.0));
    assertThat(read(world, "attempts_open")).isLessThan(900);
  }

  @Test
  void spec_valuesThatCannotBe_areRefused() {
    ServiceTime delay = ServiceTime.fixed(0.1);
    ReplicationSpec.Requests requests = new ReplicationSpec.Requests(0, 1, 0);
    ReplicationSpec.Closing closing = new ReplicationSpec.Closing(1, 0.2, delay);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplicationSpec(POOL, POOL, 0, requests, closing));
    assertThatIllegalArgumentException().isThrownBy(() -> new ReplicationSpec.Requests(1.1, 1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplicationSpec.Requests(0, Double.NaN, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplicationSpec.Closing(3_601, 0.2, delay));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReplicationSpec.Closing(1, 0.0001, delay));
  }
}
