package dev.homeostat.pid.supervision;

/**
 * For which part of the time the output could not be what the law wanted: {@code s' = s + (1 -
 * e^(-h/T)) (limited - s)}, an exponential mean.
 *
 * <p>Source: the time in saturation of surveys of loops, as in Jelali, Control Performance
 * Management in Industrial Automation (2013), with an exponential window.
 *
 * <p>Regimes. A limit that is met for most of the window: the knob has no more to give, or its
 * bounds are too narrow. A loop that is often limited for a moment by its slew rate is not.
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
