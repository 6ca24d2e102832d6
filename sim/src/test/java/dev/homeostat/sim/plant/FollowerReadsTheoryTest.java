package dev.homeostat.sim.plant;

import static dev.homeostat.sim.plant.Confidence.expect;
import static dev.homeostat.sim.plant.Confidence.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.sim.kernel.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The share of the reads that followers can serve, and how stale their answers are, against what
 * follows from the definition: a read that arrives when the ages of the closed timestamps on their
 * way are {@code f, f + P, f + 2 P, ...}, with {@code f} even between 0 and the interval {@code P},
 * is served where one of those that are no older than {@code m = staleness - lag} has arrived.
 */
class FollowerReadsTheoryTest {

  private static final double LAG_SECONDS = 3;
  private static final double INTERVAL_SECONDS = 0.2;
  private static final double END_SECONDS = 1_500;

  /** A delay that is always {@code d}: {@code (m - d) / P}, from none to all. */
  @ParameterizedTest
  @CsvSource({"3.12, 0.05", "3.3, 0.15", "3.6, 0.45"})
  void fixedDelay_servesItsShare(double staleness, double delay) {
    List<World> worlds = worlds(staleness, ServiceTime.fixed(delay), LAG_SECONDS);

    double margin = staleness - LAG_SECONDS;
    expect(worlds, FollowerReadsTheoryTest::share, (margin - delay) / INTERVAL_SECONDS);
  }

  @Test
  void fixedDelay_tooFewOrEnoughStaleness_servesNoneOrAll() {
    ServiceTime delay = ServiceTime.fixed(0.1);

    assertThat(worlds(3.09, delay, LAG_SECONDS)).allMatch(world -> share(world) < 3e-4);
    assertThat(worlds(3.31, delay, LAG_SECONDS)).allMatch(world -> share(world) == 1);
  }

  /** Where all are served, their age is even between {@code lag + d} and {@code lag + d + P}. */
  @Test
  void fixedDelay_staleness_isLagAndDelayAndHalfAnInterval() {
    List<World> worlds = worlds(4, ServiceTime.fixed(0.1), LAG_SECONDS);

    expect(
        worlds,
        world ->
            read(world, "follower_staleness_seconds_total") / read(world, "follower_reads_total"),
        LAG_SECONDS + 0.1 + INTERVAL_SECONDS / 2);
  }

  /**
   * An exponential delay of mean {@code d}: none of those no older than {@code m = j P + r} has
   * arrived with {@code exp(-(sum of their ages) / d)}, which over {@code f} gives {@code 1 - (1 /
   * P) (integral 0..r exp(-((j + 1) f + P j (j + 1) / 2) / d) + integral r..P exp(-(j f + P j (j -
   * 1) / 2) / d))}.
   */
  @ParameterizedTest
  @CsvSource({"3.1, 0.2", "3.3, 0.2", "3.5, 1", "4, 2"})
  void exponentialDelay_servesItsShare(double staleness, double delay) {
    List<World> worlds = worlds(staleness, ServiceTime.exponential(delay), LAG_SECONDS);

    double margin = staleness - LAG_SECONDS;
    expect(worlds, FollowerReadsTheoryTest::share, arrived(margin, delay));
  }

  /** What a controller does: a lag that is shorter by as much as the delay is longer. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 2.5})
  void shorterLag_servesItsShare(double lag) {
    List<World> worlds = worlds(3.5, ServiceTime.exponential(1.5), lag);

    expect(worlds, FollowerReadsTheoryTest::share, arrived(3.5 - lag, 1.5));
  }

  private static double arrived(double margin, double delay) {
    int whole = (int) Math.floor(margin / INTERVAL_SECONDS);
    double rest = margin - whole * INTERVAL_SECONDS;
    double early = missed(whole + 1, 0, rest, delay);
    double late = missed(whole, rest, INTERVAL_SECONDS, delay);
    return 1 - (early + late) / INTERVAL_SECONDS;
  }

  /** The integral of the chance that none of some has arrived, from one phase to another. */
  private static double missed(int number, double from, double to, double delay) {
    double older = INTERVAL_SECONDS * number * (number - 1) / 2;
    double rate = number / delay;
    return StrictMath.exp(-older / delay)
        * (number == 0
            ? to - from
            : (StrictMath.exp(-rate * from) - StrictMath.exp(-rate * to)) / rate);
  }

  private static List<World> worlds(double staleness, ServiceTime delay, double lag) {
    PoolSpec pool = new PoolSpec(1_000, 0, ServiceTime.fixed(0.001));
    ReplicationSpec spec =
        new ReplicationSpec(
            pool,
            pool,
            2,
            new ReplicationSpec.Requests(0, staleness, 0.001),
            new ReplicationSpec.Closing(LAG_SECONDS, INTERVAL_SECONDS, delay));
    List<World> worlds = new ArrayList<>();
    for (int seed = 0; seed < Confidence.SEEDS; seed++) {
      World world = World.of(seed, END_SECONDS);
      new Plant(world, new PlantSpec.Replicated(spec), ClientPolicy.eager(1, 0))
          .open(Demand.constant(100), END_SECONDS);
      world.knobs().set("closedTimestampLagSeconds", lag);
      world.loop().runUntil(VirtualTime.nanos(END_SECONDS));
      assertThat(world.meter().goodputRatio()).isGreaterThan(0.999);
      worlds.add(world);
    }
    return worlds;
  }

  private static double share(World world) {
    double followers = read(world, "follower_reads_total");
    return followers / (followers + read(world, "redirected_reads_total"));
  }
}
