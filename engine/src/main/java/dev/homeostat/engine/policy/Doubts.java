package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeSpec;
import dev.homeostat.engine.policy.SignalPolicy.TimeToExhaustion;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModePolicy;
import dev.homeostat.modes.Stay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a resource says that does not go well together. It is done all the same, on the safer side,
 * and told with what would mend it.
 */
final class Doubts {

  /** A leap year that begins with a Saturday: every day of month and of week comes up. */
  private static final long YEAR_BEGIN_MILLIS =
      Instant.parse("2028-01-01T00:00:00Z").toEpochMilli();

  private static final long YEAR_MILLIS = 366L * 24 * 3_600_000;
  private static final int MOST_BEGINNINGS = 400;

  private final OperatingModeSpec spec;
  private final ModePolicy modes;
  private final List<SignalPolicy> signals;
  private final List<Problem> found = new ArrayList<>(0);

  private Doubts(OperatingModeSpec spec, ModePolicy modes, List<SignalPolicy> signals) {
    this.spec = spec;
    this.modes = modes;
    this.signals = signals;
  }

  /** Those of a resource without a problem, each with the path of its spec. */
  static List<Problem> of(
      OperatingModeSpec spec,
      ModePolicy modes,
      List<SignalPolicy> signals,
      List<KnobPolicy> knobs,
      Directives directives) {
    Doubts doubts = new Doubts(spec, modes, signals);
    doubts.ramps(knobs);
    doubts.exits();
    doubts.schedules(directives.schedules());
    return doubts.found;
  }

  /** A knob that several objects hold is told once. */
  private void ramps(List<KnobPolicy> knobs) {
    for (int i = 0; i < spec.knobs().size(); i++) {
      String name = spec.knobs().get(i).name();
      for (KnobPolicy knob : knobs) {
        if (knob.declared().equals(name)) {
          ramp("spec.knobs[" + i + "]", knob);
          break;
        }
      }
    }
  }

  /** Protection that is not in place when the dwell ends would never be seen to work. */
  private void ramp(String path, KnobPolicy knob) {
    KnobLimits limits = knob.limits();
    double distance = Math.abs(knob.target() - knob.degraded());
    long slewMillis =
        Double.isInfinite(limits.slewPerMilli())
            ? 0
            : (long) Math.ceil(distance / limits.slewPerMilli());
    long rampMillis = Math.max(distance == 0 ? 0 : limits.rampMillis(), slewMillis);
    long dwellMillis = modes.degraded().dwellMillis();
    if (rampMillis > dwellMillis) {
      found.add(
          new Problem(
              "RampExceedsDwell",
              path + ".ramp",
              "it takes up to %s to degraded, and modes.degraded.minDwell is %s, so Recovery may begin before it is there; make the ramp shorter or the dwell longer"
                  .formatted(DurationText.format(rampMillis), DurationText.format(dwellMillis))));
    }
  }

  private void exits() {
    int degraded = 0;
    int floor = 0;
    int emergency = 0;
    for (Clause clause : modes.clauses()) {
      if (clause.enters() == Mode.DEGRADED) {
        exit("spec.modes.degraded.enter[" + degraded++ + "]", clause, modes.degraded());
      } else if (clause.emergency()) {
        exit("spec.modes.floor.emergency[" + emergency++ + "]", clause, modes.floor());
      } else {
        exit("spec.modes.floor.enter[" + floor++ + "]", clause, modes.floor());
      }
    }
  }

  /** The first of its exits that is passed ends a clause, so the soonest of them counts. */
  private void exit(String path, Clause clause, Stay stay) {
    List<Condition> exits = clause.conditions().stream().filter(Condition::hasExit).toList();
    if (exits.stream().allMatch(exit -> measure(exit) instanceof TimeToExhaustion)) {
      found.add(
          new Problem(
              "ExitWaitsForBudget",
              path,
              "once the budget is spent, nothing but its old errors leaving the period ends this,"
                  + " however well the service is; add a condition on a burn rate with an"
                  + " exitBelow"));
      return;
    }
    long windowMillis =
        exits.stream().mapToLong(exit -> SignalPolicy.windowMillis(measure(exit))).min().orElse(0);
    if (windowMillis > stay.dwellMillis()) {
      found.add(
          new Problem(
              "ExitExceedsDwell",
              path,
              "its exit reads a window of %s, and minDwell is %s: a short outage keeps the mode until it has left the window; give a condition on a shorter window the exit, or make the dwell longer"
                  .formatted(
                      DurationText.format(windowMillis), DurationText.format(stay.dwellMillis()))));
    }
  }

  private SignalPolicy.Measure measure(Condition condition) {
    return signals.get(condition.signal()).measure();
  }

  private void schedules(List<Window> windows) {
    for (int i = 0; i < windows.size(); i++) {
      for (int j = i + 1; j < windows.size(); j++) {
        if (windows.get(i).mode() != windows.get(j).mode()
            && overlap(windows.get(i), windows.get(j))) {
          found.add(
              new Problem(
                  "SchedulesOverlap",
                  "spec.schedules[" + j + "]",
                  "%s and %s ask for two modes at once, and the safer one is taken; move one of them"
                      .formatted(windows.get(i).name(), windows.get(j).name())));
        }
      }
    }
  }

  /** Whether one begins while the other is open, within a year; the rarer one is followed. */
  private static boolean overlap(Window one, Window other) {
    return beginsIn(one, other) || beginsIn(other, one);
  }

  private static boolean beginsIn(Window one, Window other) {
    long atMillis = YEAR_BEGIN_MILLIS;
    for (int i = 0; i < MOST_BEGINNINGS; i++) {
      atMillis = one.next(atMillis);
      if (atMillis < 0 || atMillis > YEAR_BEGIN_MILLIS + YEAR_MILLIS) {
        return false;
      }
      if (other.isOpen(atMillis)) {
        return true;
      }
    }
    return false;
  }
}
