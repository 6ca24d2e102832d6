package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.sim.kernel.RandomStreams;
import dev.homeostat.sim.kernel.VirtualTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DemandTest {

  private static final RandomStreams RANDOM = new RandomStreams(3);

  @Test
  void at_ramp_isLinearBetweenItsPoints() {
    RateCurve curve = ramp().curve(RANDOM, 80);

    assertThat(curve.at(0)).isEqualTo(40);
    assertThat(curve.at(10)).isCloseTo(80 - 1.6 * 15, within(1e-9));
    assertThat(curve.at(25)).isEqualTo(80);
    assertThat(curve.at(60)).isCloseTo(80 - 1.6 * 35, within(1e-9));
    assertThat(curve.at(100)).isZero();
  }

  @Test
  void at_step_isTheRateAfterIt() {
    RateCurve curve = Demand.step(10, 20, 5).curve(RANDOM, 80);

    assertThat(List.of(curve.at(4.999), curve.at(5), curve.at(50))).containsExactly(10., 20., 20.);
  }

  @Test
  void at_recorded_holdsEachRateForItsStep() {
    RateCurve curve = Demand.recorded(2, List.of(1.0, 3.0, 5.0)).curve(RANDOM, 80);

    assertThat(List.of(curve.at(0), curve.at(1.9), curve.at(2), curve.at(3.9), curve.at(4)))
        .containsExactly(1.0, 1.0, 3.0, 3.0, 5.0);
    assertThat(curve.at(99)).isEqualTo(5);
  }

  /** The area under the ramp is 1500 up to its peak, and 2000 after it. */
  @Test
  void afterArea_ramp_invertsTheArea() {
    RateCurve curve = ramp().curve(RANDOM, 80);

    assertThat(curve.afterArea(0, 1_500)).isCloseTo(25, within(1e-9));
    assertThat(curve.afterArea(0, 1_500 + 1_500)).isCloseTo(50, within(1e-9));
    assertThat(curve.afterArea(10, (56 + 64) / 2.0 * 5)).isCloseTo(15, within(1e-9));
    assertThat(curve.afterArea(25, 2_001)).isInfinite();
    assertThat(curve.afterArea(30, 0)).isEqualTo(30);
  }

  @Test
  void afterArea_spike_goesOverItsSteps() {
    RateCurve curve = Demand.spike(10, 20, 5, 7).curve(RANDOM, 80);

    assertThat(curve.afterArea(4, 10 + 40 + 5)).isCloseTo(7.5, within(1e-9));
  }

  /** Counts of Poisson arrivals; the tolerance is four deviations, {@code 4 sqrt(n)}. */
  @Test
  void arrivals_spike_areAsManyAsTheRateSays() {
    World world = World.of(1, 100);
    new Arrivals(
        world,
        Demand.spike(100, 500, 20, 40).curve(world.random(), 100),
        request -> world.meter().arrived(world.loop().nowNanos()));

    world.loop().runUntil(VirtualTime.nanos(100));

    assertThat(count(world, 0, 20)).isCloseTo(2_000, within(179.0));
    assertThat(count(world, 20, 40)).isCloseTo(10_000, within(400.0));
    assertThat(count(world, 40, 100)).isCloseTo(6_000, within(310.0));
  }

  /** Variance over mean of the counts is 1; its deviation over n cells is {@code sqrt(2/n)}. */
  @Test
  void arrivals_constantRate_areAsScatteredAsPoissons() {
    World world = World.of(2, 2_000);
    new Arrivals(
        world,
        Demand.constant(50).curve(world.random(), 2_000),
        request -> world.meter().arrived(world.loop().nowNanos()));

    world.loop().runUntil(VirtualTime.nanos(2_000));

    double squares =
        IntStream.range(0, 2_000)
            .mapToDouble(second -> world.meter().arrivedIn(second) - 50)
            .map(difference -> difference * difference)
            .sum();
    assertThat(squares / 2_000 / 50).isCloseTo(1, within(4 * StrictMath.sqrt(2 / 2_000.0)));
  }

  @Test
  void arrivals_noLoad_end() {
    World world = World.of(1, 100);
    new Arrivals(world, Demand.constant(0).curve(world.random(), 100), request -> {});

    assertThat(world.loop().pending()).isZero();
  }

  /** The noise is autoregressive: deviation 5 %, correlation of neighbours 0.9. */
  @Test
  void curve_diurnal_isASineWithItsNoise() {
    int seconds = 40_000;
    Demand.Diurnal day = new Demand.Diurnal(500, 200, 3_600, 0.9, 0.05);
    RateCurve curve = day.curve(RANDOM, seconds);
    double[] noise =
        IntStream.range(0, seconds)
            .mapToDouble(
                second ->
                    curve.at(second)
                            / (500 + 200 * StrictMath.sin(2 * StrictMath.PI * second / 3_600))
                        - 1)
            .toArray();

    double variance = product(noise, 0);
    // An AR(1) of 40,000 steps is worth 40,000 (1 - phi) / (1 + phi) = 2,100 free ones.
    assertThat(StrictMath.sqrt(variance)).isCloseTo(0.05, within(0.004));
    assertThat(product(noise, 1) / variance).isCloseTo(0.9, within(0.01));
    assertThat(day.curve(new RandomStreams(4), seconds).at(7)).isNotEqualTo(curve.at(7));
  }

  @Test
  void points_ratesThatCannotBe_areRefused() {
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Demand.constant(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> Demand.step(1, 2, wrong));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Demand.recorded(wrong, List.of(1.0, 2.0)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Demand.Diurnal(500, wrong, 3_600, 0.9, 0.05));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Demand.Diurnal(500, 200, 3_600, wrong, 0.05));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new RateCurve(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RateCurve(List.of(new RateCurve.Point(2, 1), new RateCurve.Point(1, 1))))
        .withMessageContaining("found 1.0 s after 2.0 s");
  }

  private static Demand ramp() {
    return Demand.ramp(
        List.of(
            new RateCurve.Point(0, 40), new RateCurve.Point(25, 80), new RateCurve.Point(75, 0)));
  }

  private static double count(World world, int from, int to) {
    return IntStream.range(from, to).map(world.meter()::arrivedIn).sum();
  }

  private static double product(double[] values, int lag) {
    return IntStream.range(0, values.length - lag)
        .mapToDouble(index -> values[index] * values[index + lag])
        .average()
        .orElseThrow();
  }
}
