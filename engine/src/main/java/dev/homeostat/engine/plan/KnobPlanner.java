package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Ramp;
import java.util.Map;
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
   * @param complete whether every signal is there
   * @param writable whether nothing keeps any knob from being set, and no write failed
   * @param ceiling values by knob that none may be riskier than, as they are spelled
   */
  record Setting(
      String manager,
      boolean enforce,
      Mode mode,
      int percent,
      long elapsedMillis,
      boolean complete,
      boolean writable,
      Map<String, String> ceiling) {

    LoopDrive.Advance advance(KnobPolicy knob, boolean mayRise) {
      boolean bounded = mode != Mode.TARGET || !Double.isNaN(most(knob));
      return new LoopDrive.Advance(bounded, elapsedMillis, mayRise);
    }

    /** The riskiest value of the settings that are held; NaN where none are. */
    double most(KnobPolicy knob) {
      String text = ceiling.get(knob.name());
      return text == null ? Double.NaN : knob.limits().clamp(knob.valueOf(text));
    }

    static int percent(Workload workload, Mode mode, int step) {
      return mode == Mode.RECOVERY ? workload.modes().climb().steps().get(step) : 100;
    }
  }

  /**
   * The plan of one knob.
   *
   * @param state what to remember
   * @param free whether nothing keeps it from being set
   * @param differs whether the field holds another value than it should
   * @param protects whether the field holds a riskier value than it should
   */
  record Outcome(KnobState state, boolean free, boolean differs, boolean protects) {

    /** A knob that something keeps from being set: it stays where it is. */
    static Outcome barred(KnobState state) {
      return new Outcome(state, false, false, false);
    }
  }

  /**
   * Where a motion begins.
   *
   * @param ramp the motion so far
   * @param climbFrom value from which Recovery's percentages run
   * @param mayRise whether it may go towards more risk
   */
  private record Start(Ramp ramp, double climbFrom, boolean mayRise) {}

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
    if (seen.barrier() != null) {
      return seen.barrier();
    }
    boolean ours = enforce && seen.manager().equals(manager);
    boolean garbled = Double.isNaN(seen.value());
    if (ours) {
      // A text of our own that the knob's new format does not fit is written anew.
      return garbled && state.unseen() ? unreadable(knob, seen) : null;
    }
    Held held = enforce ? holding(state, seen, false) : null;
    if (held != null && !held.isUntouched(seen) && !holds(knob, seen, state.text())) {
      return changedByOther(knob, seen, state.text());
    }
    if (garbled) {
      return unreadable(knob, seen);
    }
    boolean mayTake = held != null || seen.manager().isEmpty() || knob.takeOver();
    return mayTake || !enforce ? null : conflict(knob, seen);
  }

  /** Whether the field holds what it was last given, and that is where it was sent. */
  static boolean isConfirmed(KnobPolicy knob, KnobState state, KnobSight sight, boolean enforce) {
    if (state.unseen() || !state.ramp().arrived(knob.limits())) {
      return false;
    }
    return !enforce || (sight instanceof KnobSight.Seen seen && holds(knob, seen, state.text()));
  }

  /** Plans a knob that nothing keeps from being set. */
  static Outcome plan(
      KnobPolicy knob, KnobState state, KnobSight.Seen seen, Setting setting, LoopDrive loop) {
    boolean ours = seen.manager().equals(setting.manager());
    Held held = holding(state, seen, ours);
    Start start = start(knob, state, seen, held, setting);
    Ramp from = bounded(knob.limits(), start);
    double goal = goal(knob, loop, start.climbFrom(), setting);
    Ramp ramp =
        loop.drives()
            ? loop.move(knob.limits(), from, goal, setting.advance(knob, start.mayRise()))
            : move(knob, from, goal, setting, start.mayRise());
    boolean differs = !knob.isSame(ramp.value(), seen.value());
    String text = differs ? knob.text(ramp.value()) : seen.text();
    Held next = state.held();
    if (setting.enforce()) {
      next = held == null ? (differs || ours ? taken(knob, seen, ours) : null) : held;
      next = next != null && ours ? next.withLanded(true) : next;
    }
    boolean protects =
        differs && knob.limits().saferDirection().isRiskier(ramp.value(), seen.value());
    return new Outcome(new KnobState(ramp, start.climbFrom(), text, next), true, differs, protects);
  }

  private static @Nullable Held holding(KnobState state, KnobSight.Seen seen, boolean ours) {
    Held held = state.held();
    if (held == null || !held.uid().equals(seen.uid())) {
      return null;
    }
    // Of a knob that was never seen nobody knows what it was set to, so it cannot be told whether
    // somebody changed it: it is taken over anew, or not at all.
    return ours || !state.unseen() || held.isUntouched(seen) ? held : null;
  }

  /**
   * A knob goes on from where it is. A write that did not land, or a restart, leaves its field
   * elsewhere than was planned: it goes on from there, so that time without writes is not caught up
   * with a leap; and towards more risk only while every signal is there.
   */
  private static Start start(
      KnobPolicy knob, KnobState state, KnobSight.Seen seen, @Nullable Held held, Setting setting) {
    boolean mayRise = setting.complete() && setting.writable();
    boolean elsewhere = setting.enforce() && !state.unseen() && !holds(knob, seen, state.text());
    if (state.unseen() || (elsewhere && held == null)) {
      return new Start(Ramp.at(seen.value()), knob.limits().clamp(seen.value()), mayRise);
    }
    if (elsewhere) {
      Ramp resumed =
          Double.isNaN(seen.value()) ? state.ramp() : state.ramp().resumedAt(seen.value());
      return new Start(resumed, state.climbFrom(), setting.complete());
    }
    return new Start(state.ramp(), state.climbFrom(), mayRise);
  }

  /** Bounds hold at once, whatever the ramp; but no knob is raised into them blindly. */
  private static Ramp bounded(KnobLimits limits, Start start) {
    Ramp ramp = start.ramp();
    double inside = limits.clamp(ramp.value());
    boolean riskier = limits.saferDirection().isRiskier(ramp.value(), inside);
    return inside == ramp.value() || (riskier && !start.mayRise())
        ? ramp
        : new Ramp(inside, ramp.goal(), inside);
  }

  /** Whether the field holds a text, or another spelling of its value. */
  private static boolean holds(KnobPolicy knob, KnobSight.Seen seen, String text) {
    return seen.text().equals(text) || knob.parse(text) == seen.value();
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

  /** Where the mode sends a knob, and no further than the settings that are held. */
  private static double goal(KnobPolicy knob, LoopDrive loop, double climbFrom, Setting setting) {
    double target = loop.target(knob.limits(), knob.target());
    double goal = wished(knob, target, climbFrom, setting.mode(), setting.percent());
    double most = setting.most(knob);
    return knob.limits().saferDirection().isRiskier(most, goal) ? most : goal;
  }

  /** Where a mode sends a knob whose setting in Target may be another than was declared. */
  static double wished(KnobPolicy knob, double target, double climbFrom, Mode mode, int percent) {
    return switch (mode) {
      case TARGET -> target;
      case DEGRADED -> knob.degraded();
      case FLOOR -> knob.floor();
      case RECOVERY -> {
        if (knob.kind().isWord() && percent < 100) {
          yield knob.limits().clamp(climbFrom);
        }
        double goal = climbFrom + (target - climbFrom) * percent / 100;
        yield knob.limits().clamp(knob.rounded(goal));
      }
    };
  }

  /** A protective motion starts at once; one towards more risk an interval later. */
  private static Ramp move(
      KnobPolicy knob, Ramp from, double goal, Setting setting, boolean mayRise) {
    Ramp ramp = from.towards(goal);
    boolean riskier = knob.limits().saferDirection().isRiskier(from.value(), goal);
    boolean instant = knob.limits().rampMillis() == 0;
    boolean startsNow = ramp.goal() != from.goal();
    long elapsedMillis = startsNow && riskier && !instant ? 0 : setting.elapsedMillis();
    return ramp.advance(knob.limits(), elapsedMillis, mayRise);
  }

  private static Problem unreadable(KnobPolicy knob, KnobSight.Seen seen) {
    String form = knob.format().equals(KnobPolicy.PLACEHOLDER) ? "" : " as " + knob.format();
    return new Problem(
        "KnobUnreadable",
        "knob " + knob.name(),
        "expected %s%s in %s, found %s; write one there"
            .formatted(knob.example(), form, knob.claim(), quoted(seen.text())));
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
            + quoted(seen.text())
            + ", set by "
            + (seen.manager().isEmpty() ? "somebody else" : seen.manager())
            + " after it was set to "
            + text
            + "; set it back to "
            + text
            + " to hand it back, or remove the knob");
  }

  /** On one line and short, whatever somebody wrote there. */
  private static String quoted(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}", " ");
    return line.length() <= 40 ? "\"" + line + "\"" : "\"" + line.substring(0, 40) + "...\"";
  }

  private KnobPlanner() {}
}
