package dev.homeostat.pid.tuning;

/**
 * What a relay experiment remembers.
 *
 * @param high whether the output is above the centre
 * @param startedMillis when it began
 * @param atMillis timestamp of the last input
 * @param budgetAtStart share of the error budget that was spent before
 * @param cycleMillis when the cycle began that is under way; {@link #NO_CYCLE} before the first
 * @param lowest error in it
 * @param highest error in it
 * @param cycles those that agreed with the one before, the last included
 */
public record RelayState(
    boolean high,
    long startedMillis,
    long atMillis,
    double budgetAtStart,
    long cycleMillis,
    double lowest,
    double highest,
    Cycles cycles) {

  /** No cycle has begun. */
  public static final long NO_CYCLE = Long.MIN_VALUE;

  /**
   * Cycles in a row that agree.
   *
   * @param count how many
   * @param amplitude their mean amplitude
   * @param periodSeconds their mean period
   */
  public record Cycles(int count, double amplitude, double periodSeconds) {

    private static final double TOLERANCE = 0.05;

    /** No cycle yet. */
    static final Cycles NONE = new Cycles(0, Double.NaN, Double.NaN);

    /**
     * One more, or the first of a new row where it differs from the mean by more than 5 percent.
     * Periods that differ by less than the time between two samples cannot be told apart.
     */
    Cycles and(double nextAmplitude, double nextPeriodSeconds, double samplingSeconds) {
      double seen = Math.max(TOLERANCE * periodSeconds, samplingSeconds);
      boolean agrees =
          count > 0
              && Math.abs(nextAmplitude - amplitude) <= TOLERANCE * amplitude
              && Math.abs(nextPeriodSeconds - periodSeconds) <= seen;
      return agrees
          ? new Cycles(
              count + 1,
              amplitude + (nextAmplitude - amplitude) / (count + 1),
              periodSeconds + (nextPeriodSeconds - periodSeconds) / (count + 1))
          : new Cycles(1, nextAmplitude, nextPeriodSeconds);
    }
  }
}
