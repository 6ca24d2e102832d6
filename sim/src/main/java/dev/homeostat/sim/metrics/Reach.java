package dev.homeostat.sim.metrics;

import org.jspecify.annotations.Nullable;

/**
 * The values that a series can have in its plant, whatever is done about it.
 *
 * @param least the smallest
 * @param most the largest; where there is a knob, for the value that it has at first
 * @param knob whose value is the largest; null: there is none
 */
public record Reach(double least, double most, @Nullable String knob) {

  /** What counts something. */
  public static final Reach COUNT = from(0);

  /** No smaller than a value. */
  public static Reach from(double least) {
    return new Reach(least, Double.POSITIVE_INFINITY, null);
  }

  /** From 0 to a value. */
  public static Reach upTo(double most) {
    return new Reach(0, most, null);
  }

  /** From 0 to what a knob is set to. */
  public static Reach upToKnob(String knob, double atFirst) {
    return new Reach(0, atFirst, knob);
  }
}
