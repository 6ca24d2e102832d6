package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.Action;
import dev.homeostat.pid.law.OutputLimits;

/**
 * A relay experiment and what it may cost.
 *
 * @param centre the output around which it switches, and to which it returns
 * @param amplitude how far it goes to either side, above 0
 * @param hysteresis error up to which it does not switch, 0 or more; above the noise
 * @param action of the process
 * @param bounds when it is aborted
 */
public record RelaySettings(
    double centre, double amplitude, double hysteresis, Action action, Bounds bounds) {

  /**
   * What ends the experiment early.
   *
   * @param maxSeconds longest duration, above 0
   * @param maxDeviation largest distance of the signal from the set point, above 0
   * @param maxBudgetSpentRatio largest share of the error budget that may go meanwhile, above 0
   */
  public record Bounds(double maxSeconds, double maxDeviation, double maxBudgetSpentRatio) {

    public Bounds {
      positive("maxSeconds", maxSeconds);
      positive("maxDeviation", maxDeviation);
      positive("maxBudgetSpentRatio", maxBudgetSpentRatio);
    }
  }

  public RelaySettings {
    positive("amplitude", amplitude);
    if (!Double.isFinite(centre)) {
      throw new IllegalArgumentException("centre must be finite, found " + centre);
    }
    if (!(hysteresis >= 0 && hysteresis < bounds.maxDeviation())) {
      throw new IllegalArgumentException(
          "hysteresis must be 0 or more and below maxDeviation, found " + hysteresis);
    }
  }

  /** Whether the knob may take both of its outputs. */
  public boolean fits(OutputLimits limits) {
    return centre - amplitude >= limits.min() && centre + amplitude <= limits.max();
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be finite and above 0, found " + value);
    }
  }
}
