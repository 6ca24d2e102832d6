package dev.homeostat.sim.metrics;

import org.jspecify.annotations.Nullable;

/**
 * What one run is judged by.
 *
 * @param goodputRatio requests that succeeded before the end over all that arrived
 * @param p99Seconds latency below which 99 % of the successful requests lie, from their arrival;
 *     null where none succeeded
 * @param wastedWorkRatio share of the servers' time spent on answers nobody waited for
 * @param recoverySeconds from the start of the fault until all is well and stays so; null: never
 * @param budgetSpentRatio errors over the errors that the objective allows
 * @param writes how often the controller wrote a knob
 * @param reversals how many of them turned back
 */
public record RunMeasures(
    double goodputRatio,
    @Nullable Double p99Seconds,
    double wastedWorkRatio,
    @Nullable Double recoverySeconds,
    double budgetSpentRatio,
    int writes,
    int reversals) {

  /**
   * The measures of a run.
   *
   * @param objective share of the requests that shall succeed
   */
  public static RunMeasures of(
      Meter meter, WriteLog writes, double faultSeconds, double objective) {
    if (!(objective > 0 && objective < 1)) {
      throw new IllegalArgumentException(
          "expected an objective above 0 and below 1, found " + objective);
    }
    return new RunMeasures(
        meter.goodputRatio(),
        meter.successes() == 0 ? null : meter.latencies().quantileSeconds(0.99),
        meter.wastedWorkRatio(0, meter.seconds()),
        meter.recoverySeconds(faultSeconds),
        meter.errorRatio() / (1 - objective),
        writes.writes(),
        writes.reversals());
  }

  /** Whether the run recovered. */
  public boolean recovered() {
    return recoverySeconds != null;
  }
}
