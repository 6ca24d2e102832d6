package dev.homeostat.engine.plan;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Move;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Says in words why a mode was left: the signals, what they were, and the thresholds. */
final class Explanation {

  private static final MathContext THREE_DIGITS = new MathContext(3);

  static String of(Move move, Workload workload, List<Reading> signals) {
    return switch (move.cause()) {
      case ENTERED -> entered(move, workload, signals);
      case REGRESSED -> "fell back: " + entered(move, workload, signals);
      case OVER ->
          over(workload, signals)
              + ", after a dwell of "
              + DurationText.format(workload.modes().dwellMillis());
      case CLIMBED ->
          "every step of Recovery was held for "
              + DurationText.format(workload.modes().stepHoldMillis());
    };
  }

  private static String entered(Move move, Workload workload, List<Reading> signals) {
    List<String> parts = new ArrayList<>();
    for (Condition condition : workload.modes().enterDegraded().get(move.clause()).conditions()) {
      parts.add(
          "%s %s, %s %s for %s"
              .formatted(
                  workload.signals().get(condition.signal()).name(),
                  value(signals.get(condition.signal())),
                  condition.side() == Condition.Side.ABOVE ? "above" : "below",
                  number(condition.enter()),
                  DurationText.format(condition.forMillis())));
    }
    return String.join("; ", parts);
  }

  private static String over(Workload workload, List<Reading> signals) {
    List<String> parts = new ArrayList<>();
    for (Clause clause : workload.modes().enterDegraded()) {
      for (Condition condition : clause.conditions()) {
        if (condition.hasExit()) {
          parts.add(
              "%s %s, %s %s for %s"
                  .formatted(
                      workload.signals().get(condition.signal()).name(),
                      value(signals.get(condition.signal())),
                      condition.side() == Condition.Side.ABOVE ? "below" : "above",
                      number(condition.exit()),
                      DurationText.format(condition.exitForMillis())));
        }
      }
    }
    return String.join("; ", parts);
  }

  private static String value(Reading reading) {
    return reading instanceof Reading.Value value
        ? "was " + number(value.value())
        : "was without data";
  }

  private static String number(double value) {
    return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }

  private Explanation() {}
}
