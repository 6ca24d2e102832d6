package dev.homeostat.modes;

/**
 * The bounds that a knob never leaves, in its own unit.
 *
 * @param min smallest value
 * @param max largest value
 * @param saferDirection which way protects the service
 * @param rampMillis time of a full move; 0 moves at once
 * @param slewPerMilli fastest change, in the knob's unit a millisecond; infinite where unlimited
 */
public record KnobLimits(
    double min, double max, SaferDirection saferDirection, long rampMillis, double slewPerMilli) {

  public KnobLimits {
    if (!(min <= max) || rampMillis < 0 || !(slewPerMilli > 0)) {
      throw new IllegalArgumentException("min must not exceed max, and times and slew be positive");
    }
  }

  /** The value inside the bounds that is nearest to the one given. */
  public double clamp(double value) {
    return value <= min ? min : value >= max ? max : value;
  }
}
