package dev.homeostat.modes;

import java.util.List;

/**
 * How a change towards more risk is tried on some of the objects before the others get it.
 *
 * @param bakeMillis how long those that have it are compared with the others
 * @param pairs what is compared; at least one
 */
public record CanaryPolicy(long bakeMillis, List<Pair> pairs) {

  /** No sample sizes are known. */
  public static final int NONE = -1;

  /**
   * One signal of those that have the change and the same signal of the others.
   *
   * @param comparison the first beside the second
   * @param rest index of the second in {@link ModeInputs#samples()}
   * @param canaryEvents index of the signal that counts what the first was made of; {@link #NONE}
   * @param restEvents the same of the second
   * @param minEvents least of both that say anything
   */
  public record Pair(
      Comparison comparison, int rest, int canaryEvents, int restEvents, double minEvents) {

    boolean isJudgeable(List<Sample> samples) {
      return samples.get(comparison.signal()).present()
          && samples.get(rest).present()
          && isEnough(samples, canaryEvents)
          && isEnough(samples, restEvents);
    }

    private boolean isEnough(List<Sample> samples, int events) {
      return events == NONE
          || (samples.get(events).present() && samples.get(events).value() >= minEvents);
    }
  }

  public CanaryPolicy {
    pairs = List.copyOf(pairs);
    if (bakeMillis < 0 || pairs.isEmpty()) {
      throw new IllegalArgumentException("a canary needs a time and something to compare");
    }
  }
}
