package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.policy.SignalPolicy.Measure;
import dev.homeostat.engine.policy.SignalPolicy.TimeToExhaustion;
import dev.homeostat.engine.rules.ChainPlan;
import dev.homeostat.engine.rules.Figures;
import dev.homeostat.engine.rules.Series;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the forecast of an error budget of a burn rate. What is left of the budget is asked of the
 * chain's recording rules, since nothing else may range over the days of a period.
 */
final class ForecastCompiler {

  /** As a resource says it. */
  static final String MEASURE = "TimeToExhaustion";

  /** Objectives that differ by less are the same number, written by a rule and by a person. */
  private static final String ROUNDING = "1e-11";

  static TimeToExhaustion of(ChainPlan plan, @Nullable String member, Measure burn) {
    Series series = Series.of(plan);
    String whose = "member=\"" + Objects.requireNonNullElse(member, "") + "\"";
    String window = "window=\"" + DurationText.format(plan.periodMillis()) + "\"";
    double objective =
        member == null
            ? plan.chain().objective()
            : plan.chain().services().get(plan.chain().indexOf(member)).objective();
    // Rules of another objective tell of another budget, until the new ones are loaded.
    String remaining =
        "sum(%s) and on() (abs(sum(%s) - %s) < %s)"
            .formatted(
                series.select(Series.BUDGET_REMAINING, whose),
                series.select(Series.OBJECTIVE, whose),
                Figures.number(objective),
                ROUNDING);
    String seen =
        "min(%s)"
            .formatted(
                member == null
                    ? series.select(Series.COVERAGE, window)
                    : series.select(Series.COVERAGE, window, whose));
    return new TimeToExhaustion(
        plan.name(),
        burn,
        new Query.Instant(plan.source(), remaining),
        new Query.Instant(plan.source(), seen),
        plan.periodMillis());
  }

  /**
   * The signals that are declared to forecast a budget, each with its period in milliseconds; the
   * longest there is where the signal could not be compiled, which is told there.
   */
  static Map<String, Long> periods(
      List<OperatingModeSpec.Signal> declared, List<SignalPolicy> compiled) {
    Map<String, Long> periods = new HashMap<>();
    for (OperatingModeSpec.Signal signal : declared) {
      if (signal.name() != null
          && signal.sloChain() != null
          && MEASURE.equals(signal.sloChain().measure())) {
        periods.put(signal.name(), Long.MAX_VALUE);
      }
    }
    for (SignalPolicy signal : compiled) {
      if (signal.measure() instanceof TimeToExhaustion forecast) {
        periods.put(signal.name(), forecast.periodMillis());
      }
    }
    return periods;
  }

  private ForecastCompiler() {}
}
