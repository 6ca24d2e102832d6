package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.ModeStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Evaluates the loops of a workload and decides which of them drives each knob: the one with the
 * highest priority, among equals the one whose value is safer. The others follow the value in
 * force.
 */
final class LoopPlanner {

  /**
   * What the loops of one workload came to.
   *
   * @param states what to remember of each
   * @param drives what is wanted of each knob
   */
  record Outcome(List<LoopState> states, List<LoopDrive> drives) {

    /** Of a workload without loops. */
    static final Outcome NONE = new Outcome(List.of(), List.of());

    LoopDrive drive(int knob) {
      return drives.isEmpty() ? LoopDrive.NONE : drives.get(knob);
    }
  }

  /** Evaluates all loops. */
  static Outcome plan(
      Workload workload, WorkloadState state, Inputs inputs, ModeStep step, Surroundings around) {
    return new LoopPlanner(workload, state, inputs, step, around).plan();
  }

  /**
   * What the loops know of the workload.
   *
   * @param enforce whether it writes
   * @param calm whether every signal is there, every knob can be set and no write failed
   * @param settable which knobs can be set
   */
  record Surroundings(boolean enforce, boolean calm, IntPredicate settable) {}

  private final Workload workload;
  private final WorkloadState state;
  private final Inputs inputs;
  private final ModeStep step;
  private final Surroundings around;

  private LoopPlanner(
      Workload workload, WorkloadState state, Inputs inputs, ModeStep step, Surroundings around) {
    this.workload = workload;
    this.state = state;
    this.inputs = inputs;
    this.step = step;
    this.around = around;
  }

  private Outcome plan() {
    List<LoopPolicy> loops = workload.loops().all();
    List<LoopTurn> turns = new ArrayList<>(loops.size());
    List<LoopState> states = new ArrayList<>(loops.size());
    for (int i = 0; i < loops.size(); i++) {
      LoopTurn turn = new LoopTurn(loops.get(i), state.loops().get(i), situation(loops.get(i)));
      turns.add(turn);
      states.add(turn.next());
    }
    List<LoopDrive> drives =
        new ArrayList<>(Collections.nCopies(workload.knobs().size(), LoopDrive.NONE));
    for (int knob = 0; knob < drives.size(); knob++) {
      int winner = winner(knob, loops, states);
      double target = Double.NaN;
      for (int i = 0; i < loops.size(); i++) {
        if (loops.get(i).knob() != knob) {
          continue;
        }
        if (winner >= 0 && i != winner && states.get(i).phase().claims()) {
          states.set(i, turns.get(i).loser(loops.get(winner).name()));
        }
        target = Double.isNaN(target) ? states.get(i).target() : target;
      }
      double goal = winner < 0 ? Double.NaN : states.get(winner).output();
      drives.set(
          knob,
          new LoopDrive(
              goal, winner < 0 ? LoopPolicy.Slew.NONE : loops.get(winner).slew(), target));
    }
    return new Outcome(states, drives);
  }

  /** The loop that drives a knob; -1 where none does. */
  private int winner(int knob, List<LoopPolicy> loops, List<LoopState> states) {
    int winner = -1;
    for (int i = 0; i < loops.size(); i++) {
      LoopState one = states.get(i);
      if (loops.get(i).knob() != knob || !one.phase().claims() || Double.isNaN(one.output())) {
        continue;
      }
      if (winner < 0 || beats(loops.get(i), one, loops.get(winner), states.get(winner))) {
        winner = i;
      }
    }
    return winner;
  }

  private boolean beats(LoopPolicy one, LoopState its, LoopPolicy other, LoopState others) {
    return one.priority() == other.priority()
        ? workload
            .knobs()
            .get(one.knob())
            .limits()
            .saferDirection()
            .isRiskier(its.output(), others.output())
        : one.priority() > other.priority();
  }

  private LoopSituation situation(LoopPolicy loop) {
    KnobPolicy knob = workload.knobs().get(loop.knob());
    boolean settable =
        around.settable().test(loop.knob())
            && inputs.knobs().get(loop.knob()) instanceof KnobSight.Seen;
    double applied =
        settable ? ((KnobSight.Seen) inputs.knobs().get(loop.knob())).value() : Double.NaN;
    // A text of our own that cannot be read is written anew from where the knob was sent.
    KnobState known = state.knobs().get(loop.knob());
    return new LoopSituation(
        inputs.nowMillis(),
        workload.modes().countedMillis(inputs.nowMillis() - state.evaluatedMillis()),
        step.state().mode(),
        step.move(),
        around.enforce(),
        around.calm() && step.move() == null && !inputs.surroundings().rollout().holds(),
        knob,
        settable && Double.isNaN(applied) ? known.ramp().value() : applied,
        inputs.loopSignals(),
        inputs.surroundings().autoscaling());
  }
}
