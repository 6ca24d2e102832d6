package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.ObjectRestore;
import dev.homeostat.engine.port.ObjectWrite;
import dev.homeostat.engine.port.Task;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.ModeStep;
import dev.homeostat.modes.Move;
import dev.homeostat.modes.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what one evaluation found and joins it into a decision and the state after it; and says
 * whether that state must be saved.
 */
final class Conclusion {

  /** The longest that a state which changed in nothing but its waits stays unsaved. */
  static final long HEARTBEAT_MILLIS = 60_000;

  private final Workload workload;
  private final WorkloadState state;
  private final Inputs inputs;
  private final List<Problem> problems;
  private ModeState mode;
  private @Nullable Move move;
  private List<KnobState> knobs;
  private List<Held> leftovers;
  private List<LoopState> loops;
  private boolean heldChanged;
  private String note;
  private List<String> waitsFor = List.of();
  private Settings settings;
  private String returned = "";
  private Outstanding outstanding;
  private List<Task> tasks = List.of();

  Conclusion(Workload workload, WorkloadState state, Inputs inputs) {
    this.workload = workload;
    this.state = state;
    this.inputs = inputs;
    this.problems = new ArrayList<>(inputs.failures());
    this.mode = state.mode();
    this.knobs = state.knobs();
    this.leftovers = state.leftovers();
    this.loops = state.loops();
    this.note = state.note();
    this.settings = state.settings();
    this.outstanding = state.outstanding();
  }

  /** What stands in the way, each once. */
  void add(List<Problem> found) {
    for (Problem problem : found) {
      if (!problems.contains(problem)) {
        problems.add(problem);
      }
    }
  }

  /** What keeps it from rising beside its signals. */
  void waitFor(List<String> what) {
    waitsFor = what;
  }

  /** What is still to be waited for and to be done, and what of that is begun now. */
  void owe(Outstanding newOutstanding, List<Task> newTasks) {
    outstanding = newOutstanding;
    tasks = newTasks;
  }

  /** Number of the decision that this one is. */
  long number() {
    return state.decisions() + (turned() ? 1 : 0);
  }

  /** What the mode machine concluded. */
  void turn(ModeStep step) {
    mode = step.state();
    move = step.move();
  }

  /**
   * What is remembered of the knobs, and of the fields still held that none of them names; after
   * the turn.
   */
  void keep(List<KnobState> newKnobs, List<Held> newLeftovers) {
    knobs = newKnobs;
    leftovers = newLeftovers;
    heldChanged = heldChanged();
    if (turned() || heldChanged) {
      note = Notes.render(mode, knobs, settings);
    }
  }

  /** Where the knobs are sent now, and what was taken back; after they are kept. */
  void settle(Retreat retreat, List<Sample> samples) {
    returned = retreat.why();
    settings =
        retreat
            .settings()
            .after(
                workload,
                new Settings.Change(
                    state.knobs(), setByModes(), mode.mode(), inputs.nowMillis(), retreat.widens()),
                samples);
    if (settings.bindsOtherThan(state.settings())) {
      note = Notes.render(mode, knobs, settings);
    }
  }

  /** The knobs without what a control loop does to them: its every step is no new setting. */
  private List<KnobState> setByModes() {
    if (workload.loops().isEmpty()) {
      return knobs;
    }
    List<KnobState> sent = new ArrayList<>(knobs);
    for (int i = 0; i < loops.size(); i++) {
      int knob = workload.loops().all().get(i).knob();
      if (loops.get(i).phase().claims() && !state.knobs().get(knob).unseen()) {
        sent.set(knob, state.knobs().get(knob));
      }
    }
    return sent;
  }

  /** What is remembered of the loops. */
  void keep(List<LoopState> newLoops) {
    loops = newLoops;
  }

  /** Text of the annotation on our objects. */
  String note() {
    return note;
  }

  Planned planned(List<ObjectRestore> restores, List<ObjectWrite> writes) {
    boolean save =
        turned()
            || heldChanged
            || loopsChanged()
            || problemsChanged()
            || overdueChanged()
            || settings.differsFrom(state.settings())
            || !waitsFor.equals(state.waitsFor())
            || !outstanding.actions().equals(state.outstanding().actions())
            || mode.overridden() != state.mode().overridden()
            || heartbeatIsDue();
    return planned(restores, writes, save, false);
  }

  /**
   * The end of a resource that is being deleted. Its state is not saved any more: what its status
   * says is held is given back again by whoever reads it, and that changes nothing.
   */
  Planned withdrawn(List<ObjectRestore> restores) {
    boolean holding = knobs.stream().anyMatch(knob -> knob.held() != null);
    return planned(restores, List.of(), false, !holding && leftovers.isEmpty());
  }

  private Planned planned(
      List<ObjectRestore> restores, List<ObjectWrite> writes, boolean save, boolean released) {
    long number = number();
    String reason =
        move == null
            ? returned
            : Explanation.of(move, workload, inputs.signals(), inputs.nowMillis());
    Decision decision =
        new Decision(
            inputs.nowMillis(),
            number,
            mode.mode(),
            mode.step(),
            move,
            reason,
            workload.isOverdue(mode),
            waitsFor,
            knobDecisions(),
            restores,
            writes,
            problems,
            save,
            loopDecisions(),
            workload.effects().guarantee(mode.mode(), mode.waits().lastLeft(), mode.step()),
            tasks,
            released);
    WorkloadState next =
        new WorkloadState(
            mode,
            number,
            knobs,
            leftovers,
            inputs.nowMillis(),
            save ? inputs.nowMillis() : state.savedMillis(),
            note,
            problems,
            waitsFor,
            journal(number, reason),
            settings,
            loops,
            outstanding);
    return new Planned(next, decision);
  }

  private List<PastMove> journal(long number, String reason) {
    if (reason.isEmpty()) {
      return state.journal();
    }
    List<PastMove> moves = new ArrayList<>(PastMove.MOST);
    Mode from = state.mode().mode();
    moves.add(new PastMove(inputs.nowMillis(), number, from, mode.mode(), reason));
    state.journal().stream().limit(PastMove.MOST - 1).forEach(moves::add);
    return moves;
  }

  private List<Decision.KnobDecision> knobDecisions() {
    Decision.KnobDecision[] decisions = new Decision.KnobDecision[knobs.size()];
    for (int i = 0; i < knobs.size(); i++) {
      KnobState knob = knobs.get(i);
      decisions[i] =
          new Decision.KnobDecision(
              workload.knobs().get(i).name(), knob.text(), knob.ramp().goal());
    }
    return List.of(decisions);
  }

  private List<Decision.LoopDecision> loopDecisions() {
    if (loops.isEmpty()) {
      return List.of();
    }
    List<Decision.LoopDecision> decisions = new ArrayList<>(loops.size());
    for (int i = 0; i < loops.size(); i++) {
      LoopState loop = loops.get(i);
      decisions.add(
          new Decision.LoopDecision(
              workload.loops().all().get(i).name(),
              loop.phase(),
              loop.reason(),
              loop.measured(),
              loop.output()));
    }
    return decisions;
  }

  private boolean loopsChanged() {
    for (int i = 0; i < loops.size(); i++) {
      if (loops.get(i).mustBeSaved(state.loops().get(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean turned() {
    return move != null || mode.step() != state.mode().step() || !returned.isEmpty();
  }

  /** Also where a field is held in another object now, whose value before is another. */
  private boolean heldChanged() {
    if (!leftovers.equals(state.leftovers())) {
      return true;
    }
    for (int i = 0; i < knobs.size(); i++) {
      if (!Objects.equals(knobs.get(i).held(), state.knobs().get(i).held())) {
        return true;
      }
    }
    return false;
  }

  private boolean overdueChanged() {
    return workload.isOverdue(mode) != workload.isOverdue(state.mode());
  }

  private boolean heartbeatIsDue() {
    return state.savedMillis() == Long.MIN_VALUE
        || inputs.nowMillis() - state.savedMillis() >= HEARTBEAT_MILLIS
        || inputs.nowMillis() < state.savedMillis();
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
}
