package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.KnobValues;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of one workload between two evaluations. What must outlive a restart of it is
 * in the resource's status.
 *
 * @param mode of the mode machine
 * @param decisions how many moves and steps there were; the number of the last one
 * @param knobs one a knob of the policy
 * @param leftovers fields still held that the policy no longer names
 * @param evaluatedMillis when it was evaluated last
 * @param savedMillis when it was saved last
 * @param note text of our annotation on the objects
 * @param problems what stood in the way at the last evaluation
 * @param waitsFor what kept it from rising then, beside its signals
 * @param journal the last moves, the newest first
 * @param settings where the knobs were sent, and what is held of it
 * @param loops one a loop of the policy
 * @param outstanding what it has still to wait for and to do
 */
public record WorkloadState(
    ModeState mode,
    long decisions,
    List<KnobState> knobs,
    List<Held> leftovers,
    long evaluatedMillis,
    long savedMillis,
    String note,
    List<Problem> problems,
    List<String> waitsFor,
    List<PastMove> journal,
    Settings settings,
    List<LoopState> loops,
    Outstanding outstanding) {

  public WorkloadState {
    knobs = List.copyOf(knobs);
    leftovers = List.copyOf(leftovers);
    problems = List.copyOf(problems);
    waitsFor = List.copyOf(waitsFor);
    journal = List.copyOf(journal);
    loops = List.copyOf(loops);
    outstanding = outstanding == null ? Outstanding.NONE : outstanding;
  }

  WorkloadState with(List<KnobState> newKnobs, List<Held> newLeftovers) {
    return new WorkloadState(
        mode,
        decisions,
        newKnobs,
        newLeftovers,
        evaluatedMillis,
        savedMillis,
        note,
        problems,
        waitsFor,
        journal,
        settings,
        loops,
        outstanding);
  }

  /** What the knobs hold, by the names that the constraints of others give them. */
  public Map<String, Object> values(Workload workload) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < knobs.size(); i++) {
      if (!knobs.get(i).unseen()) {
        KnobPolicy knob = workload.knobs().get(i);
        double value = knob.rounded(knobs.get(i).ramp().value());
        KnobValues.put(values, KnobValues.ofOther(workload.id().name()), knob, value);
      }
    }
    return values;
  }

  /** A workload that was never evaluated: in Target, with nothing held. */
  public static WorkloadState fresh(Workload workload, long nowMillis) {
    return new WorkloadState(
        ModeState.entered(workload.modes(), Mode.TARGET, nowMillis),
        0,
        Collections.nCopies(workload.knobs().size(), KnobState.UNSEEN),
        List.of(),
        nowMillis,
        Long.MIN_VALUE,
        "",
        List.of(),
        List.of(),
        List.of(),
        Settings.NONE,
        Collections.nCopies(workload.loops().all().size(), LoopState.NEW),
        Outstanding.NONE);
  }
}
