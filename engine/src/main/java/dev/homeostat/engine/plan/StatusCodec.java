package dev.homeostat.engine.plan;

import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.crds.OperatingModeStatus.HeldField;
import dev.homeostat.crds.OperatingModeStatus.KnobStatus;
import dev.homeostat.engine.policy.Claim;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what must outlive a restart into a status, and reads the fields still held back from it.
 */
public final class StatusCodec {

  private static final String READY = "Ready";

  /**
   * The status of a workload.
   *
   * @param before the status saved last; null where there is none
   */
  public static OperatingModeStatus write(
      Workload workload, WorkloadState state, @Nullable OperatingModeStatus before) {
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
        Notes.word(state.mode().mode()),
        Instant.ofEpochMilli(state.mode().sinceMillis()).toString(),
        state.mode().dwelledMillis(),
        (long) state.mode().step(),
        state.decisions(),
        knobs,
        List.of(ready(state, before)));
  }

  /** The status of a resource of which nothing is remembered. */
  public static OperatingModeStatus nothing() {
    return new OperatingModeStatus(null, null, null, null, null, null, List.of(), List.of());
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

  private static Condition ready(WorkloadState state, @Nullable OperatingModeStatus before) {
    List<Problem> problems = state.problems();
    String status = problems.isEmpty() ? "True" : "False";
    String since = Instant.ofEpochMilli(state.evaluatedMillis()).toString();
    if (before != null) {
      for (Condition condition : before.conditions()) {
        if (READY.equals(condition.getType()) && status.equals(condition.getStatus())) {
          since = condition.getLastTransitionTime();
        }
      }
    }
    return new ConditionBuilder()
        .withType(READY)
        .withStatus(status)
        .withReason(problems.isEmpty() ? "Deciding" : problems.get(0).reason())
        .withMessage(message(problems))
        .withLastTransitionTime(since)
        .build();
  }

  private static String message(List<Problem> problems) {
    if (problems.isEmpty()) {
      return "every signal is read and every knob can be set";
    }
    return Problem.message(problems);
  }

  private StatusCodec() {}
}
