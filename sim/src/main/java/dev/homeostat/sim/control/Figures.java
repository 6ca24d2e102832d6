package dev.homeostat.sim.control;

import dev.homeostat.sim.metrics.RunMeasures;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is judged by, in one run or over several.
 *
 * @param goodputRatio requests that succeeded over all that arrived
 * @param p99Seconds latency below which 99 % of the successful requests lie; null: none succeeded
 * @param wastedWorkRatio share of the servers' time spent on answers nobody waited for
 * @param recoverySeconds from the start of the fault until all is well and stays so; null: never
 * @param budgetSpentRatio errors over the errors that the objective allows
 * @param writes how often a knob was changed
 * @param reversals how many of them turned back
 * @param moves how often a mode was left
 * @param invariantViolations how often an invariant of the design was broken
 */
public record Figures(
    double goodputRatio,
    @Nullable Double p99Seconds,
    double wastedWorkRatio,
    @Nullable Double recoverySeconds,
    double budgetSpentRatio,
    int writes,
    int reversals,
    int moves,
    int invariantViolations) {

  /** The figures of one run. */
  static Figures of(RunMeasures measures, int moves, int violations) {
    return new Figures(
        measures.goodputRatio(),
        measures.p99Seconds(),
        measures.wastedWorkRatio(),
        measures.recoverySeconds(),
        measures.budgetSpentRatio(),
        measures.writes(),
        measures.reversals(),
        moves,
        violations);
  }

  /**
   * The figures over several runs: counts are summed up, of all else it is the mean. A time that
   * one run does not have is null, since a mean over the others would flatter.
   */
  public static Figures total(List<Figures> runs) {
    return new Figures(
        mean(runs, Figures::goodputRatio),
        meanOfAll(runs, Figures::p99Seconds),
        mean(runs, Figures::wastedWorkRatio),
        meanOfAll(runs, Figures::recoverySeconds),
        mean(runs, Figures::budgetSpentRatio),
        sum(runs, Figures::writes),
        sum(runs, Figures::reversals),
        sum(runs, Figures::moves),
        sum(runs, Figures::invariantViolations));
  }

  private static double mean(List<Figures> runs, ToDoubleFunction<Figures> figure) {
    return runs.stream().mapToDouble(figure).average().orElseThrow();
  }

  private static @Nullable Double meanOfAll(
      List<Figures> runs, Function<Figures, @Nullable Double> figure) {
    return runs.stream().map(figure).anyMatch(Objects::isNull)
        ? null
        : (Double) mean(runs, run -> Objects.requireNonNull(figure.apply(run)));
  }

  private static int sum(List<Figures> runs, ToIntFunction<Figures> figure) {
    return runs.stream().mapToInt(figure).sum();
  }
}
