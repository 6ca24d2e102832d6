package dev.homeostat.engine.plan;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.crds.OperatingModeStatus.KnobStatus;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.ConditionTimer;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.Ramp;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
    Mode mode = status == null ? null : Notes.mode(status.mode());
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
          found = state.knobs().get(i);
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
    return new WorkloadState(
        realigned(state.mode(), before, now),
        state.decisions(),
        reclaim(now, knobs, leftovers),
        leftovers,
        state.evaluatedMillis(),
        Long.MIN_VALUE,
        state.note(),
        state.problems());
  }

  private static ModeState realigned(ModeState mode, Workload before, Workload now) {
    boolean same = before.modes().enterDegraded().equals(now.modes().enterDegraded());
    return new ModeState(
        mode.mode(),
        mode.sinceMillis(),
        mode.dwelledMillis(),
        Math.min(mode.step(), now.modes().recoverySteps().size() - 1),
        0,
        same ? mode.timers() : newTimers(now));
  }

  /** A field that was a leftover and that the policy names again is a knob's once more. */
  private static List<KnobState> reclaim(
      Workload now, List<KnobState> knobs, List<Held> leftovers) {
    List<KnobState> reclaimed = new ArrayList<>(knobs);
    for (int i = 0; i < knobs.size(); i++) {
      for (Held held : List.copyOf(leftovers)) {
        if (held.claim().equals(now.knobs().get(i).claim())) {
          reclaimed.set(i, knobs.get(i).with(held));
          leftovers.remove(held);
        }
      }
    }
    return reclaimed;
  }

  private static WorkloadState fromStatus(
      Workload workload,
      OperatingModeStatus status,
      Mode mode,
      List<KnobSight> sights,
      long nowMillis) {
    List<KnobState> knobs = new ArrayList<>();
    for (int i = 0; i < workload.knobs().size(); i++) {
      knobs.add(knob(workload.knobs().get(i), status, workload, sights.get(i)));
    }
    List<Held> leftovers = new ArrayList<>();
    for (KnobStatus knob : status.knobs()) {
      Held held = StatusCodec.read(knob.held(), workload.id().namespace());
      if (held != null
          && workload.knobs().stream().noneMatch(k -> k.claim().equals(held.claim()))) {
        leftovers.add(held);
      }
    }
    int lastStep = workload.modes().recoverySteps().size() - 1;
    long step = Math.max(0, Math.min(lastStep, orZero(status.step())));
    ModeState state =
        new ModeState(
            mode,
            millis(status.modeSince(), nowMillis),
            Math.max(0, orZero(status.dwelledMillis())),
            mode == Mode.RECOVERY ? Math.toIntExact(step) : 0,
            0,
            newTimers(workload));
    return new WorkloadState(
        state,
        orZero(status.decision()),
        knobs,
        leftovers,
        nowMillis,
        Long.MIN_VALUE,
        Notes.render(state, knobs),
        List.of());
  }

  private static KnobState knob(
      KnobPolicy policy, OperatingModeStatus status, Workload workload, KnobSight sight) {
    for (KnobStatus knob : status.knobs()) {
      String text = knob.value();
      if (!policy.name().equals(knob.name()) || text == null || Double.isNaN(policy.parse(text))) {
        continue;
      }
      Held held = StatusCodec.read(knob.held(), workload.id().namespace());
      if (held != null && !held.claim().equals(policy.claim())) {
        return KnobState.UNSEEN;
      }
      boolean ours =
          sight instanceof KnobSight.Seen seen && seen.manager().equals(workload.manager());
      double value =
          ours && sight instanceof KnobSight.Seen seen ? seen.value() : policy.parse(text);
      double origin = Objects.requireNonNullElse(knob.origin(), value);
      double goal = Objects.requireNonNullElse(knob.goal(), value);
      Ramp ramp = new Ramp(origin, goal, value).resumedAt(value);
      return new KnobState(
          ramp, Objects.requireNonNullElse(knob.climbFrom(), value), policy.text(value), held);
    }
    return KnobState.UNSEEN;
  }

  private static WorkloadState fromNotes(
      Workload workload, List<KnobSight> sights, long nowMillis) {
    Notes.Parsed found = null;
    List<KnobState> knobs = new ArrayList<>();
    for (int i = 0; i < workload.knobs().size(); i++) {
      KnobPolicy policy = workload.knobs().get(i);
      KnobState knob = KnobState.UNSEEN;
      if (sights.get(i) instanceof KnobSight.Seen seen
          && seen.manager().equals(workload.manager())) {
        Notes.Parsed note = Notes.parse(seen.note());
        ObjectRestore.Before before = note == null ? null : note.of(policy.claim());
        found = note == null ? found : note;
        Held held = before == null ? null : new Held(policy.claim(), seen.uid(), before, true);
        knob = new KnobState(Ramp.at(seen.value()), seen.value(), policy.text(seen.value()), held);
      }
      knobs.add(knob);
    }
    Mode mode = found == null ? Mode.TARGET : found.mode();
    ModeState state =
        new ModeState(
            mode, found == null ? nowMillis : found.sinceMillis(), 0, 0, 0, newTimers(workload));
    return new WorkloadState(
        state,
        0,
        knobs,
        List.of(),
        nowMillis,
        Long.MIN_VALUE,
        Notes.render(state, knobs),
        List.of());
  }

  private static List<ConditionTimer> newTimers(Workload workload) {
    return Collections.nCopies(workload.modes().conditionCount(), ConditionTimer.NEW);
  }

  private static long orZero(@Nullable Long value) {
    return value == null ? 0 : value;
  }

  private static long millis(@Nullable String time, long otherwise) {
    try {
      return time == null ? otherwise : Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  private Adoption() {}
}
