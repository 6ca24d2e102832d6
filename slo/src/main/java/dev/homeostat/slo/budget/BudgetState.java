package dev.homeostat.slo.budget;

import java.util.List;

/**
 * An error budget at some time.
 *
 * @param spent share of the period's budget that is gone; above 1 where it is overspent
 * @param bad errors, bad slices or the sum of the slices' error ratios, as the method counts
 * @param counted events or slices with events
 * @param gapMillis part of the span without data, which counts for nothing
 * @param anomalies slots left out because their counts cannot be
 */
public record BudgetState(
    double spent, double bad, double counted, long gapMillis, List<SlotAnomaly> anomalies) {

  public BudgetState {
    anomalies = List.copyOf(anomalies);
  }

  /** Share of the period's budget that is left; negative where it is overspent. */
  public double remaining() {
    return 1 - spent;
  }

  /** Share of what was counted that was bad. */
  public double badRatio() {
    return bad / counted;
  }
}
