package dev.homeostat.sim.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Figures of {@value #SEEDS} seeds beside those of a theory: the theoretical one must lie in the 99
 * % confidence interval of Student's t with nine degrees of freedom, and that interval must be
 * narrow: within three percent of the figure, so that a wrong one cannot hide in it.
 */
final class Confidence {

  static final int SEEDS = 10;
  private static final double STUDENT_T = 3.250;
  private static final double WIDEST = 0.03;

  static void expect(List<World> worlds, ToDoubleFunction<World> figure, double theory) {
    expect(worlds.stream().mapToDouble(figure).toArray(), theory);
  }

  /** The figures themselves, one of each seed. */
  static void expect(double[] found, double theory) {
    double mean = Arrays.stream(found).average().orElseThrow();
    double squares = Arrays.stream(found).map(value -> (value - mean) * (value - mean)).sum();
    double half = STUDENT_T * StrictMath.sqrt(squares / (SEEDS - 1) / SEEDS);
    assertThat(half).as("half of the interval").isLessThan(WIDEST * theory);
    assertThat(mean).isCloseTo(theory, within(half));
  }

  /** What a series adds up to. */
  static double read(World world, String name) {
    return world.series().read(world.series().indexOf(name));
  }

  private Confidence() {}
}
