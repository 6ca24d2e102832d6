package dev.homeostat.sim.control;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one policy made of one scenario over several seeds.
 *
 * @param scenario its name
 * @param policy its name
 * @param seeds how many runs
 * @param recovered how many of them recovered
 * @param goodput requests that succeeded over all that arrived
 * @param p99Seconds mean over the runs; null where one has none
 * @param wastedWorkRatio mean over the runs
 * @param recoverySeconds mean over the runs; null where one never recovered
 * @param budgetSpentRatio mean over the runs
 * @param writes in all runs
 * @param reversals in all runs
 * @param differenceToBest goodput less that of the best policy in the ranking, seed by seed; null
 *     outside a ranking
 */
public record Compared(
    String scenario,
    String policy,
    int seeds,
    long recovered,
    Interval goodput,
    @Nullable Double p99Seconds,
    double wastedWorkRatio,
    @Nullable Double recoverySeconds,
    double budgetSpentRatio,
    int writes,
    int reversals,
    @Nullable Interval differenceToBest) {

  /**
   * A mean with its confidence interval of 95 %, from the normal distribution.
   *
   * @param mean over the runs
   * @param low end of the interval
   * @param high end of the interval
   */
  public record Interval(double mean, double low, double high) {

    private static final double DEVIATIONS = 1.96;

    /** The interval of some values; of a single one it is that value. */
    public static Interval of(List<Double> values) {
      int count = values.size();
      double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
      double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
      double half = count < 2 ? 0 : DEVIATIONS * Math.sqrt(squares / (count - 1) / count);
      return new Interval(mean, mean - half, mean + half);
    }
  }

  /** The row of some runs. */
  public static Compared of(String scenario, String policy, List<PolicyRun> runs) {
    List<Figures> figures = runs.stream().map(PolicyRun::figures).toList();
    Figures total = Figures.total(figures);
    return new Compared(
        scenario,
        policy,
        runs.size(),
        figures.stream().filter(one -> one.recoverySeconds() != null).count(),
        Interval.of(figures.stream().map(Figures::goodputRatio).toList()),
        total.p99Seconds(),
        total.wastedWorkRatio(),
        total.recoverySeconds(),
        total.budgetSpentRatio(),
        total.writes(),
        total.reversals(),
        null);
  }

  /** The same with how far it is from the best. */
  public Compared with(Interval difference) {
    return new Compared(
        scenario,
        policy,
        seeds,
        recovered,
        goodput,
        p99Seconds,
        wastedWorkRatio,
        recoverySeconds,
        budgetSpentRatio,
        writes,
        reversals,
        difference);
  }
}
