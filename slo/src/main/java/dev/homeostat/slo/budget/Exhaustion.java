package dev.homeostat.slo.budget;

/** When an error budget runs out if it goes on burning as it does. */
public sealed interface Exhaustion {

  /**
   * {@code after = remaining * period / burnRate}. Of a rolling period old errors leave meanwhile;
   * that they might is not counted on.
   *
   * @param remaining share of the budget that is left, finite
   * @param burnRate how fast it burns, finite and not negative
   * @param periodMillis length of the period
   * @param aheadMillis the furthest that it is told for
   */
  static Exhaustion of(double remaining, double burnRate, long periodMillis, long aheadMillis) {
    if (!Double.isFinite(remaining) || !(burnRate >= 0 && Double.isFinite(burnRate))) {
      throw new IllegalArgumentException(
          "no forecast from a burn rate of " + burnRate + " and " + remaining + " left");
    }
    if (remaining <= 0) {
      return new Exhausted();
    }
    double afterMillis = remaining * periodMillis / burnRate;
    return afterMillis <= aheadMillis ? new After(Math.round(afterMillis)) : new Lasts();
  }

  /** It has run out. */
  record Exhausted() implements Exhaustion {}

  /**
   * It will.
   *
   * @param afterMillis from now
   */
  record After(long afterMillis) implements Exhaustion {}

  /** It lasts for the period. */
  record Lasts() implements Exhaustion {}
}
