package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.capacity.LoadPoint;
import dev.homeostat.pid.capacity.Scalability;
import dev.homeostat.pid.capacity.ScalabilityFit;
import dev.homeostat.pid.capacity.ScalabilityFit.Fitted;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The fit of the Universal Scalability Law on what is measured of a service whose latency is {@code
 * 1 + 0.01 n} with n in flight: its throughput {@code n / (1 + 0.01 n)} is that law, with
 * contention and without coherency (Gunther, Guerrilla Capacity Planning, 2007, chapter 4).
 */
class InflightScalabilityTest {

  private static final PlantSpec SERVICE = new PlantSpec.Inflight(new InflightSpec(1, 0.01, 0));
  private static final double END_SECONDS = 2_000;

  /** All who arrive find the others there: {@code 1 + 0.01 n = 1.01 (1 + s (n - 1))}. */
  @Test
  void fit_closedUsers_isTheLawOfThePlant() {
    Fitted fit =
        (Fitted)
            ScalabilityFit.of(
                IntStream.of(1, 5, 10, 20, 50, 100, 200)
                    .mapToObj(
                        users -> {
                          World world = World.of(1, END_SECONDS);
                          new Plant(world, SERVICE, ClientPolicy.eager(60, 0)).close(users, 0);
                          return new LoadPoint(users, throughput(world));
                        })
                    .toList());

    assertThat(fit.law().contention()).isCloseTo(0.01 / 1.01, within(2e-5));
    assertThat(fit.law().scale()).isCloseTo(1 / 1.01, within(2e-3));
    assertThat(fit.law().coherency()).isLessThan(1e-7);
    assertThat(fit.peakSeen()).isFalse();
    assertThat(fit.explainedRatio()).isGreaterThan(0.9999);
  }

  /**
   * Poisson arrivals find on average what is there (Wolff, Poisson Arrivals See Time Averages,
   * 1982), so that with {@code N = X R} (Little) {@code R = 1 + 0.01 (N + 1) = 1.02 (1 + s (N -
   * 1))}.
   */
  @Test
  void fit_openArrivals_isTheLawOfThePlantWithinItsConfidence() {
    Scalability[] laws =
        IntStream.range(0, Confidence.SEEDS)
            .mapToObj(InflightScalabilityTest::fitted)
            .toArray(Scalability[]::new);

    Confidence.expect(contentions(laws), 0.01 / 1.02);
    Confidence.expect(scales(laws), 1 / 1.02);
    for (Scalability law : laws) {
      assertThat(law.coherency()).isLessThan(1e-5);
    }
  }

  private static double[] contentions(Scalability[] laws) {
    return IntStream.range(0, laws.length).mapToDouble(i -> laws[i].contention()).toArray();
  }

  private static double[] scales(Scalability[] laws) {
    return IntStream.range(0, laws.length).mapToDouble(i -> laws[i].scale()).toArray();
  }

  private static Scalability fitted(int seed) {
    return ((Fitted)
            ScalabilityFit.of(
                IntStream.of(2, 5, 10, 20, 40, 60, 80)
                    .mapToObj(perSecond -> measured(perSecond, seed))
                    .toList()))
        .law();
  }

  private static LoadPoint measured(double perSecond, int seed) {
    World world = World.of(seed, END_SECONDS);
    new Plant(world, SERVICE, ClientPolicy.eager(1_000, 0))
        .open(Demand.constant(perSecond), END_SECONDS);
    double throughput = throughput(world);
    double latency = world.meter().latencies().sumSeconds() / world.meter().latencies().count();
    return new LoadPoint(throughput * latency, throughput);
  }

  private static double throughput(World world) {
    world.loop().runUntil(VirtualTime.nanos(END_SECONDS));
    return world.meter().successes() / END_SECONDS;
  }
}
