package dev.homeostat.demo;

/**
 * When what happens, in seconds; second 0 follows the warm-up.
 *
 * @param warmUpSeconds load before second 0, which no figure counts
 * @param durationSeconds how long arrivals go on after second 0
 * @param dipAtSeconds when the backend slows down
 * @param dipSeconds for how long
 * @param dipFactor share of its service rate that is left
 */
public record Timeline(
    int warmUpSeconds, int durationSeconds, int dipAtSeconds, int dipSeconds, double dipFactor) {

  /** The incident as it is told: 8 s at 0.4 of the rate, in a minute. */
  public static final Timeline STANDARD = new Timeline(5, 60, 10, 8, 0.4);

  public Timeline {
    if (warmUpSeconds < 1
        || dipAtSeconds < 1
        || dipSeconds < 1
        || durationSeconds < dipAtSeconds + dipSeconds
        || !(dipFactor > 0 && dipFactor <= 1)) {
      throw new IllegalArgumentException("the dip must lie within the run");
    }
  }
}
