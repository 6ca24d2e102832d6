package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Constraint;
import dev.homeostat.engine.policy.KnobPolicy;
import dev.homeostat.engine.policy.KnobValues;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.modes.Ramp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the motions that would break a constraint. First those towards more risk, all of them; and
 * those that protect only where what the objects hold keeps a rule that the write would break: who
 * is on the way out of a broken rule is not stopped. A rule that cannot be judged holds what rises.
 */
final class ConstraintGuard {

  private final Workload workload;
  private final WorkloadState state;
  private final Inputs inputs;
  private final boolean enforce;
  private final List<Problem> problems = new ArrayList<>(0);

  ConstraintGuard(Workload workload, WorkloadState state, Inputs inputs, boolean enforce) {
    this.workload = workload;
    this.state = state;
    this.inputs = inputs;
    this.enforce = enforce;
  }

  /** What stood in the way, after {@link #held}. */
  List<Problem> problems() {
    return problems;
  }

  /** The outcomes that may be written. */
  List<KnobPlanner.Outcome> held(List<KnobPlanner.Outcome> planned) {
    if (workload.changes().constraints().isEmpty()) {
      return planned;
    }
    Map<Constraint, Constraint.Verdict> unkept = unkept(values(planned));
    if (unkept.isEmpty()) {
      return planned;
    }
    unkept.forEach(this::tell);
    List<KnobPlanner.Outcome> safer = standing(planned, false);
    Map<Constraint, Constraint.Verdict> still = unkept(values(safer));
    still.values().removeIf(verdict -> verdict == Constraint.Verdict.UNKNOWN);
    if (still.isEmpty()) {
      return safer;
    }
    List<KnobPlanner.Outcome> standing = standing(planned, true);
    Map<Constraint, Constraint.Verdict> already = unkept(values(standing));
    return already.keySet().containsAll(still.keySet()) ? safer : standing;
  }

  private Map<Constraint, Constraint.Verdict> unkept(Map<String, Object> values) {
    Map<Constraint, Constraint.Verdict> unkept = new HashMap<>();
    for (Constraint constraint : workload.changes().constraints()) {
      Constraint.Verdict verdict = constraint.judge(values);
      if (verdict != Constraint.Verdict.KEPT) {
        unkept.put(constraint, verdict);
      }
    }
    return unkept;
  }

  /** What the objects hold after these outcomes, and those of the other workloads now. */
  private Map<String, Object> values(List<KnobPlanner.Outcome> outcomes) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      KnobPolicy knob = workload.knobs().get(i);
      KnobPlanner.Outcome outcome = outcomes.get(i);
      double value = outcome.free() ? outcome.state().ramp().value() : now(i);
      if (!Double.isNaN(value)) {
        KnobValues.put(values, KnobValues.own(), knob, knob.rounded(value));
      }
    }
    for (Inputs.Peer peer : inputs.peers()) {
      values.putAll(peer.knobs());
    }
    return values;
  }

  /** The value that a knob has now; NaN where nobody knows. */
  private double now(int knob) {
    KnobState before = state.knobs().get(knob);
    boolean remembered = !before.unseen();
    if (inputs.knobs().get(knob) instanceof KnobSight.Seen seen && (enforce || !remembered)) {
      return seen.value();
    }
    return remembered ? before.ramp().value() : Double.NaN;
  }

  /** The same without what rises, or without any motion. */
  private List<KnobPlanner.Outcome> standing(List<KnobPlanner.Outcome> planned, boolean all) {
    List<KnobPlanner.Outcome> standing = new ArrayList<>(planned.size());
    for (int i = 0; i < planned.size(); i++) {
      KnobPlanner.Outcome outcome = planned.get(i);
      KnobPolicy knob = workload.knobs().get(i);
      double now = now(i);
      double next = outcome.state().ramp().value();
      boolean moves = outcome.free() && !Double.isNaN(now) && !knob.isSame(now, next);
      boolean rises = knob.limits().saferDirection().isRiskier(now, next);
      standing.add(moves && (all || rises) ? standing(i, outcome, now) : outcome);
    }
    return standing;
  }

  private KnobPlanner.Outcome standing(int knob, KnobPlanner.Outcome outcome, double now) {
    KnobState planned = outcome.state();
    KnobState before = state.knobs().get(knob);
    Ramp ramp = new Ramp(now, planned.ramp().goal(), now);
    String text =
        inputs.knobs().get(knob) instanceof KnobSight.Seen seen
                && workload.knobs().get(knob).isSame(now, seen.value())
            ? seen.text()
            : workload.knobs().get(knob).text(now);
    Held held = before.held() == null && outcome.differs() ? null : planned.held();
    return new KnobPlanner.Outcome(
        new KnobState(ramp, planned.climbFrom(), text, held), true, false, false);
  }

  private void tell(Constraint constraint, Constraint.Verdict verdict) {
    boolean broken = verdict == Constraint.Verdict.BROKEN;
    problems.add(
        new Problem(
            broken ? "ConstraintBroken" : "ConstraintUnknown",
            "constraint " + constraint.name(),
            broken
                ? constraint.message()
                    + "; what would break it waits: see "
                    + constraint.rule()
                    + ", and what holds a knob that it names"
                : constraint.message()
                    + "; nothing rises while "
                    + constraint.rule()
                    + " cannot be judged: see which of its knobs has no value"));
  }
}
