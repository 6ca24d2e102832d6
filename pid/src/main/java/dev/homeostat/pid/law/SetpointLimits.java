package dev.homeostat.pid.law;

/**
 * How a PID law treats its set point.
 *
 * <pre>{@code
 * r' = r + clamp(wanted - r, -rate h, rate h),  P sees b r' - y,  D sees c dr' - dy
 * }</pre>
 *
 * <p>Source: Astrom and Hagglund, Advanced PID Control (2006), section 3.4, set point weighting.
 *
 * <p>Regimes. A ramp and a b below 1 take the leap out of a change of the set point, and leave the
 * answer to a load as it is. A ramp that is slower than the loop decides how long a change takes.
 *
 * @param min smallest set point that the process can reach
 * @param max largest set point that the process can reach
 * @param proportionalWeight b, the part of it that the proportional action sees, 0 to 1
 * @param derivativeWeight c, the part of it that the derivative action sees, 0 to 1
 * @param ratePerSecond fastest change that the law sees; infinite where it sees a step. With a
 *     finite rate the set point starts at the measurement, and follows it while the law tracks.
 */
public record SetpointLimits(
    double min,
    double max,
    double proportionalWeight,
    double derivativeWeight,
    double ratePerSecond) {

  /** Any set point, derivative on the measurement alone, no ramp. */
  public static final SetpointLimits ANY =
      new SetpointLimits(
          Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 0, Double.POSITIVE_INFINITY);

  public SetpointLimits {
    Requirements.within("min", min, Double.NEGATIVE_INFINITY, max);
    Requirements.within("proportionalWeight", proportionalWeight, 0, 1);
    Requirements.within("derivativeWeight", derivativeWeight, 0, 1);
    Requirements.time("ratePerSecond", ratePerSecond);
  }

  /** The same with a range. */
  public SetpointLimits withRange(double least, double most) {
    return new SetpointLimits(least, most, proportionalWeight, derivativeWeight, ratePerSecond);
  }

  /** The same with weights. */
  public SetpointLimits withWeights(double proportional, double derivative) {
    return new SetpointLimits(min, max, proportional, derivative, ratePerSecond);
  }

  /** The same with a ramp. */
  public SetpointLimits withRate(double perSecond) {
    return new SetpointLimits(min, max, proportionalWeight, derivativeWeight, perSecond);
  }
}
