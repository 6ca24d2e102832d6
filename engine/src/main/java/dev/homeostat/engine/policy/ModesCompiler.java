package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.ModePolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and decodes when an OperatingMode changes its mode. */
final class ModesCompiler {

  private static final String DEFAULT_FOR = "1m";
  private static final String DEFAULT_EXIT_FOR = "5m";
  private static final String DEFAULT_DWELL = "10m";
  private static final String DEFAULT_HOLD = "5m";
  private static final List<Long> DEFAULT_STEPS = List.of(1L, 10L, 50L, 100L);
  private static final int MOST_CLAUSES = 8;
  private static final int MOST_STEPS = 10;

  private final SpecReader reader;
  private final List<String> signals;

  ModesCompiler(SpecReader reader, List<String> signals) {
    this.reader = reader;
    this.signals = signals;
  }

  /** The mode policy, or null where the spec does not give one. */
  @Nullable ModePolicy compile(OperatingModeSpec.@Nullable Modes modes, long intervalMillis) {
    if (modes == null || modes.degraded() == null) {
      reader.invalid("spec.modes.degraded", "required: when the workload is moved to Degraded");
      return null;
    }
    int before = reader.problems().size();
    OperatingModeSpec.ProtectiveMode degraded = modes.degraded();
    reader.notImplemented("spec.modes.floor", modes.floor());
    reader.notImplemented(
        "spec.modes.target.guarantee", modes.target() == null ? null : modes.target().guarantee());
    reader.notImplemented("spec.modes.degraded.guarantee", degraded.guarantee());
    List<Clause> clauses = clauses("spec.modes.degraded.enter", degraded.enter());
    long dwellMillis =
        reader.duration("spec.modes.degraded.minDwell", degraded.minDwell(), DEFAULT_DWELL);
    OperatingModeSpec.RecoveryMode recovery = modes.recovery();
    List<Integer> steps = steps(recovery == null ? List.of() : recovery.steps());
    long holdMillis =
        reader.duration(
            "spec.modes.recovery.hold", recovery == null ? null : recovery.hold(), DEFAULT_HOLD);
    return reader.problems().size() > before
        ? null
        : new ModePolicy(clauses, dwellMillis, steps, holdMillis, intervalMillis);
  }

  private List<Clause> clauses(String path, List<OperatingModeSpec.Clause> enter) {
    if (enter.isEmpty()) {
      reader.invalid(path, "required: at least one clause that moves the workload to Degraded");
    }
    reader.atMost(path, enter, MOST_CLAUSES);
    List<Clause> clauses = new ArrayList<>();
    for (int i = 0; i < enter.size(); i++) {
      int before = reader.problems().size();
      String at = path + "[" + i + "].allOf";
      List<Condition> conditions = conditions(at, enter.get(i).allOf());
      if (reader.problems().size() > before) {
        continue;
      }
      if (conditions.stream().noneMatch(Condition::hasExit)) {
        reader.invalid(
            at,
            "no condition says when the clause is over; give at least one an exitBelow (or an"
                + " exitAbove), else the mode is never left");
        continue;
      }
      clauses.add(new Clause(conditions));
    }
    return clauses;
  }

  private List<Condition> conditions(String path, List<OperatingModeSpec.Condition> allOf) {
    if (allOf.isEmpty()) {
      reader.invalid(path, "required: at least one condition");
    }
    reader.atMost(path, allOf, MOST_CLAUSES);
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < allOf.size(); i++) {
      Condition condition = condition(path + "[" + i + "]", allOf.get(i));
      if (condition != null) {
        conditions.add(condition);
      }
    }
    return conditions;
  }

  private @Nullable Condition condition(String path, OperatingModeSpec.Condition condition) {
    int before = reader.problems().size();
    int signal = signal(path + ".signal", condition.signal());
    Double above = condition.above();
    Double below = condition.below();
    if ((above == null) == (below == null)) {
      reader.invalid(path, "expected exactly one of above and below");
      return null;
    }
    boolean isAbove = above != null;
    double enter = above != null ? above : below != null ? below : 0;
    Double exit = isAbove ? condition.exitBelow() : condition.exitAbove();
    Double stray = isAbove ? condition.exitAbove() : condition.exitBelow();
    if (stray != null) {
      reader.invalid(
          path + (isAbove ? ".exitAbove" : ".exitBelow"),
          isAbove ? "above goes with exitBelow" : "below goes with exitAbove");
    }
    checkHysteresis(path, isAbove, enter, exit);
    long forMillis = reader.duration(path + ".for", condition.forDuration(), DEFAULT_FOR);
    long exitForMillis = reader.duration(path + ".exitFor", condition.exitFor(), DEFAULT_EXIT_FOR);
    if (reader.problems().size() > before) {
      return null;
    }
    Condition.Side side = isAbove ? Condition.Side.ABOVE : Condition.Side.BELOW;
    return new Condition(
        signal, side, enter, exit == null ? Double.NaN : exit, forMillis, exitForMillis);
  }

  private void checkHysteresis(String path, boolean isAbove, double enter, @Nullable Double exit) {
    String enterName = isAbove ? "above" : "below";
    String exitName = isAbove ? "exitBelow" : "exitAbove";
    if (!Double.isFinite(enter)) {
      reader.invalid(path + "." + enterName, "expected a finite number, found " + enter);
    } else if (exit != null && !(isAbove ? exit < enter : exit > enter)) {
      reader.invalid(
          path + "." + exitName,
          "expected "
              + exitName
              + " to be "
              + (isAbove ? "less" : "more")
              + " than "
              + enterName
              + ", else the mode flaps; found "
              + exitName
              + " "
              + exit
              + " and "
              + enterName
              + " "
              + enter);
    } else if (exit != null && !Double.isFinite(exit)) {
      reader.invalid(path + "." + exitName, "expected a finite number, found " + exit);
    }
  }

  private int signal(String path, @Nullable String name) {
    String found = reader.required(path, name);
    int index = signals.indexOf(found);
    if (index < 0 && !found.isEmpty()) {
      reader.problem(
          "UnknownSignal",
          path,
          "spec.signals has no signal "
              + found
              + "; it has "
              + (signals.isEmpty() ? "none" : String.join(", ", signals)));
    }
    return Math.max(index, 0);
  }

  private List<Integer> steps(List<Long> declared) {
    List<Long> steps = declared.isEmpty() ? DEFAULT_STEPS : declared;
    reader.atMost("spec.modes.recovery.steps", steps, MOST_STEPS);
    long before = 0;
    for (long step : steps) {
      if (step <= before || step > 100) {
        before = -1;
        break;
      }
      before = step;
    }
    if (before != 100) {
      reader.invalid(
          "spec.modes.recovery.steps",
          "expected percentages that rise and end at 100, found " + steps);
      return List.of(100);
    }
    return steps.stream().map(Math::toIntExact).toList();
  }
}
