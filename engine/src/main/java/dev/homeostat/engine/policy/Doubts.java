package dev.homeostat.engine.policy;

import dev.homeostat.crds.DurationText;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.ModePolicy;
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

  static List<Problem> of(ModePolicy modes, List<KnobPolicy> knobs, Directives directives) {
    List<Problem> doubts = new ArrayList<>(0);
    for (KnobPolicy knob : knobs) {
      ramp(doubts, modes, knob);
    }
    List<Window> windows = directives.schedules();
    for (int i = 0; i < windows.size(); i++) {
      for (int j = i + 1; j < windows.size(); j++) {
        if (windows.get(i).mode() != windows.get(j).mode()
            && overlap(windows.get(i), windows.get(j))) {
          doubts.add(
              new Problem(
                  "SchedulesOverlap",
                  "spec.schedules",
                  "%s and %s ask for two modes at once, and the safer one is taken; move one of them"
                      .formatted(windows.get(i).name(), windows.get(j).name())));
        }
      }
    }
    return doubts;
  }

  /** Protection that is not in place when the dwell ends would never be seen to work. */
  private static void ramp(List<Problem> doubts, ModePolicy modes, KnobPolicy knob) {
    KnobLimits limits = knob.limits();
    double distance = Math.abs(knob.target() - knob.degraded());
    long slewMillis =
        Double.isInfinite(limits.slewPerMilli())
            ? 0
            : (long) Math.ceil(distance / limits.slewPerMilli());
    long rampMillis = Math.max(distance == 0 ? 0 : limits.rampMillis(), slewMillis);
    long dwellMillis = modes.degraded().dwellMillis();
    if (rampMillis > dwellMillis) {
      doubts.add(
          new Problem(
              "RampExceedsDwell",
              "knob " + knob.name(),
              "it takes up to %s to degraded, and modes.degraded.minDwell is %s, so Recovery may begin before it is there; make the ramp shorter or the dwell longer"
                  .formatted(DurationText.format(rampMillis), DurationText.format(dwellMillis))));
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

  private Doubts() {}
}
