package dev.homeostat.engine.policy;

import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.modes.BackOff;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModePolicy;
import dev.homeostat.modes.Stay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks and decodes when an OperatingMode changes its mode. */
final class ModesCompiler {

  private static final String DEFAULT_DWELL = "10m";
  private static final String DEFAULT_HOLD = "5m";
  private static final String DEFAULT_WINDOW = "30m";
  private static final String DEFAULT_CAP = "1h";
  private static final String DEFAULT_DECAY = "1h";
  private static final List<Long> DEFAULT_STEPS = List.of(1L, 10L, 50L, 100L);
  private static final int MOST_STEPS = 10;

  private final SpecReader reader;
  private final ClauseCompiler clauses;

  ModesCompiler(SpecReader reader, ClauseCompiler clauses) {
    this.reader = reader;
    this.clauses = clauses;
  }

  /** The mode policy, or null where the spec does not give one. */
  @Nullable ModePolicy compile(OperatingModeSpec.@Nullable Modes modes, long intervalMillis) {
    if (modes == null || modes.degraded() == null) {
      reader.invalid("spec.modes.degraded", "required: when the workload is moved to Degraded");
      return null;
    }
    int before = reader.problems().size();
    OperatingModeSpec.ProtectiveMode degraded = modes.degraded();
    OperatingModeSpec.ProtectiveMode floor = modes.floor();
    List<Clause> all =
        new ArrayList<>(
            clauses.compile("spec.modes.degraded.enter", degraded.enter(), Mode.DEGRADED, false));
    if (degraded.enter().isEmpty()) {
      reader.invalid(
          "spec.modes.degraded.enter",
          "required: at least one clause that moves the workload to Degraded");
    }
    if (!degraded.emergency().isEmpty()) {
      reader.invalid("spec.modes.degraded.emergency", "only Floor is entered in an emergency");
    }
    if (floor != null) {
      all.addAll(clauses.compile("spec.modes.floor.enter", floor.enter(), Mode.FLOOR, false));
      all.addAll(
          clauses.compile("spec.modes.floor.emergency", floor.emergency(), Mode.FLOOR, true));
    }
    Stay degradedStay = stay("spec.modes.degraded", degraded);
    Stay floorStay = floor == null ? Stay.NONE : stay("spec.modes.floor", floor);
    OperatingModeSpec.RecoveryMode recovery =
        modes.recovery() == null
            ? new OperatingModeSpec.RecoveryMode(
                List.of(), null, null, null, null, List.of(), List.of(), List.of(), List.of())
            : modes.recovery();
    Stay recoveryStay =
        new Stay(
            0,
            optional("spec.modes.recovery.cooldown", recovery.cooldown()),
            optional("spec.modes.recovery.maxTimeInMode", recovery.maxTimeInMode()));
    List<Integer> steps = steps(recovery.steps());
    long holdMillis = reader.duration("spec.modes.recovery.hold", recovery.hold(), DEFAULT_HOLD);
    BackOff backOff = backOff(recovery.backOff());
    return reader.problems().size() > before
        ? null
        : new ModePolicy(
            all,
            degradedStay,
            floorStay,
            recoveryStay,
            new ModePolicy.Climb(steps, holdMillis),
            backOff,
            intervalMillis);
  }

  private Stay stay(String path, OperatingModeSpec.ProtectiveMode mode) {
    return new Stay(
        reader.duration(path + ".minDwell", mode.minDwell(), DEFAULT_DWELL),
        optional(path + ".cooldown", mode.cooldown()),
        optional(path + ".maxTimeInMode", mode.maxTimeInMode()));
  }

  private BackOff backOff(OperatingModeSpec.@Nullable BackOff backOff) {
    String path = "spec.modes.recovery.backOff";
    return new BackOff(
        reader.duration(
            path + ".window", backOff == null ? null : backOff.window(), DEFAULT_WINDOW),
        reader.duration(path + ".cap", backOff == null ? null : backOff.cap(), DEFAULT_CAP),
        reader.duration(path + ".decay", backOff == null ? null : backOff.decay(), DEFAULT_DECAY));
  }

  /** A duration; 0 where there is none. */
  private long optional(String path, @Nullable String duration) {
    return duration == null ? 0 : reader.duration(path, duration, "");
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
