package dev.homeostat.modes;

/**
 * What a signal may become after a change, beside what it was before: ill while it is beyond {@code
 * times} its value before and beyond an absolute threshold too, so that a small number which
 * becomes a slightly larger one is no failure.
 *
 * @param signal index of the signal in {@link ModeInputs#samples()}
 * @param times above 1 where more is ill; between 0 and 1 where less is
 * @param beyond threshold in the signal's unit; where nothing is known of before it alone counts
 * @param forMillis how long it must be so
 */
public record Comparison(int signal, double times, double beyond, long forMillis) {

  public Comparison {
    if (signal < 0 || forMillis < 0 || !Double.isFinite(beyond)) {
      throw new IllegalArgumentException("signal and time must not be negative, beyond finite");
    }
    if (!(times > 0) || times == 1 || !Double.isFinite(times)) {
      throw new IllegalArgumentException("expected a factor above 0 other than 1: " + times);
    }
  }

  /** The condition that holds while the signal is ill beside a value; NaN is an unknown one. */
  Condition against(double before) {
    boolean more = times > 1;
    double scaled = times * before;
    double threshold =
        !Double.isFinite(scaled)
            ? beyond
            : more ? Math.max(scaled, beyond) : Math.min(scaled, beyond);
    return new Condition(
        signal,
        Condition.NONE,
        more ? Condition.Side.ABOVE : Condition.Side.BELOW,
        threshold,
        Double.NaN,
        forMillis,
        0);
  }
}
