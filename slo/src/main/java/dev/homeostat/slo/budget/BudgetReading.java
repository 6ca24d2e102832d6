package dev.homeostat.slo.budget;

import java.util.List;

/** What can be said of an error budget; whatever it is, it holds no NaN. */
public sealed interface BudgetReading {

  /**
   * The source covers the period.
   *
   * @param state the budget
   */
  record Measured(BudgetState state) implements BudgetReading {}

  /**
   * The source covers less than what has passed of the period.
   *
   * @param state the budget as if the rest had been like the part that is covered
   * @param spanMillis what the source covers
   * @param expectedMillis what has passed of the period
   */
  record HistoryShort(BudgetState state, long spanMillis, long expectedMillis)
      implements BudgetReading {}

  /**
   * No event in the whole span.
   *
   * @param spanMillis what the source covers
   */
  record NoTraffic(long spanMillis) implements BudgetReading {}

  /**
   * Too few events to tell.
   *
   * @param events what was counted
   * @param minEvents what is asked for
   */
  record LowTraffic(double events, double minEvents) implements BudgetReading {}

  /**
   * No counts that can be used.
   *
   * @param anomalies those that are there and cannot be
   */
  record Missing(List<SlotAnomaly> anomalies) implements BudgetReading {
    public Missing {
      anomalies = List.copyOf(anomalies);
    }
  }
}
