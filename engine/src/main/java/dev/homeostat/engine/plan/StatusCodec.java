package dev.homeostat.engine.plan;

import dev.homeostat.crds.ActionStatus;
import dev.homeostat.crds.DurationText;
import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.crds.OperatingModeStatus.HeldField;
import dev.homeostat.crds.OperatingModeStatus.KnobStatus;
import dev.homeostat.crds.OperatingModeStatus.MoveStatus;
import dev.homeostat.crds.OperatingModeStatus.WaitsStatus;
import dev.homeostat.engine.policy.ActionPolicy;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.ModeEffects;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Waits;
import dev.homeostat.slo.Guarantee;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what must outlive a restart into a status, and reads the fields still held back from it.
 */
public final class StatusCodec {

  private static final String READY = "Ready";
  private static final String TOO_LONG = "TooLong";
  private static final String SOUND = "Sound";
  private static final int LONGEST_TEXT = 1024;

  /**
   * The status of a workload.
   *
   * @param enforcing whether anything is written
   * @param before the status saved last; null where there is none
   */
  public static OperatingModeStatus write(
      Workload workload,
      WorkloadState state,
      boolean enforcing,
      @Nullable OperatingModeStatus before) {
    List<KnobStatus> knobs = new ArrayList<>();
    for (int i = 0; i < state.knobs().size(); i++) {
      KnobState knob = state.knobs().get(i);
      if (!knob.unseen()) {
        knobs.add(
            new KnobStatus(
                workload.knobs().get(i).name(),
                knob.text(),
                knob.ramp().origin(),
                knob.ramp().goal(),
                knob.climbFrom(),
                write(knob.held())));
      }
    }
    for (Held held : state.leftovers()) {
      knobs.add(new KnobStatus("", null, null, null, null, write(held)));
    }
    return new OperatingModeStatus(
        null,
        state.mode().mode().word(),
        Instant.ofEpochMilli(state.mode().sinceMillis()).toString(),
        state.mode().dwelledMillis(),
        (long) state.mode().step(),
        write(state.mode().waits(), state.outstanding().settlingMillis()),
        state.mode().overridden() ? true : null,
        state.decisions(),
        state.waitsFor().isEmpty() ? null : String.join("; ", state.waitsFor()),
        enforcing ? null : wouldBe(workload, state),
        guarantee(workload, state),
        state.outstanding().actions().stream().map(StatusCodec::write).toList(),
        state.journal().stream().map(StatusCodec::write).toList(),
        knobs,
        SettingsCodec.write(state.settings()),
        LoopCodec.write(workload, state),
        conditions(workload, state, before));
  }

  /** The status of a resource of which nothing is remembered. */
  public static OperatingModeStatus nothing() {
    return new OperatingModeStatus(
        null, null, null, null, null, null, null, null, null, null, null, List.of(), List.of(),
        List.of(), null, List.of(), List.of());
  }

  /** The mode, and where each knob would be sent in it; cut where it is long. */
  private static String wouldBe(Workload workload, WorkloadState state) {
    StringBuilder text = new StringBuilder(state.mode().mode().word());
    String between = ": ";
    for (int i = 0; i < state.knobs().size(); i++) {
      KnobState knob = state.knobs().get(i);
      if (!knob.unseen()) {
        KnobPolicy policy = workload.knobs().get(i);
        text.append(between).append(policy.name()).append('=');
        text.append(policy.text(knob.ramp().goal()));
        between = ", ";
      }
    }
    for (ActionPolicy action :
        workload.effects().actions(state.mode().mode(), ActionPolicy.Phase.ENTRY)) {
      text.append("; would do ").append(action.name());
    }
    return text.length() <= LONGEST_TEXT ? text.toString() : text.substring(0, LONGEST_TEXT);
  }

  private static MoveStatus write(PastMove move) {
    return new MoveStatus(
        Instant.ofEpochMilli(move.atMillis()).toString(),
        move.number(),
        move.from().word(),
        move.to().word(),
        move.why());
  }

  /** The moves that a status remembers; without those that it does not hold whole. */
  static List<PastMove> moves(List<MoveStatus> journal) {
    List<PastMove> moves = new ArrayList<>(journal.size());
    for (MoveStatus move : journal) {
      Mode from = Mode.ofWord(move.from());
      Mode to = Mode.ofWord(move.to());
      long atMillis = millis(move.at(), Long.MIN_VALUE);
      if (from != null && to != null && atMillis != Long.MIN_VALUE) {
        String why = Objects.requireNonNullElse(move.why(), "");
        moves.add(new PastMove(atMillis, orElse(move.decision(), 0), from, to, why));
      }
    }
    return moves;
  }

  /** Milliseconds since the epoch of a time that a status holds. */
  static long millis(@Nullable String time, long otherwise) {
    try {
      return time == null ? otherwise : Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException e) {
      return otherwise;
    }
  }

  private static @Nullable String guarantee(Workload workload, WorkloadState state) {
    Guarantee guarantee =
        workload
            .effects()
            .guarantee(state.mode().mode(), state.mode().waits().lastLeft(), state.mode().step());
    return guarantee == null ? null : ModeEffects.word(guarantee);
  }

  private static ActionStatus write(PendingAction action) {
    return new ActionStatus(
        action.name(),
        action.mode().word(),
        action.phase().word(),
        action.number(),
        (long) action.attempts());
  }

  /** What a status says is outstanding; a failure is tried again at once. */
  static Outstanding outstanding(OperatingModeStatus status) {
    List<PendingAction> actions = new ArrayList<>();
    for (ActionStatus action : status.actions()) {
      Mode mode = Mode.ofWord(action.mode());
      ActionPolicy.Phase phase = ActionPolicy.Phase.ofWord(action.phase());
      if (mode != null && phase != null && action.name() != null) {
        actions.add(
            new PendingAction(action.name(), mode, phase, orElse(action.decision(), 0), 0, 0));
      }
    }
    WaitsStatus waits = status.waits();
    long settlingMillis = waits == null ? 0 : orElse(waits.settlingMillis(), 0);
    return new Outstanding(Math.max(0, settlingMillis), actions);
  }

  private static @Nullable WaitsStatus write(Waits waits, long settlingMillis) {
    return waits.equals(Waits.NEW) && settlingMillis == 0
        ? null
        : new WaitsStatus(
            (long) waits.repeats(),
            since(waits.leftDegradedMillis()),
            since(waits.leftFloorMillis()),
            since(waits.reachedTargetMillis()),
            settlingMillis == 0 ? null : settlingMillis);
  }

  private static @Nullable Long since(long millis) {
    return millis == Waits.NEVER ? null : millis;
  }

  /** What a status says of earlier moves. */
  static Waits read(@Nullable WaitsStatus waits) {
    return waits == null
        ? Waits.NEW
        : new Waits(
            Math.toIntExact(Math.max(0, Math.min(30, orElse(waits.repeats(), 0)))),
            orElse(waits.leftDegradedMillis(), Waits.NEVER),
            orElse(waits.leftFloorMillis(), Waits.NEVER),
            orElse(waits.reachedTargetMillis(), Waits.NEVER));
  }

  private static long orElse(@Nullable Long value, long otherwise) {
    return value == null ? otherwise : value;
  }

  private static @Nullable HeldField write(@Nullable Held held) {
    if (held == null) {
      return null;
    }
    ObjectRef object = held.claim().object();
    return new HeldField(
        object.group(),
        object.version(),
        object.resource(),
        object.name(),
        held.claim().path(),
        held.uid(),
        held.before().text(),
        held.before().manager(),
        held.landed());
  }

  /** A field that the status says is held; null where it says none, or not enough of one. */
  static @Nullable Held read(@Nullable HeldField field, String namespace) {
    if (field == null
        || field.version() == null
        || field.resource() == null
        || field.name() == null
        || field.path() == null
        || field.uid() == null
        || field.before() == null) {
      return null;
    }
    ObjectRef object =
        new ObjectRef(
            Objects.requireNonNullElse(field.group(), ""),
            field.version(),
            field.resource(),
            namespace,
            field.name());
    return new Held(
        new Claim(object, field.path()),
        field.uid(),
        new ObjectRestore.Before(field.before(), Objects.requireNonNullElse(field.manager(), "")),
        Boolean.TRUE.equals(field.landed()));
  }

  private static List<Condition> conditions(
      Workload workload, WorkloadState state, @Nullable OperatingModeStatus before) {
    String now = Instant.ofEpochMilli(state.evaluatedMillis()).toString();
    List<Problem> problems = state.problems();
    Condition ready =
        new ConditionBuilder()
            .withType(READY)
            .withStatus(problems.isEmpty() ? "True" : "False")
            .withReason(problems.isEmpty() ? "Deciding" : problems.get(0).reason())
            .withMessage(message(problems))
            .build();
    Mode mode = state.mode().mode();
    long longestMillis = workload.modes().stay(mode).longestMillis();
    boolean overdue = workload.isOverdue(state.mode());
    boolean timed = EnumSet.allOf(Mode.class).stream().anyMatch(m -> isTimed(workload, m));
    Condition tooLong =
        new ConditionBuilder()
            .withType(TOO_LONG)
            .withStatus(overdue ? "True" : "False")
            .withReason(overdue ? "MaxTimeInMode" : "InTime")
            .withMessage(
                overdue
                    ? "in %s for more than %s; nothing moves by it: see why it does not end"
                        .formatted(mode.word(), DurationText.format(longestMillis))
                    : "")
            .build();
    List<Condition> conditions = new ArrayList<>(List.of(ready));
    if (timed) {
      conditions.add(tooLong);
    }
    if (!workload.doubts().isEmpty()) {
      conditions.add(
          new ConditionBuilder()
              .withType(SOUND)
              .withStatus("False")
              .withReason(workload.doubts().get(0).reason())
              .withMessage(message(workload.doubts()))
              .build());
    }
    conditions.forEach(one -> one.setLastTransitionTime(since(one, before, now)));
    return conditions;
  }

  private static boolean isTimed(Workload workload, Mode mode) {
    return workload.modes().stay(mode).longestMillis() > 0;
  }

  /** Since when a condition has its status. */
  private static String since(Condition now, @Nullable OperatingModeStatus before, String time) {
    if (before != null) {
      for (Condition condition : before.conditions()) {
        if (now.getType().equals(condition.getType())
            && now.getStatus().equals(condition.getStatus())) {
          return condition.getLastTransitionTime();
        }
      }
    }
    return time;
  }

  private static String message(List<Problem> problems) {
    if (problems.isEmpty()) {
      return "every signal is read and every knob can be set";
    }
    return Problem.message(problems);
  }

  private StatusCodec() {}
}
