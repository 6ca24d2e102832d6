package dev.homeostat.pid.supervision;

import org.jspecify.annotations.Nullable;

/**
 * How a loop is supervised.
 *
 * @param oscillation when it oscillates
 * @param saturation when it is saturated
 * @param idle when it is sluggish
 * @param performance how near it comes to the least variance; null where the dead time is not known
 * @param detuneFactor by which its gains are made slower, above 1
 * @param calmSeconds without a disturbance after which a measure is taken back; doubled with each
 *     hold, so that a loop that swings whenever it is let go is let go ever less often
 */
public record SupervisorSettings(
    OscillationSettings oscillation,
    Saturation.Settings saturation,
    IdleIndex.Settings idle,
    @Nullable PerformanceSettings performance,
    double detuneFactor,
    double calmSeconds) {

  public SupervisorSettings {
    if (!(detuneFactor > 1 && detuneFactor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "detuneFactor must be finite and above 1, found " + detuneFactor);
    }
    Durations.positive("calmSeconds", calmSeconds);
  }
}
