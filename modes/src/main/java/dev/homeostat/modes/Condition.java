package dev.homeostat.modes;

import java.util.List;

/**
 * One threshold on one signal, or on how far two signals are apart, with hysteresis.
 *
 * @param signal index of the signal in {@link ModeInputs#samples()}
 * @param less index of a signal whose value is taken off; {@link #NONE} where there is none
 * @param side on which side of the threshold the service is ill
 * @param enter threshold beyond which the condition holds, in the signal's unit
 * @param exit threshold beyond which the condition is over, strictly on the well side of {@code
 *     enter}; NaN where the condition has no exit
 * @param forMillis how long it must hold before it counts
 * @param exitForMillis how long the exit must hold before it counts
 */
public record Condition(
    int signal,
    int less,
    Side side,
    double enter,
    double exit,
    long forMillis,
    long exitForMillis) {

  /** No second signal. */
  public static final int NONE = -1;

  /** The side of a threshold on which a service is ill. */
  public enum Side {
    ABOVE,
    BELOW
  }

  public Condition {
    if (signal < 0
        || less < NONE
        || forMillis < 0
        || exitForMillis < 0
        || !Double.isFinite(enter)) {
      throw new IllegalArgumentException("signal, times and enter must be finite and not negative");
    }
    if (Double.isInfinite(exit)) {
      throw new IllegalArgumentException("an infinite exit is never passed");
    }
    if (!Double.isNaN(exit) && !(side == Side.ABOVE ? exit < enter : exit > enter)) {
      throw new IllegalArgumentException("the exit " + exit + " is not inside its enter " + enter);
    }
  }

  /** What the condition reads: of two signals the difference, as old as the older. */
  Sample read(List<Sample> samples) {
    Sample sample = samples.get(signal);
    if (less == NONE) {
      return sample;
    }
    Sample other = samples.get(less);
    return new Sample(
        sample.value() - other.value(),
        Math.min(sample.atMillis(), other.atMillis()),
        Math.min(sample.staleAfterMillis(), other.staleAfterMillis()));
  }

  /** Whether the condition can end a clause. */
  public boolean hasExit() {
    return !Double.isNaN(exit);
  }

  boolean holds(double value) {
    return side == Side.ABOVE ? value > enter : value < enter;
  }

  boolean isOver(double value) {
    return side == Side.ABOVE ? value < exit : value > exit;
  }
}
