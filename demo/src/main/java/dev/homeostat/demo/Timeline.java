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
  public static final Timeline STANDARD = new Timeline(8, 60, 10, 8, 0.4);

  public Timeline {
    if (warmUpSeconds < 1 || dipAtSeconds < 1 || dipSeconds < 1) {
      throw new IllegalArgumentException(
          "expected a warm-up, a dip and a time before it of 1 s or more, found "
              + "%d, %d and %d s".formatted(warmUpSeconds, dipSeconds, dipAtSeconds));
    }
    if (durationSeconds < dipAtSeconds + dipSeconds) {
      throw new IllegalArgumentException(
          "expected the dip to end within the run of %d s, found %d s + %d s"
              .formatted(durationSeconds, dipAtSeconds, dipSeconds));
    }
    if (!(dipFactor > 0 && dipFactor <= 1)) {
      throw new IllegalArgumentException(
          "expected a factor above 0 and at most 1, found " + dipFactor);
    }
  }
}
