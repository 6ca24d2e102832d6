package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Author;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Task;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeInputs;
import dev.homeostat.modes.ModeMachine;
import dev.homeostat.modes.ModeStep;
import dev.homeostat.modes.Move;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan step: one pure function from what is remembered and what is known to what to remember
 * and what to do. It runs unchanged live, in virtual time and in a replay.
 */
public final class Planner {

  /** Plans one evaluation of one workload. */
  public static Planned plan(Workload workload, WorkloadState state, Inputs inputs) {
    Planner planner = new Planner(workload, state, inputs);
    return inputs.deleted() ? planner.withdraw() : planner.proceed();
  }

  private final Workload workload;
  private final WorkloadState state;
  private final Inputs inputs;
  private final Author author;
  private final boolean enforce;
  private final Releaser releaser;
  private final Conclusion conclusion;

  private Planner(Workload workload, WorkloadState state, Inputs inputs) {
    this.workload = workload;
    this.state = state;
    this.inputs = inputs;
    this.enforce = workload.enforces(inputs.cap());
    this.author = new Author(workload.manager(), workload.account());
    this.releaser =
        new Releaser(workload, author, workload.restoreOnDeletion() || !inputs.deleted());
    this.conclusion = new Conclusion(workload, state, inputs);
  }

  private Planned proceed() {
    long elapsedMillis = inputs.nowMillis() - state.evaluatedMillis();
    Samples samples = Samples.of(workload, inputs.signals());
    conclusion.add(samples.problems());
    boolean[] barred = barred();
    boolean writable = inputs.failures().isEmpty() && noneOf(barred);
    boolean confirmed = writable && confirmed();
    Retreat retreat =
        workload.directives().paused()
            ? Retreat.none(state)
            : Retreat.of(workload, state, samples, inputs, confirmed);
    conclusion.add(retreat.problems());
    long settlingMillis = settling(samples, elapsedMillis);
    ActionQueue actions = new ActionQueue(workload, state, inputs);
    Guide guide = guide(samples, retreat, settlingMillis, actions);
    conclusion.waitFor(guide.waitsFor());
    ModeStep step =
        ModeMachine.step(
            workload.modes(),
            state.mode(),
            new ModeInputs(
                inputs.nowMillis(),
                elapsedMillis,
                samples.samples(),
                writable,
                confirmed,
                guide.guidance()));
    addRollout();
    if (workload.directives().paused()) {
      conclusion.owe(new Outstanding(settlingMillis, state.outstanding().actions()), List.of());
      return paused(step);
    }
    Mode mode = step.state().mode();
    int percent = KnobPlanner.Setting.percent(workload, mode, step.state().step());
    Retreat bound = retreat.trying(workload, state, climbs(step.move()), mode, percent);
    KnobPlanner.Setting setting =
        new KnobPlanner.Setting(
            author.manager(),
            enforce,
            mode,
            percent,
            workload.modes().countedMillis(elapsedMillis),
            samples.complete(),
            writable,
            bound.settings().ceiling(workload));
    List<Held> leftovers = releaseLeftovers();
    LoopPlanner.Outcome loops = planLoops(step, barred, writable && samples.complete());
    ConstraintGuard guard = new ConstraintGuard(workload, state, inputs, enforce);
    List<KnobPlanner.Outcome> outcomes = guard.held(planKnobs(step.move(), barred, setting, loops));
    conclusion.add(guard.problems());
    conclusion.add(releaser.problems());
    conclusion.turn(step);
    conclusion.keep(loops.states());
    owe(settlingMillis, actions, step);
    conclusion.keep(states(outcomes), leftovers);
    conclusion.settle(bound, samples.samples());
    List<ObjectWrite> writes =
        enforce
            ? new WritePlanner(workload, author, outcomes, inputs.knobs(), releaser)
                .plan(conclusion.note())
            : List.of();
    return conclusion.planned(releaser.restores(), writes);
  }

  /**
   * How long it is until sources that were out have settled, from the first look that sees them.
   */
  private long settling(Samples samples, long elapsedMillis) {
    long beforeMillis = state.outstanding().settlingMillis();
    return samples.settleMillis() > 0
        ? Math.max(samples.settleMillis() + workload.modes().intervalMillis(), beforeMillis)
        : beforeMillis == 0
            ? 0
            : Math.max(0, beforeMillis - workload.modes().countedMillis(elapsedMillis));
  }

  private Guide guide(Samples samples, Retreat retreat, long settlingMillis, ActionQueue actions) {
    boolean acts = enforce && !workload.directives().paused();
    if (acts) {
      actions.advance();
    }
    return Guide.of(
        workload,
        state,
        samples,
        inputs,
        new Guide.Owed(retreat, settlingMillis, acts && actions.holds()));
  }

  private void addRollout() {
    Rollout rollout = inputs.surroundings().rollout();
    if (rollout.state() == Rollout.State.UNKNOWN) {
      conclusion.add(List.of(new Problem("TargetUnknown", "spec.targetRef", rollout.message())));
    }
  }

  /** Actions are for Enforce alone; in Observe the status tells them. */
  private void owe(long settlingMillis, ActionQueue actions, ModeStep step) {
    if (!enforce) {
      conclusion.owe(new Outstanding(settlingMillis, List.of()), List.of());
      return;
    }
    conclusion.add(actions.problems());
    actions.move(step.move(), conclusion.number());
    List<Task> tasks = new ArrayList<>(actions.tasks());
    tasks.addAll(Checks.tasks(workload, state, inputs));
    conclusion.owe(new Outstanding(settlingMillis, actions.pending()), tasks);
  }

  /** The keys of the tasks whose answers the next plan of a workload needs. */
  public static List<String> taskKeys(Workload workload, WorkloadState state) {
    List<String> keys = new ArrayList<>(ActionQueue.keys(workload, state));
    keys.addAll(Checks.keys(workload, state));
    return keys;
  }

  private LoopPlanner.Outcome planLoops(ModeStep step, boolean[] barred, boolean calm) {
    return workload.loops().isEmpty()
        ? LoopPlanner.Outcome.NONE
        : LoopPlanner.plan(
            workload,
            state,
            inputs,
            step,
            new LoopPlanner.Surroundings(enforce, calm, i -> !barred[i]));
  }

  /** Time passes, and nothing else happens. */
  private Planned paused(ModeStep step) {
    String who = workload.directives().pause();
    conclusion.add(
        List.of(new Problem("Paused", who, "nothing moves and nothing is written until it ends")));
    conclusion.turn(step);
    conclusion.keep(state.loops().stream().map(loop -> loop.paused(who)).toList());
    conclusion.keep(state.knobs(), state.leftovers());
    return conclusion.planned(List.of(), List.of());
  }

  /** The resource is being deleted: everything is given back, and nothing else happens. */
  private Planned withdraw() {
    List<KnobState> knobs = new ArrayList<>(state.knobs().size());
    for (int i = 0; i < state.knobs().size(); i++) {
      knobs.add(released(state.knobs().get(i), inputs.knobs().get(i)));
    }
    List<Held> leftovers = releaseLeftovers();
    conclusion.add(releaser.problems());
    conclusion.keep(knobs, leftovers);
    return conclusion.withdrawn(releaser.restores());
  }

  /** Which knobs something keeps from being set. */
  private boolean[] barred() {
    boolean[] barred = new boolean[workload.knobs().size()];
    for (int i = 0; i < workload.knobs().size(); i++) {
      Problem obstacle =
          KnobPlanner.obstacle(
              workload.knobs().get(i),
              state.knobs().get(i),
              inputs.knobs().get(i),
              author.manager(),
              enforce);
      if (obstacle != null) {
        barred[i] = true;
        conclusion.add(List.of(obstacle));
      }
    }
    return barred;
  }

  private static boolean noneOf(boolean[] barred) {
    for (boolean one : barred) {
      if (one) {
        return false;
      }
    }
    return true;
  }

  private static List<KnobState> states(List<KnobPlanner.Outcome> outcomes) {
    KnobState[] states = new KnobState[outcomes.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = outcomes.get(i).state();
    }
    return List.of(states);
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

  private List<KnobPlanner.Outcome> planKnobs(
      @Nullable Move move,
      boolean[] barred,
      KnobPlanner.Setting setting,
      LoopPlanner.Outcome loops) {
    boolean climbs = climbs(move);
    List<KnobPlanner.Outcome> outcomes = new ArrayList<>(workload.knobs().size());
    for (int i = 0; i < workload.knobs().size(); i++) {
      KnobState knob = state.knobs().get(i);
      if (climbs) {
        knob = knob.climbingFromHere();
      }
      if (!enforce) {
        knob = released(knob, inputs.knobs().get(i));
      }
      outcomes.add(
          !barred[i] && inputs.knobs().get(i) instanceof KnobSight.Seen seen
              ? KnobPlanner.plan(workload.knobs().get(i), knob, seen, setting, loops.drive(i))
              : KnobPlanner.Outcome.barred(knob));
    }
    return outcomes;
  }

  private static boolean climbs(@Nullable Move move) {
    return move != null && move.to() == Mode.RECOVERY;
  }

  private KnobState released(KnobState knob, KnobSight sight) {
    Held held = knob.held();
    return held == null ? knob : knob.with(releaser.release(held, sight));
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
}
