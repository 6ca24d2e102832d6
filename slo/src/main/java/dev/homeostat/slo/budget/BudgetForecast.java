package dev.homeostat.slo.budget;

/**
 * How long the error budget of a period that always ends now lasts, if it goes on burning as it
 * does.
 *
 * <p>What was not seen of the period has spent nothing: a service that was down for ten of its
 * first twenty minutes has not spent the budget of a month. Old errors leave the period meanwhile;
 * that they might is not counted on, so the forecast is never longer than the truth.
 *
 * @param remaining share of the period's budget that is left, by what was seen of it
 * @param seen which part of the period was seen, from 0 to 1
 * @param burnRate how fast it burns now, finite and not negative
 */
public record BudgetForecast(double remaining, double seen, double burnRate) {

  public BudgetForecast {
    // A NaN is within no time, and so would pass for a budget that lasts.
    if (!(remaining <= 1 && Double.isFinite(remaining))
        || !(seen >= 0 && seen <= 1)
        || !(burnRate >= 0 && Double.isFinite(burnRate))) {
      throw new IllegalArgumentException(
          "no forecast from %s left, %s seen and a burn rate of %s"
              .formatted(remaining, seen, burnRate));
    }
  }

  /**
   * When it runs out.
   *
   * @param periodMillis length of the period
   */
  public Exhaustion exhaustion(long periodMillis) {
    return Exhaustion.of(1 - (1 - remaining) * seen, burnRate, periodMillis, periodMillis);
  }

  /**
   * Time until it runs out: 0 once it has, and at most the period, within which it lasts.
   *
   * @param periodMillis length of the period
   */
  public double seconds(long periodMillis) {
    Exhaustion exhaustion = exhaustion(periodMillis);
    if (exhaustion instanceof Exhaustion.Exhausted) {
      return 0;
    }
    long millis = exhaustion instanceof Exhaustion.After after ? after.afterMillis() : periodMillis;
    return millis / 1000.0;
  }
}
