package dev.homeostat.modes;

/**
 * What one signal says now. A value that is not finite is no data, so it can neither look like zero
 * nor like health.
 *
 * @param value in the signal's unit
 * @param atMillis the sample's own timestamp, milliseconds since the epoch
 * @param staleAfterMillis age at which it is no longer used
 */
public record Sample(double value, long atMillis, long staleAfterMillis) {

  /** No data. */
  public static final Sample MISSING = new Sample(Double.NaN, Long.MIN_VALUE, 0);

  /** Whether there is data. */
  public boolean present() {
    return Double.isFinite(value);
  }
}
