package dev.homeostat.pid.capacity;

import dev.homeostat.pid.capacity.Scalability.Level;

/**
 * How near a load is to its peak, as people are told: worse at once, and better only once it has
 * been clearly better for a while, so that a load which swings is not told of with each swing.
 *
 * <pre>{@code
 * worse:   level(load / peak) at once
 * better:  level(load / peak + hysteresis), where that holds for clearMillis
 * }</pre>
 *
 * <p>Source: the levels of {@link Scalability}, with the hysteresis of a Schmitt trigger.
 *
 * <p>Regimes. The peak is that of the process which was measured: another release, another size of
 * instance or another mix of requests has another. Without a load the level stays.
 *
 * @param ratio of the load to the peak; NaN where the load is not known
 * @param level as people are told
 * @param highMillis when it was last not clearly better, milliseconds since the epoch
 */
public record Headroom(double ratio, Level level, long highMillis) {

  /** No load was seen. */
  public static final Headroom NONE = new Headroom(Double.NaN, Level.NORMAL, Long.MIN_VALUE);

  /**
   * When a level is left.
   *
   * @param peak load beyond which less is done, above 0
   * @param hysteresisRatio by which part of the peak a load must be below a level, 0 or more
   * @param clearMillis for how long, 0 or more
   */
  public record Settings(double peak, double hysteresisRatio, long clearMillis) {

    public Settings {
      if (!(peak > 0 && peak < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("peak must be finite and above 0, found " + peak);
      }
      if (!(hysteresisRatio >= 0 && hysteresisRatio < 1)) {
        throw new IllegalArgumentException(
            "hysteresisRatio must be 0 or more and below 1, found " + hysteresisRatio);
      }
      if (clearMillis < 0) {
        throw new IllegalArgumentException("clearMillis must be 0 or more, found " + clearMillis);
      }
    }
  }

  /** After one more look; a load that is no count, such as NaN, leaves the level as it is. */
  public Headroom after(Settings settings, long millis, double load) {
    if (!(load >= 0 && load < Double.POSITIVE_INFINITY)) {
      return new Headroom(Double.NaN, level, highMillis);
    }
    double now = load / settings.peak();
    Level worst = Scalability.level(now);
    Level best = Scalability.level(now + settings.hysteresisRatio());
    if (worst.compareTo(level) >= 0) {
      return new Headroom(now, worst, millis);
    }
    if (best.compareTo(level) >= 0) {
      return new Headroom(now, level, millis);
    }
    return millis - highMillis >= settings.clearMillis()
        ? new Headroom(now, best, millis)
        : new Headroom(now, level, highMillis);
  }
}
