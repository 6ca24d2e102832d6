package dev.homeostat.engine.plan;

import dev.homeostat.crds.DurationText;
import dev.homeostat.engine.policy.Directives;
import dev.homeostat.engine.policy.SignalPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Guidance;
import dev.homeostat.modes.MissingData;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says in words why a mode was left: the signals, what they were, and the thresholds. */
final class Explanation {

  private static final MathContext THREE_DIGITS = new MathContext(3);

  /** No forecast of hours is true to the second. */
  private static final long SHOWN_SECONDS = 60;

  static String of(Move move, Workload workload, List<Reading> signals, long nowMillis) {
    return switch (move.cause()) {
      case ENTERED -> entered(move, workload, signals);
      case REGRESSED -> "fell back: " + entered(move, workload, signals);
      case EMERGENCY -> "emergency: " + entered(move, workload, signals);
      case MISSING_DATA -> missing(workload, signals) + " without data, which degrades";
      case SCHEDULED ->
          workload.directives().scheduled(nowMillis) != null
              ? "the schedule asks for it"
              : "a control loop asks for it: its signal swings on while it is held";
      case OVERRIDDEN -> overridden(workload, nowMillis);
      case OVER ->
          over(move.from(), workload, signals)
              + ", after a dwell of "
              + DurationText.format(workload.modes().stay(move.from()).dwellMillis());
      case CLIMBED ->
          "every step of Recovery was held for "
              + DurationText.format(workload.modes().climb().holdMillis());
    };
  }

  private static String missing(Workload workload, List<Reading> signals) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      SignalPolicy signal = workload.signals().get(i);
      if (signals.get(i) instanceof Reading.Missing && signal.missing() == MissingData.DEGRADE) {
        names.add(signal.name());
      }
    }
    return String.join(", ", names);
  }

  private static String overridden(Workload workload, long nowMillis) {
    Directives.Order override = workload.directives().override(nowMillis);
    Guidance.Destination to = override == null ? null : override.destination();
    return override == null || to == null
        ? "an override asks for it"
        : "ModeOverride "
            + override.name()
            + " sends it to "
            + to.mode().word()
            + " until "
            + Instant.ofEpochMilli(override.untilMillis());
  }

  private static String entered(Move move, Workload workload, List<Reading> signals) {
    List<String> parts = new ArrayList<>();
    for (Condition condition : workload.modes().clauses().get(move.clause()).conditions()) {
      parts.add(
          "%s %s, %s %s for %s"
              .formatted(
                  name(condition, workload),
                  value(condition, workload, signals),
                  condition.side() == Condition.Side.ABOVE ? "above" : "below",
                  number(condition, workload, condition.enter()),
                  DurationText.format(condition.forMillis())));
    }
    return String.join("; ", parts);
  }

  private static String over(Mode mode, Workload workload, List<Reading> signals) {
    List<String> parts = new ArrayList<>();
    for (Clause clause : workload.modes().clauses()) {
      if (clause.enters() != mode) {
        continue;
      }
      for (Condition condition : clause.conditions()) {
        if (condition.hasExit()) {
          parts.add(
              "%s %s, %s %s for %s"
                  .formatted(
                      name(condition, workload),
                      value(condition, workload, signals),
                      condition.side() == Condition.Side.ABOVE ? "below" : "above",
                      number(condition, workload, condition.exit()),
                      DurationText.format(condition.exitForMillis())));
        }
      }
    }
    return String.join("; ", parts);
  }

  private static String name(Condition condition, Workload workload) {
    String name = workload.signals().get(condition.signal()).name();
    return condition.less() == Condition.NONE
        ? name
        : name + " less " + workload.signals().get(condition.less()).name();
  }

  private static String value(Condition condition, Workload workload, List<Reading> signals) {
    if (!(signals.get(condition.signal()) instanceof Reading.Value value)) {
      return "was without data";
    }
    if (condition.less() == Condition.NONE) {
      return "was " + number(condition, workload, value.value());
    }
    return signals.get(condition.less()) instanceof Reading.Value other
        ? "was " + number(value.value() - other.value())
        : "was without data";
  }

  /** A number as its signal means it: how long a budget lasts is a time, in seconds. */
  private static String number(Condition condition, Workload workload, double value) {
    SignalPolicy.Measure measure = workload.signals().get(condition.signal()).measure();
    return measure instanceof SignalPolicy.TimeToExhaustion
        ? DurationText.format(Math.round(value / SHOWN_SECONDS) * SHOWN_SECONDS * 1000)
        : number(value);
  }

  static String number(double value) {
    return new BigDecimal(value).round(THREE_DIGITS).stripTrailingZeros().toPlainString();
  }

  private Explanation() {}
}
