package dev.homeostat.pid.supervision;

/**
 * Hagglund's detector: the integral of the absolute error between two crossings of zero, where it
 * exceeds that of an acceptable half wave, is a disturbance; many of them in a short time are an
 * oscillation.
 *
 * <pre>{@code
 * IAE > 2 a / w: n' = n e^(-h/Tsup) + 1,  n >= limit: oscillation,  Tsup = 5 limit Tu
 * }</pre>
 *
 * <p>Source: Hagglund, A control-loop performance monitor, Control Engineering Practice 3 (1995),
 * with the exponential window of its implementation.
 *
 * <p>Regimes. Noise crosses zero often, so each of its areas is small. One load disturbance is one
 * large area. Only a swing that goes on brings large areas again and again, and its period may be
 * up to ten times Tu.
 *
 * @param area of the error since its last crossing
 * @param error the last one
 * @param count of disturbances, older ones for less
 * @param atMillis timestamp of the last sample
 */
public record Oscillation(double area, double error, double count, long atMillis) {

  private static final long NO_SAMPLE = Long.MIN_VALUE;

  /** No sample yet. */
  public static final Oscillation NONE = new Oscillation(0, 0, 0, NO_SAMPLE);

  /** After one more error; one that is no number, or not newer, leaves no trace. */
  public Oscillation after(OscillationSettings settings, long millis, double nextError) {
    if (!Double.isFinite(nextError) || millis <= atMillis) {
      return this;
    }
    if (atMillis == NO_SAMPLE) {
      return new Oscillation(0, nextError, 0, millis);
    }
    double seconds = Durations.secondsBetween(atMillis, millis);
    double kept = count * Math.exp(-seconds / settings.supervisionSeconds());
    // Of a gap nothing is known: it must not make a disturbance of one large error.
    double counted = Math.min(seconds, settings.ultimatePeriodSeconds());
    // An error that is gone ends the half wave too: a loop at rest has no area left.
    boolean crosses = error * nextError < 0 || (nextError == 0 && error != 0);
    if (!crosses) {
      double grown = area + counted * (Math.abs(error) + Math.abs(nextError)) / 2;
      return new Oscillation(grown, nextError, kept, millis);
    }
    double before = Math.abs(error) / (Math.abs(error) + Math.abs(nextError));
    double whole = area + counted * before * Math.abs(error) / 2;
    return new Oscillation(
        counted * (1 - before) * Math.abs(nextError) / 2,
        nextError,
        whole > settings.areaLimit() ? kept + 1 : kept,
        millis);
  }

  /** Whether the loop oscillates. */
  public boolean detected(OscillationSettings settings) {
    return count >= settings.disturbances();
  }

  /** The same with no disturbance counted. */
  Oscillation forgotten() {
    return new Oscillation(area, error, 0, atMillis);
  }
}
