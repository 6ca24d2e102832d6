package dev.homeostat.pid.supervision;

/**
 * For which part of the time the output could not be what the law wanted: {@code s' = s + (1 -
 * e^(-h/T)) (limited - s)}, an exponential mean.
 *
 * @param ratio of the time
 * @param atMillis timestamp of the last sample; {@link Long#MIN_VALUE} before the first
 */
public record Saturation(double ratio, long atMillis) {

  /** No sample yet. */
  public static final Saturation NONE = new Saturation(0, Long.MIN_VALUE);

  /**
   * When a loop counts as saturated.
   *
   * @param windowSeconds over which time is looked back
   * @param limitRatio of the time
   */
  public record Settings(double windowSeconds, double limitRatio) {

    public Settings {
      Durations.positive("windowSeconds", windowSeconds);
      Durations.share("limitRatio", limitRatio);
    }
  }

  /** After one more sample; one that is not newer leaves no trace. */
  public Saturation after(Settings settings, SupervisedSample sample) {
    if (!sample.usable() || sample.atMillis() <= atMillis) {
      return this;
    }
    if (atMillis == Long.MIN_VALUE) {
      return new Saturation(0, sample.atMillis());
    }
    double seconds = Durations.secondsBetween(atMillis, sample.atMillis());
    double share = -Math.expm1(-seconds / settings.windowSeconds());
    return new Saturation(ratio + share * ((sample.limited() ? 1 : 0) - ratio), sample.atMillis());
  }

  /** Whether the loop is saturated. */
  public boolean detected(Settings settings) {
    return ratio >= settings.limitRatio();
  }
}
