package dev.homeostat.engine.plan;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.crds.OperatingModeStatus.KnobStatus;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.modes.ConditionTimer;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.Ramp;
import dev.homeostat.modes.Waits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a workload is: after a restart from its status, with the status wiped from the
 * notes on its objects, and after a change of its policy from the state before.
 *
 * <p>Waits start anew or go on from what was saved; they may get longer, never shorter.
 */
public final class Adoption {

  /** The state after a restart. */
  public static WorkloadState restarted(
      Workload workload,
      @Nullable OperatingModeStatus status,
      List<KnobSight> sights,
      long nowMillis) {
    Mode mode = status == null ? null : Mode.ofWord(status.mode());
    return status == null || mode == null
        ? fromNotes(workload, sights, nowMillis)
        : fromStatus(workload, status, mode, sights, nowMillis);
  }

  /**
   * The state under a new policy. Knobs keep their motion by name; a field that the new policy does
   * not name becomes a leftover.
   */
  public static WorkloadState realigned(WorkloadState state, Workload before, Workload now) {
    List<KnobState> knobs = new ArrayList<>();
    List<Held> leftovers = new ArrayList<>(state.leftovers());
    for (KnobPolicy knob : now.knobs()) {
      KnobState found = KnobState.UNSEEN;
      for (int i = 0; i < before.knobs().size(); i++) {
        if (before.knobs().get(i).claim().equals(knob.claim())
            && before.knobs().get(i).kind() == knob.kind()) {
          found = state.knobs().get(i).as(knob);
        }
      }
      knobs.add(found);
    }
    for (KnobState knob : state.knobs()) {
      Held held = knob.held();
      boolean kept =
          held == null || now.knobs().stream().anyMatch(k -> k.claim().equals(held.claim()));
      if (!kept) {
        leftovers.add(held);
      }
    }
    for (int i = 0; i < knobs.size(); i++) {
      Held held = reclaimed(now.knobs().get(i).claim(), leftovers);
      knobs.set(i, held == null ? knobs.get(i) : knobs.get(i).with(held));
    }
    return new WorkloadState(
        realigned(state.mode(), before, now),
        state.decisions(),
        knobs,
        leftovers,
        state.evaluatedMillis(),
        Long.MIN_VALUE,
        state.note(),
        state.problems(),
        state.waitsFor(),
        state.journal(),
        state.settings().realigned(before, now),
        loops(state, before, now),
        state.outstanding());
  }

  /** Loops go on by name where nothing of them has changed; the others begin from their knob. */
  private static List<LoopState> loops(WorkloadState state, Workload before, Workload now) {
    List<LoopState> loops = new ArrayList<>(now.loops().all().size());
    for (LoopPolicy loop : now.loops().all()) {
      LoopState found = LoopState.NEW;
      for (int i = 0; i < before.loops().all().size(); i++) {
        LoopPolicy old = before.loops().all().get(i);
        if (old.name().equals(loop.name())) {
          boolean same = old.equals(loop) && before.loops().equals(now.loops());
          found = same ? state.loops().get(i) : state.loops().get(i).under(old, loop);
        }
      }
      loops.add(found);
    }
    return loops;
  }

  private static ModeState realigned(ModeState mode, Workload before, Workload now) {
    if (before.modes().equals(now.modes())) {
      return mode;
    }
    boolean same = before.modes().clauses().equals(now.modes().clauses());
    return new ModeState(
        mode.mode(),
        mode.sinceMillis(),
        mode.dwelledMillis(),
        sameStep(mode.step(), before.modes().climb().steps(), now.modes().climb().steps()),
        newHold(mode.mode()),
        same ? mode.timers() : newTimers(now),
        mode.waits(),
        mode.overridden());
  }

  /** The last of the new steps that leads no further than the old one; else the first. */
  private static int sameStep(int step, List<Integer> before, List<Integer> now) {
    int same = 0;
    for (int i = 0; i < now.size() && now.get(i) <= before.get(step); i++) {
      same = i;
    }
    return same;
  }

  /**
   * The state once it is known who owns what: a field that we hold and another owns is given back
   * like one that the policy no longer names, and taken up again if it is ours once more.
   *
   * @param owned whether a field is ours to set
   */
  public static WorkloadState settled(
      WorkloadState state, Workload workload, Predicate<Claim> owned) {
    List<KnobState> knobs = new ArrayList<>(state.knobs());
    List<Held> leftovers = new ArrayList<>(state.leftovers());
    for (int i = 0; i < knobs.size(); i++) {
      Claim claim = workload.knobs().get(i).claim();
      Held held = knobs.get(i).held();
      if (held != null && !owned.test(claim)) {
        leftovers.add(held);
        knobs.set(i, KnobState.UNSEEN);
      } else if (held == null && owned.test(claim)) {
        knobs.set(i, knobs.get(i).with(reclaimed(claim, leftovers)));
      }
    }
    return leftovers.equals(state.leftovers()) ? state : state.with(knobs, leftovers);
  }

  /** Takes a field out of the leftovers; null where it is none. */
  private static @Nullable Held reclaimed(Claim claim, List<Held> leftovers) {
    for (Held held : leftovers) {
      if (held.claim().equals(claim)) {
        leftovers.remove(held);
        return held;
      }
    }
    return null;
  }

  private static WorkloadState fromStatus(
      Workload workload,
      OperatingModeStatus status,
      Mode mode,
      List<KnobSight> sights,
      long nowMillis) {
    List<Held> leftovers = new ArrayList<>();
    for (KnobStatus knob : status.knobs()) {
      Held held = StatusCodec.read(knob.held(), workload.id().namespace());
      if (held != null) {
        leftovers.add(held);
      }
    }
    List<KnobState> knobs = new ArrayList<>();
    for (int i = 0; i < workload.knobs().size(); i++) {
      KnobPolicy policy = workload.knobs().get(i);
      Held held = reclaimed(policy.claim(), leftovers);
      if (held == null) {
        held = fromNote(policy, workload, sights.get(i));
      }
      knobs.add(knob(policy, status, held));
    }
    int lastStep = workload.modes().climb().steps().size() - 1;
    long step = Math.max(0, Math.min(lastStep, orZero(status.step())));
    ModeState state =
        new ModeState(
            mode,
            StatusCodec.millis(status.modeSince(), nowMillis),
            Math.max(0, orZero(status.dwelledMillis())),
            mode == Mode.RECOVERY ? Math.toIntExact(step) : 0,
            newHold(mode),
            newTimers(workload),
            StatusCodec.read(status.waits()),
            Boolean.TRUE.equals(status.overridden()));
    Settings settings = SettingsCodec.read(status.settings(), workload);
    return new WorkloadState(
        state,
        orZero(status.decision()),
        knobs,
        leftovers,
        nowMillis,
        Long.MIN_VALUE,
        Notes.render(state, knobs, settings),
        List.of(),
        List.of(),
        StatusCodec.moves(status.journal()),
        settings,
        LoopCodec.read(workload, status.loops()),
        StatusCodec.outstanding(status));
  }

  /** By the field that is held, since a knob may have got another name; else by its name. */
  private static KnobState knob(
      KnobPolicy policy, OperatingModeStatus status, @Nullable Held held) {
    for (KnobStatus knob : status.knobs()) {
      Held holding = StatusCodec.read(knob.held(), policy.claim().object().namespace());
      boolean same =
          holding == null
              ? policy.name().equals(knob.name())
              : policy.claim().equals(holding.claim());
      Double origin = knob.origin();
      Double goal = knob.goal();
      if (!same || knob.value() == null || origin == null || goal == null) {
        continue;
      }
      double value = policy.parse(knob.value());
      if (Double.isNaN(value)) {
        // The format is another than when it was saved, and only the ends of the ramp are known.
        value = policy.limits().saferDirection().isRiskier(origin, goal) ? origin : goal;
      }
      double climbFrom = Objects.requireNonNullElse(knob.climbFrom(), value);
      return new KnobState(new Ramp(origin, goal, value), climbFrom, policy.text(value), held);
    }
    return KnobState.UNSEEN.with(held);
  }

  private static WorkloadState fromNotes(
      Workload workload, List<KnobSight> sights, long nowMillis) {
    Notes.Parsed found = null;
    boolean lost = false;
    List<KnobState> knobs = new ArrayList<>();
    for (int i = 0; i < workload.knobs().size(); i++) {
      KnobPolicy policy = workload.knobs().get(i);
      KnobState knob = KnobState.UNSEEN;
      Notes.Parsed note = note(workload, sights.get(i));
      if (sights.get(i) instanceof KnobSight.Seen seen
          && seen.manager().equals(workload.manager())) {
        found = note == null ? found : note.orSafer(found);
        lost |= note == null && seen.value() != policy.target();
        Held held = fromNote(policy, workload, seen);
        double from = note == null ? seen.value() : note.climbFrom(policy.claim(), seen.value());
        knob =
            Double.isNaN(seen.value())
                ? KnobState.UNSEEN.with(held)
                : new KnobState(Ramp.at(seen.value()), from, seen.text(), held);
      }
      knobs.add(knob);
    }
    // A knob of ours away from Target, with nothing that tells why, is not raised on a guess.
    Mode mode = found != null ? found.mode() : lost ? Mode.DEGRADED : Mode.TARGET;
    int lastStep = workload.modes().climb().steps().size() - 1;
    int step = found != null && mode == Mode.RECOVERY ? Math.min(found.step(), lastStep) : 0;
    long sinceMillis = found == null ? nowMillis : found.sinceMillis();
    ModeState state =
        new ModeState(
            mode, sinceMillis, 0, step, newHold(mode), newTimers(workload), Waits.NEW, false);
    Settings settings = found == null ? Settings.NONE : found.settings(workload);
    return new WorkloadState(
        state,
        0,
        knobs,
        List.of(),
        nowMillis,
        Long.MIN_VALUE,
        Notes.render(state, knobs, settings),
        List.of(),
        List.of(),
        List.of(),
        settings,
        LoopCodec.read(workload, List.of()),
        Outstanding.NONE);
  }

  private static Notes.@Nullable Parsed note(Workload workload, KnobSight sight) {
    return sight instanceof KnobSight.Seen seen && seen.manager().equals(workload.manager())
        ? Notes.parse(seen.note())
        : null;
  }

  /** A field that carries our name, and what our note says that it held before. */
  private static @Nullable Held fromNote(KnobPolicy policy, Workload workload, KnobSight sight) {
    Notes.Parsed note = note(workload, sight);
    ObjectRestore.Before before = note == null ? null : note.of(policy.claim());
    return before != null && sight instanceof KnobSight.Seen seen
        ? new Held(policy.claim(), seen.uid(), before, true)
        : null;
  }

  /** A step's hold begins at the next evaluation: what passed before it was seen by nobody. */
  private static long newHold(Mode mode) {
    return mode == Mode.RECOVERY ? ConditionTimer.NOT_HOLDING : 0;
  }

  private static List<ConditionTimer> newTimers(Workload workload) {
    return Collections.nCopies(workload.modes().conditionCount(), ConditionTimer.NEW);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private Adoption() {}
}
