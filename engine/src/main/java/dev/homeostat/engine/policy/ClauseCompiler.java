package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks and decodes the clauses that lead into a protective mode. */
final class ClauseCompiler {

  private static final String DEFAULT_FOR = "1m";
  private static final String DEFAULT_EXIT_FOR = "5m";
  private static final double MILLIS_PER_SECOND = 1000;
  private static final int MOST = 8;

  private final SpecReader reader;
  private final List<String> signals;
  private final Map<String, Long> forecasts;

  /**
   * A compiler for the clauses of one resource.
   *
   * @param signals names of all, in their order
   * @param forecasts those that tell how long a budget lasts, with its period in milliseconds
   */
  ClauseCompiler(SpecReader reader, List<String> signals, Map<String, Long> forecasts) {
    this.reader = reader;
    this.signals = signals;
    this.forecasts = forecasts;
  }

  /** The clauses that can be used. */
  List<Clause> compile(
      String path, List<OperatingModeSpec.Clause> declared, Mode enters, boolean emergency) {
    reader.atMost(path, declared, MOST);
    List<Clause> clauses = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      int before = reader.problems().size();
      String at = path + "[" + i + "].allOf";
      List<Condition> conditions = conditions(at, declared.get(i).allOf());
      if (reader.problems().size() > before) {
        continue;
      }
      if (conditions.stream().noneMatch(Condition::hasExit)) {
        reader.invalid(
            at,
            "no condition says when the clause is over; give at least one an exitBelow, exitAbove,"
                + " exitTolerance or exitBeyond, else the mode is never left");
        continue;
      }
      clauses.add(new Clause(enters, emergency, conditions));
    }
    return clauses;
  }

  private List<Condition> conditions(String path, List<OperatingModeSpec.Condition> allOf) {
    if (allOf.isEmpty()) {
      reader.invalid(path, "required: at least one condition");
    }
    reader.atMost(path, allOf, MOST);
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < allOf.size(); i++) {
      String at = path + "[" + i + "]";
      OperatingModeSpec.Condition declared = allOf.get(i);
      boolean pair = declared.inside() != null || declared.outside() != null;
      boolean forecast = declared.exhaustedWithin() != null || declared.exitBeyond() != null;
      Condition condition =
          pair ? pair(at, declared) : forecast ? forecast(at, declared) : threshold(at, declared);
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private @Nullable Condition threshold(String path, OperatingModeSpec.Condition condition) {
    int before = reader.problems().size();
    int signal = reader.signal(path + ".signal", condition.signal(), signals);
    refuse(path + ".tolerance", condition.tolerance(), "tolerance goes with inside and outside");
    refuse(
        path + ".exitTolerance",
        condition.exitTolerance(),
        "exitTolerance goes with inside and outside");
    Double above = condition.above();
    Double below = condition.below();
    if ((above == null) == (below == null)) {
      reader.invalid(path, "expected exactly one of above, below and exhaustedWithin");
      return null;
    }
    boolean isAbove = above != null;
    double enter = above != null ? above : below != null ? below : 0;
    Double exit = isAbove ? condition.exitBelow() : condition.exitAbove();
    Double stray = isAbove ? condition.exitAbove() : condition.exitBelow();
    refuse(
        path + (isAbove ? ".exitAbove" : ".exitBelow"),
        stray,
        isAbove ? "above goes with exitBelow" : "below goes with exitAbove");
    checkHysteresis(path, new Names(isAbove), enter, exit);
    long forMillis = reader.duration(path + ".for", condition.forDuration(), DEFAULT_FOR);
    long exitForMillis = reader.duration(path + ".exitFor", condition.exitFor(), DEFAULT_EXIT_FOR);
    if (reader.problems().size() > before) {
      return null;
    }
    Condition.Side side = isAbove ? Condition.Side.ABOVE : Condition.Side.BELOW;
    return new Condition(
        signal,
        Condition.NONE,
        side,
        enter,
        exit == null ? Double.NaN : exit,
        forMillis,
        exitForMillis);
  }

  /** An error budget that will be spent within a time. */
  private @Nullable Condition forecast(String path, OperatingModeSpec.Condition condition) {
    int before = reader.problems().size();
    int signal = reader.signal(path + ".signal", condition.signal(), signals);
    if (condition.above() != null || condition.below() != null) {
      reader.invalid(path, "expected exactly one of above, below and exhaustedWithin");
    }
    refuse(path + ".exitBelow", condition.exitBelow(), "exhaustedWithin goes with exitBeyond");
    refuse(path + ".exitAbove", condition.exitAbove(), "exhaustedWithin goes with exitBeyond");
    Long period = forecasts.get(signals.isEmpty() ? "" : signals.get(signal));
    if (reader.problems().size() == before && period == null) {
      reader.invalid(
          path + ".exhaustedWithin",
          "expected a signal that forecasts a budget, found %s; give its sloChain measure: TimeToExhaustion"
              .formatted(condition.signal()));
    }
    long most = Objects.requireNonNullElse(period, Long.MAX_VALUE);
    String withinText = reader.required(path + ".exhaustedWithin", condition.exhaustedWithin());
    long within = forecast(path + ".exhaustedWithin", withinText, most);
    String beyond = condition.exitBeyond();
    long exit = beyond == null ? Long.MAX_VALUE : forecast(path + ".exitBeyond", beyond, most);
    if (exit <= within && reader.problems().size() == before) {
      reader.invalid(
          path + ".exitBeyond",
          "expected exitBeyond to be longer than exhaustedWithin, else the mode flaps; found %s and %s"
              .formatted(beyond, withinText));
    }
    long forMillis = reader.duration(path + ".for", condition.forDuration(), DEFAULT_FOR);
    long exitForMillis = reader.duration(path + ".exitFor", condition.exitFor(), DEFAULT_EXIT_FOR);
    return reader.problems().size() > before
        ? null
        : new Condition(
            signal,
            Condition.NONE,
            Condition.Side.BELOW,
            within / MILLIS_PER_SECOND,
            beyond == null ? Double.NaN : exit / MILLIS_PER_SECOND,
            forMillis,
            exitForMillis);
  }

  /** A budget that lasts is told to last for its period, so nothing beyond that is ever told. */
  private long forecast(String path, String text, long periodMillis) {
    long millis = text.isEmpty() ? 1 : reader.duration(path, text, "");
    if (millis >= periodMillis) {
      reader.invalid(
          path,
          "expected less than the period of the budget, %s, found %s"
              .formatted(DurationText.format(periodMillis), text));
    }
    return millis;
  }

  /** The service says that it is well, and its callers say that it is not. */
  private @Nullable Condition pair(String path, OperatingModeSpec.Condition condition) {
    int before = reader.problems().size();
    int inside = reader.signal(path + ".inside", condition.inside(), signals);
    int outside = reader.signal(path + ".outside", condition.outside(), signals);
    if (condition.signal() != null || condition.above() != null || condition.below() != null) {
      reader.invalid(
          path, "expected either signal with a threshold or inside and outside, not both");
    }
    refuse(path + ".exitBelow", condition.exitBelow(), "inside and outside go with exitTolerance");
    refuse(path + ".exitAbove", condition.exitAbove(), "inside and outside go with exitTolerance");
    Double tolerance = condition.tolerance();
    Double exit = condition.exitTolerance();
    if (tolerance == null) {
      reader.invalid(path + ".tolerance", "required: how far outside may be above inside");
    } else {
      checkHysteresis(path, new Names("tolerance", "exitTolerance", true), tolerance, exit);
    }
    long forMillis = reader.duration(path + ".for", condition.forDuration(), DEFAULT_FOR);
    long exitForMillis = reader.duration(path + ".exitFor", condition.exitFor(), DEFAULT_EXIT_FOR);
    return tolerance == null || reader.problems().size() > before
        ? null
        : new Condition(
            outside,
            inside,
            Condition.Side.ABOVE,
            tolerance,
            exit == null ? Double.NaN : exit,
            forMillis,
            exitForMillis);
  }

  private void refuse(String path, @Nullable Double stray, String why) {
    if (stray != null) {
      reader.invalid(path, why);
    }
  }

  /**
   * What the two thresholds of a condition are called.
   *
   * @param above whether the service is ill above them
   */
  private record Names(String enter, String exit, boolean above) {

    Names(boolean above) {
      this(above ? "above" : "below", above ? "exitBelow" : "exitAbove", above);
    }
  }

  private void checkHysteresis(String path, Names names, double enter, @Nullable Double exit) {
    if (!Double.isFinite(enter)) {
      reader.invalid(path + "." + names.enter(), "expected a finite number, found " + enter);
    } else if (exit != null && !(names.above() ? exit < enter : exit > enter)) {
      reader.invalid(
          path + "." + names.exit(),
          "expected %s to be %s than %s, else the mode flaps; found %s %s and %s %s"
              .formatted(
                  names.exit(),
                  names.above() ? "less" : "more",
                  names.enter(),
                  names.exit(),
                  exit,
                  names.enter(),
                  enter));
    } else if (exit != null && !Double.isFinite(exit)) {
      reader.invalid(path + "." + names.exit(), "expected a finite number, found " + exit);
    }
  }
}
