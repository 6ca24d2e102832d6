package dev.homeostat.pid.supervision;

import java.util.Arrays;

/**
 * Errors of a loop that were sampled evenly, 8 bytes each. A value, which never changes.
 *
 * @param errors the oldest first; a copy
 * @param firstMillis timestamp of the first
 * @param lastMillis timestamp of the last
 */
@SuppressWarnings("ArrayRecordComponent") // equal where its errors are
public record ErrorWindow(double[] errors, long firstMillis, long lastMillis) {

  /** No error yet. */
  static final ErrorWindow EMPTY = new ErrorWindow(new double[0], Long.MIN_VALUE, Long.MIN_VALUE);

  /** How much sooner or later than usual a sample may come, as a part of the usual time. */
  private static final double UNEVEN = 0.5;

  public ErrorWindow {
    errors = errors.clone();
  }

  /** How many errors there are. */
  int size() {
    return errors.length;
  }

  @Override
  public double[] errors() {
    return errors.clone();
  }

  /** The time between two samples; NaN where there are fewer than two. */
  double sampleSeconds() {
    return errors.length < 2
        ? Double.NaN
        : Durations.secondsBetween(firstMillis, lastMillis) / (errors.length - 1);
  }

  /**
   * With one more error. One that comes much sooner or later than those before begins anew, since
   * what lies between two errors is counted in samples.
   */
  ErrorWindow with(long millis, double error) {
    double usual = sampleSeconds();
    double since = Durations.secondsBetween(lastMillis, millis);
    boolean uneven = Math.abs(since - usual) > UNEVEN * usual;
    if (errors.length == 0 || uneven) {
      return new ErrorWindow(new double[] {error}, millis, millis);
    }
    double[] longer = Arrays.copyOf(errors, errors.length + 1);
    longer[errors.length] = error;
    return new ErrorWindow(longer, firstMillis, millis);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ErrorWindow window
        && firstMillis == window.firstMillis
        && lastMillis == window.lastMillis
        && Arrays.equals(errors, window.errors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(errors) + Long.hashCode(lastMillis);
  }

  @Override
  public String toString() {
    return errors.length + " errors until " + lastMillis;
  }
}
