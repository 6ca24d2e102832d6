package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Ramp;
import org.jspecify.annotations.Nullable;

/** Plans one knob: where it should go, how far it gets now, and what is written for it. */
final class KnobPlanner {

  /**
   * What the knobs of one evaluation have in common.
   *
   * @param manager field manager of the owner
   * @param enforce whether anything may be written
   * @param mode the mode now
   * @param percent of the way to Target, in Recovery
   * @param elapsedMillis time that a ramp may use
   * @param mayRise whether a knob may move towards more risk
   */
  record Setting(
      String manager,
      boolean enforce,
      Mode mode,
      int percent,
      long elapsedMillis,
      boolean mayRise) {

    static Setting of(
        Workload workload, boolean enforce, Mode mode, int step, long elapsedMillis, boolean rise) {
      int percent = mode == Mode.RECOVERY ? workload.modes().recoverySteps().get(step) : 100;
      return new Setting(workload.manager(), enforce, mode, percent, elapsedMillis, rise);
    }
  }

  /**
   * The plan of one knob.
   *
   * @param state what to remember
   * @param free whether nothing keeps it from being set
   * @param differs whether the field holds another text than it should
   */
  record Outcome(KnobState state, boolean free, boolean differs) {

    /** A knob that something keeps from being set: it stays where it is. */
    static Outcome barred(KnobState state) {
      return new Outcome(state, false, false);
    }
  }

  /** What keeps a knob from being set; null where nothing does. */
  static @Nullable Problem obstacle(
      KnobPolicy knob, KnobState state, KnobSight sight, String manager, boolean enforce) {
    if (sight instanceof KnobSight.Gone gone) {
      return gone.problem();
    }
    if (sight instanceof KnobSight.Hidden hidden) {
      return hidden.problem();
    }
    KnobSight.Seen seen = (KnobSight.Seen) sight;
    if (!enforce || seen.manager().equals(manager)) {
      return null;
    }
    Held held = holding(state, seen);
    if (held == null) {
      return seen.manager().isEmpty() || knob.takeOver() ? null : conflict(knob, seen);
    }
    return held.isUntouched(seen) || seen.text().equals(state.text())
        ? null
        : changedByOther(knob, seen, state.text());
  }

  /** Whether the field holds what it was last given, and that is where it was sent. */
  static boolean isConfirmed(KnobPolicy knob, KnobState state, KnobSight sight, boolean enforce) {
    if (state.unseen() || !state.ramp().arrived(knob.limits())) {
      return false;
    }
    return !enforce || (sight instanceof KnobSight.Seen seen && seen.text().equals(state.text()));
  }

  /** Plans a knob that nothing keeps from being set. */
  static Outcome plan(KnobPolicy knob, KnobState state, KnobSight.Seen seen, Setting setting) {
    boolean ours = seen.manager().equals(setting.manager());
    Held held = holding(state, seen);
    boolean fromLive = state.unseen() || (setting.enforce() && held == null);
    Ramp from = fromLive ? Ramp.at(knob.limits().clamp(seen.value())) : state.ramp();
    double climbFrom = fromLive ? from.value() : state.climbFrom();
    Ramp ramp = move(knob, from, goal(knob, climbFrom, setting), setting);
    String text =
        ramp.value() == state.ramp().value() && !state.unseen()
            ? state.text()
            : knob.text(ramp.value());
    boolean differs = !text.equals(seen.text());
    Held next = held;
    if (setting.enforce()) {
      if (held == null && (differs || ours)) {
        next = taken(knob, seen, ours);
      } else if (held != null && ours) {
        next = held.withLanded();
      }
    }
    return new Outcome(new KnobState(ramp, climbFrom, text, next), true, differs);
  }

  private static @Nullable Held holding(KnobState state, KnobSight.Seen seen) {
    Held held = state.held();
    return held != null && held.uid().equals(seen.uid()) ? held : null;
  }

  /**
   * A field that carries our name though nothing is remembered of it: what it held before is not
   * known any more, and Target's value is what the owner declared as normal.
   */
  private static Held taken(KnobPolicy knob, KnobSight.Seen seen, boolean ours) {
    ObjectRestore.Before before =
        ours
            ? new ObjectRestore.Before(knob.text(knob.target()), seen.manager())
            : new ObjectRestore.Before(seen.text(), seen.manager());
    return new Held(knob.claim(), seen.uid(), before, ours);
  }

  private static double goal(KnobPolicy knob, double climbFrom, Setting setting) {
    double goal =
        switch (setting.mode()) {
          case TARGET -> knob.target();
          case DEGRADED -> knob.degraded();
          case RECOVERY -> climbFrom + (knob.target() - climbFrom) * setting.percent() / 100;
        };
    double rounded = knob.limits().saferDirection().round(goal, knob.quantum());
    return knob.limits().clamp(rounded);
  }

  /** A protective motion starts at once; one towards more risk an interval later. */
  private static Ramp move(KnobPolicy knob, Ramp from, double goal, Setting setting) {
    Ramp ramp = from.towards(goal);
    boolean riskier = knob.limits().saferDirection().isRiskier(from.value(), goal);
    boolean instant = knob.limits().rampMillis() == 0;
    boolean startsNow = ramp.goal() != from.goal();
    long elapsedMillis = startsNow && riskier && !instant ? 0 : setting.elapsedMillis();
    return ramp.advance(knob.limits(), elapsedMillis, setting.mayRise());
  }

  private static Problem conflict(KnobPolicy knob, KnobSight.Seen seen) {
    return new Problem(
        "Conflict",
        "knob " + knob.name(),
        knob.claim()
            + " was set by "
            + seen.manager()
            + "; set takeOver: true on the knob, or take the value out of what "
            + seen.manager()
            + " applies");
  }

  private static Problem changedByOther(KnobPolicy knob, KnobSight.Seen seen, String text) {
    return new Problem(
        "ChangedByOther",
        "knob " + knob.name(),
        knob.claim()
            + " holds "
            + seen.text()
            + ", set by "
            + (seen.manager().isEmpty() ? "somebody else" : seen.manager())
            + " after it was set to "
            + text
            + "; set it back to "
            + text
            + " to hand it back, or remove the knob");
  }

  private KnobPlanner() {}
}
