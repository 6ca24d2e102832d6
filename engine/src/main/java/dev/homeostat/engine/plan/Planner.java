package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeInputs;
import dev.homeostat.modes.ModeMachine;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.ModeStep;
import dev.homeostat.modes.Move;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan step: one pure function from what is remembered and what is known to what to remember
 * and what to do. It runs unchanged live, in virtual time and in a replay.
 */
public final class Planner {

  /** The longest that a state which changed in nothing but its waits stays unsaved. */
  static final long HEARTBEAT_MILLIS = 60_000;

  /** Plans one evaluation of one workload. */
  public static Planned plan(Workload workload, WorkloadState state, Inputs inputs) {
    return new Planner(workload, state, inputs).plan();
  }

  private final Workload workload;
  private final WorkloadState state;
  private final Inputs inputs;
  private final boolean enforce;
  private final List<Problem> problems = new ArrayList<>(0);
  private final Releaser releaser;

  private Planner(Workload workload, WorkloadState state, Inputs inputs) {
    this.workload = workload;
    this.state = state;
    this.inputs = inputs;
    this.enforce = workload.enforcement().cappedAt(inputs.cap()) == Enforcement.ENFORCE;
    this.releaser =
        new Releaser(
            workload.manager(),
            workload.noteName(),
            workload.restoreOnDeletion() || !inputs.deleted());
    problems.addAll(inputs.failures());
  }

  private Planned plan() {
    if (inputs.deleted()) {
      return withdraw();
    }
    long elapsedMillis =
        Math.min(
            Math.max(inputs.nowMillis() - state.evaluatedMillis(), 0),
            workload.modes().longestStepMillis());
    List<Sample> samples = samples();
    boolean complete = problems.size() == inputs.failures().size();
    List<@Nullable Problem> obstacles = obstacles();
    boolean writable = inputs.failures().isEmpty() && obstacles.stream().allMatch(o -> o == null);
    ModeStep step =
        ModeMachine.step(
            workload.modes(),
            state.mode(),
            new ModeInputs(
                inputs.nowMillis(), elapsedMillis, samples, writable, writable && confirmed()));
    boolean turned = step.move() != null || step.state().step() != state.mode().step();
    KnobPlanner.Setting setting =
        KnobPlanner.Setting.of(
            workload,
            enforce,
            step.state().mode(),
            step.state().step(),
            elapsedMillis,
            complete && writable);
    List<Held> leftovers = releaseLeftovers();
    List<KnobPlanner.Outcome> outcomes = planKnobs(step.move(), obstacles, setting);
    return conclude(step, turned, outcomes, leftovers);
  }

  private List<Sample> samples() {
    List<Sample> samples = new ArrayList<>(inputs.signals().size());
    for (int i = 0; i < inputs.signals().size(); i++) {
      Reading reading = inputs.signals().get(i);
      if (reading instanceof Reading.Value value) {
        samples.add(new Sample(value.value(), value.atMillis()));
      } else if (reading instanceof Reading.Missing missing) {
        samples.add(Sample.MISSING);
        problems.add(
            new Problem(
                missing.reason(), "signal " + workload.signals().get(i).name(), missing.message()));
      }
    }
    return samples;
  }

  private List<@Nullable Problem> obstacles() {
    List<@Nullable Problem> obstacles = new ArrayList<>(workload.knobs().size());
    for (int i = 0; i < workload.knobs().size(); i++) {
      Problem obstacle =
          KnobPlanner.obstacle(
              workload.knobs().get(i),
              state.knobs().get(i),
              inputs.knobs().get(i),
              workload.manager(),
              enforce);
      obstacles.add(obstacle);
      if (obstacle != null) {
        problems.add(obstacle);
      }
    }
    return obstacles;
  }

  private boolean confirmed() {
    for (int i = 0; i < workload.knobs().size(); i++) {
      if (!KnobPlanner.isConfirmed(
          workload.knobs().get(i), state.knobs().get(i), inputs.knobs().get(i), enforce)) {
        return false;
      }
    }
    return true;
  }

  private List<Held> releaseLeftovers() {
    List<Held> still = new ArrayList<>(0);
    for (int i = 0; i < state.leftovers().size(); i++) {
      Held held = releaser.release(state.leftovers().get(i), inputs.leftovers().get(i));
      if (held != null) {
        still.add(held);
      }
    }
    return still;
  }

  private List<KnobPlanner.Outcome> planKnobs(
      @Nullable Move move, List<@Nullable Problem> obstacles, KnobPlanner.Setting setting) {
    boolean climbs = move != null && move.to() == Mode.RECOVERY;
    List<KnobPlanner.Outcome> outcomes = new ArrayList<>(workload.knobs().size());
    for (int i = 0; i < workload.knobs().size(); i++) {
      KnobState knob = state.knobs().get(i);
      if (climbs) {
        knob = knob.climbingFromHere();
      }
      Held held = knob.held();
      if (!enforce && held != null) {
        knob = knob.with(releaser.release(held, inputs.knobs().get(i)));
      }
      outcomes.add(
          obstacles.get(i) == null && inputs.knobs().get(i) instanceof KnobSight.Seen seen
              ? KnobPlanner.plan(workload.knobs().get(i), knob, seen, setting)
              : KnobPlanner.Outcome.barred(knob));
    }
    return outcomes;
  }

  private Planned conclude(
      ModeStep step, boolean turned, List<KnobPlanner.Outcome> outcomes, List<Held> leftovers) {
    List<KnobState> knobs = new ArrayList<>(outcomes.size());
    boolean heldChanged = leftovers.size() != state.leftovers().size();
    for (int i = 0; i < outcomes.size(); i++) {
      KnobState knob = outcomes.get(i).state();
      knobs.add(knob);
      heldChanged |= (knob.held() == null) != (state.knobs().get(i).held() == null);
    }
    String note = turned || heldChanged ? Notes.render(step.state(), knobs) : state.note();
    problems.addAll(releaser.problems());
    List<ObjectWrite> writes =
        enforce
            ? WritePlanner.plan(workload, outcomes, inputs.knobs(), note).stream()
                .filter(write -> !releaser.isRestoring(write.object()))
                .toList()
            : List.of();
    boolean save = turned || heldChanged || problemsChanged() || heartbeatIsDue();
    long number = state.decisions() + (turned ? 1 : 0);
    Move move = step.move();
    Decision decision =
        new Decision(
            inputs.nowMillis(),
            number,
            step.state().mode(),
            step.state().step(),
            move,
            move == null ? "" : Explanation.of(move, workload, inputs.signals()),
            knobDecisions(knobs),
            releaser.restores(),
            writes,
            problems,
            save,
            false);
    return new Planned(next(step.state(), number, knobs, leftovers, save, note), decision);
  }

  private WorkloadState next(
      ModeState mode,
      long number,
      List<KnobState> knobs,
      List<Held> leftovers,
      boolean save,
      String note) {
    return new WorkloadState(
        mode,
        number,
        knobs,
        leftovers,
        inputs.nowMillis(),
        save ? inputs.nowMillis() : state.savedMillis(),
        note,
        problems);
  }

  private List<Decision.KnobDecision> knobDecisions(List<KnobState> knobs) {
    List<Decision.KnobDecision> decisions = new ArrayList<>(knobs.size());
    for (int i = 0; i < knobs.size(); i++) {
      KnobState knob = knobs.get(i);
      decisions.add(
          new Decision.KnobDecision(
              workload.knobs().get(i).name(), knob.text(), knob.ramp().goal()));
    }
    return decisions;
  }

  private boolean heartbeatIsDue() {
    return state.savedMillis() == Long.MIN_VALUE
        || inputs.nowMillis() - state.savedMillis() >= HEARTBEAT_MILLIS;
  }

  private boolean problemsChanged() {
    if (problems.size() != state.problems().size()) {
      return true;
    }
    for (int i = 0; i < problems.size(); i++) {
      Problem now = problems.get(i);
      Problem before = state.problems().get(i);
      if (!now.reason().equals(before.reason()) || !now.subject().equals(before.subject())) {
        return true;
      }
    }
    return false;
  }

  /** The resource is being deleted: everything is given back, and nothing else happens. */
  private Planned withdraw() {
    List<KnobState> knobs = new ArrayList<>(state.knobs().size());
    boolean holding = false;
    for (int i = 0; i < state.knobs().size(); i++) {
      KnobState knob = state.knobs().get(i);
      Held held = knob.held();
      if (held != null) {
        knob = knob.with(releaser.release(held, inputs.knobs().get(i)));
        holding |= knob.held() != null;
      }
      knobs.add(knob);
    }
    List<Held> leftovers = releaseLeftovers();
    problems.addAll(releaser.problems());
    boolean released = !holding && leftovers.isEmpty();
    Decision decision =
        new Decision(
            inputs.nowMillis(),
            state.decisions(),
            state.mode().mode(),
            state.mode().step(),
            null,
            "",
            knobDecisions(knobs),
            releaser.restores(),
            List.of(),
            problems,
            false,
            released);
    return new Planned(
        next(state.mode(), state.decisions(), knobs, leftovers, false, state.note()), decision);
  }
}
