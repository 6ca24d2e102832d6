package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One attempt after the other, each with work of 1 ms and a query of 100 ms. */
class ConnectionPoolTest {

  private static final double CONNECT_SECONDS = 0.05;
  private static final ConnectionPoolSpec.Query QUERY =
      new ConnectionPoolSpec.Query(ServiceTime.fixed(0.1), 0);
  private static final ConnectionPoolSpec.Upkeep UPKEEP =
      new ConnectionPoolSpec.Upkeep(CONNECT_SECONDS, 10, 60);

  private final World world = World.of(1, 1_000);
  private final Attempts attempts = new Attempts();

  /** Attempts that are over, each as its number and what came of it. */
  private final StringBuilder log = new StringBuilder();

  private ConnectionPool pool(int size, int queue, double patience) {
    return pool(size, queue, patience, QUERY);
  }

  private ConnectionPool pool(
      int size, int queue, double patience, ConnectionPoolSpec.Query query) {
    ConnectionPool pool =
        new ConnectionPool(
            world,
            attempts,
            new ConnectionPoolSpec(size, queue, patience, query, UPKEEP),
            (attempt, well) -> log.append(attempts.request(attempt)).append(well ? '+' : '-'));
    pool.expose(world.series(), "");
    return pool;
  }

  private void use(ConnectionPool pool, int number) {
    IntStream.range(0, number)
        .forEach(unused -> pool.use(attempts.open(attempts.used(), 0, world.loop().nowNanos())));
  }

  private void until(double seconds) {
    world.loop().runUntil(VirtualTime.nanos(seconds));
  }

  private double series(String name) {
    return world.series().read(world.series().indexOf("connections_" + name));
  }

  @Test
  void use_first_waitsUntilItsConnectionIsOpen() {
    ConnectionPool pool = pool(2, 0, 1);
    use(pool, 1);

    until(CONNECT_SECONDS + 0.099);
    assertThat(log).isEmpty();
    assertThat(series("active")).isEqualTo(1);
    until(CONNECT_SECONDS + 0.101);
    assertThat(log).hasToString("0+");
    assertThat(series("open")).isEqualTo(1);
    assertThat(series("active")).isZero();
  }

  @Test
  void use_openConnection_isTakenAtOnce() {
    ConnectionPool pool = pool(2, 0, 1);
    use(pool, 1);
    until(1);
    use(pool, 1);

    until(1.101);
    assertThat(log).hasToString("0+1+");
    assertThat(series("opened_total")).isEqualTo(1);
  }

  @Test
  void use_moreThanTheyAre_waitInOrderAndTheRestIsRefused() {
    ConnectionPool pool = pool(1, 2, 1);
    use(pool, 5);

    assertThat(log).hasToString("3-4-");
    assertThat(series("waiting")).isEqualTo(3);
    until(1);
    assertThat(log).hasToString("3-4-0+1+2+");
    assertThat(series("refused_total")).isEqualTo(2);
    assertThat(series("waited_total")).isEqualTo(3);
    assertThat(series("opened_total")).isEqualTo(1);
  }

  @Test
  void use_waitThatIsTooLong_endsInAnError() {
    ConnectionPool pool = pool(1, 5, 0.2);
    use(pool, 3);

    until(0.201);
    assertThat(log).as("the third one would begin at 0.25 s").hasToString("0+2-");
    until(1);
    assertThat(log).hasToString("0+2-1+");
    assertThat(series("timed_out_total")).isEqualTo(1);
  }

  /** Who asks after a shorter wait was set may be out of the line before those ahead. */
  @Test
  void setAcquireTimeout_shorter_holdsForThoseWhoAskFromThenOn() {
    ConnectionPool pool = pool(1, 5, 0.2);
    use(pool, 3);
    pool.setAcquireTimeout(0.02);
    use(pool, 1);

    until(1);
    assertThat(log).hasToString("3-0+2-1+");
    assertThat(series("waiting")).isZero();
    use(pool, 1);
    until(2);
    assertThat(log).hasToString("3-0+2-1+4+");
  }

  @Test
  void setSize_larger_opensForThoseWhoWait() {
    ConnectionPool pool = pool(1, 9, 5);
    use(pool, 4);
    pool.setSize(4);

    until(CONNECT_SECONDS + 0.101);
    assertThat(log).hasToString("0+1+2+3+");
    assertThat(series("open")).isEqualTo(4);
    pool.setSize(1);
    assertThat(series("open")).isEqualTo(1);
  }

  @Test
  void setSize_smallerWhileAllAreUsed_closesThemAfterTheirQueries() {
    ConnectionPool pool = pool(3, 9, 5);
    use(pool, 3);
    until(CONNECT_SECONDS);
    pool.setSize(1);

    assertThat(series("open")).isEqualTo(3);
    until(1);
    assertThat(series("open")).isEqualTo(1);
  }

  @Test
  void use_idleTooLong_opensAnotherOne() {
    ConnectionPool pool = pool(2, 0, 1);
    use(pool, 1);
    until(10.2);
    assertThat(series("open")).isZero();
    use(pool, 1);

    until(11);
    assertThat(series("opened_total")).isEqualTo(2);
    assertThat(log).hasToString("0+1+");
  }

  /** One that is used every five seconds is never idle for ten, and is 60 s old all the same. */
  @Test
  void use_oldConnection_isClosedAfterItsQuery() {
    ConnectionPool pool = pool(1, 5, 1);
    for (int time = 0; time <= 13; time++) {
      until(5 * time);
      use(pool, 1);
    }

    until(100);
    assertThat(series("opened_total")).isEqualTo(2);
    assertThat(series("waited_total")).isEqualTo(2);
  }

  /** It is not handed on to the one who waits, for whom another one is opened. */
  @Test
  void queried_oldConnectionWhileOneWaits_isReplaced() {
    ConnectionPool pool = pool(1, 5, 1);
    for (int time = 0; time <= 11; time++) {
      until(5 * time);
      use(pool, 1);
    }
    until(59.99);
    use(pool, 2);

    until(59.99 + 0.1 + CONNECT_SECONDS + 0.099);
    assertThat(log).as("the first of the two").endsWith("12+");
    until(59.99 + 0.1 + CONNECT_SECONDS + 0.101);
    assertThat(log).endsWith("13+");
    assertThat(series("opened_total")).isEqualTo(2);
  }

  @Test
  void lose_all_areOpenedAgain() {
    ConnectionPool pool = pool(3, 0, 1);
    use(pool, 3);
    until(1);
    use(pool, 1);
    pool.lose(1);
    pool.lose(0);

    assertThat(series("open")).as("the one in use").isEqualTo(1);
    use(pool, 1);
    until(2);
    assertThat(series("opened_total")).isEqualTo(4);
    assertThat(series("open")).isEqualTo(1);
    assertThat(log).hasToString("0+1+2+3+4+");
  }

  /** Ten at once: the n-th takes 1 + 0.1 (n - 1) times as long. */
  @Test
  void use_contention_makesQueriesLonger() {
    ConnectionPool pool = pool(10, 0, 1, new ConnectionPoolSpec.Query(ServiceTime.fixed(0.1), 0.1));
    use(pool, 10);

    until(CONNECT_SECONDS + 0.101);
    assertThat(log).hasToString("0+");
    until(CONNECT_SECONDS + 0.191);
    assertThat(series("active")).isZero();
    assertThat(world.loop().nowSeconds()).isCloseTo(0.241, within(1e-9));
  }

  @Test
  void plant_connections_offersItsKnobsDialsAndSeries() {
    World whole = World.of(1, 100);
    PlantSpec spec =
        PlantSpec.Pools.of(new PoolSpec(4, 4, ServiceTime.exponential(0.01)))
            .times(2)
            .with(new ConnectionPoolSpec(2, 10, 1, QUERY, UPKEEP));
    new Plant(whole, spec, ClientPolicy.eager(1, 0)).open(Demand.constant(50), 100);
    whole.loop().runUntil(VirtualTime.nanos(100));

    assertThat(whole.knobs().names()).contains("connections", "acquireTimeoutSeconds");
    assertThat(whole.dials().names()).contains("queryMeanSeconds", "connectionsLost");
    // 40 a second are all that two times two connections of 100 ms serve.
    assertThat(whole.meter().goodputRatio()).isCloseTo(0.8, within(0.05));
    for (String prefix : List.of("replica1_", "replica2_")) {
      int open = whole.series().indexOf(prefix + "connections_open");
      assertThat(whole.series().read(open)).isEqualTo(2);
    }
  }

  @Test
  void spec_valuesThatCannotBe_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionPoolSpec(0, 1, 1, QUERY, UPKEEP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionPoolSpec(10_001, 1, 1, QUERY, UPKEEP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionPoolSpec(1, -1, 1, QUERY, UPKEEP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionPoolSpec(1, 1, Double.NaN, QUERY, UPKEEP));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConnectionPoolSpec.Query(ServiceTime.fixed(1), 1.1));
    assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionPoolSpec.Upkeep(-1, 1, 1));
  }
}
