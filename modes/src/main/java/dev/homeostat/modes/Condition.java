package dev.homeostat.modes;

/**
 * One threshold on one signal, with hysteresis.
 *
 * @param signal index of the signal in {@link ModeInputs#samples()}
 * @param side on which side of the threshold the service is ill
 * @param enter threshold beyond which the condition holds, in the signal's unit
 * @param exit threshold beyond which the condition is over, strictly on the well side of {@code
 *     enter}; NaN where the condition has no exit
 * @param forMillis how long it must hold before it counts
 * @param exitForMillis how long the exit must hold before it counts
 */
public record Condition(
    int signal, Side side, double enter, double exit, long forMillis, long exitForMillis) {

  /** The side of a threshold on which a service is ill. */
  public enum Side {
    ABOVE,
    BELOW
  }

  public Condition {
    if (signal < 0 || forMillis < 0 || exitForMillis < 0 || !Double.isFinite(enter)) {
      throw new IllegalArgumentException("signal, times and enter must be finite and not negative");
    }
    if (Double.isInfinite(exit)) {
      throw new IllegalArgumentException("an infinite exit is never passed");
    }
    if (!Double.isNaN(exit) && !(side == Side.ABOVE ? exit < enter : exit > enter)) {
      throw new IllegalArgumentException("the exit " + exit + " is not inside its enter " + enter);
    }
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
