package dev.homeostat.pid.law;

/**
 * What the output of a law keeps to.
 *
 * <pre>{@code
 * u = quantum round(clamp(clamp(v, min, max), u - fall h, u + rise h) / quantum)
 * }</pre>
 *
 * <p>Regimes. A quantum that moves the signal by more than the noise makes a loop with integral
 * action hunt between two multiples; a deadband of half of that lets it rest.
 *
 * @param min smallest value
 * @param max largest value
 * @param risePerSecond fastest rise; infinite where unlimited
 * @param fallPerSecond fastest fall; infinite where unlimited
 * @param quantum the output is a whole multiple of it; 0 where any value will do. A quantum moves
 *     as a whole once the slew rate allows it, so between two samples the output may differ by a
 *     quantum more than the slew rate says, and over any longer time too by no more than that.
 * @param rounding to which multiple
 */
public record OutputLimits(
    double min,
    double max,
    double risePerSecond,
    double fallPerSecond,
    double quantum,
    Rounding rounding) {

  public OutputLimits {
    Requirements.finite("min", min);
    Requirements.finite("max", max);
    Requirements.within("min", min, Double.NEGATIVE_INFINITY, max);
    Requirements.time("risePerSecond", risePerSecond);
    Requirements.time("fallPerSecond", fallPerSecond);
    Requirements.notNegative("quantum", quantum);
    if (quantum > 0 && Rounding.UP.round(min / quantum) > Rounding.DOWN.round(max / quantum)) {
      throw new IllegalArgumentException(
          "a multiple of quantum must lie within min to max, found none of "
              + quantum
              + " within "
              + min
              + " to "
              + max);
    }
  }

  /** Bounds alone. */
  public static OutputLimits within(double min, double max) {
    return new OutputLimits(
        min, max, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, Rounding.NEAREST);
  }

  /** The same with slew rates. */
  public OutputLimits withSlew(double rise, double fall) {
    return new OutputLimits(min, max, rise, fall, quantum, rounding);
  }

  /** The same with a quantum. */
  public OutputLimits withQuantum(double step, Rounding way) {
    return new OutputLimits(min, max, risePerSecond, fallPerSecond, step, way);
  }
}
