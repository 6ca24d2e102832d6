package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.ActionPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done once when a mode is entered or left, one after the other.
 *
 * <p>A move puts its actions into the state, which is saved before anything is done, and they stay
 * there until they are: after a crash they are done again under the same key. A protective move
 * drops what older moves have not got done, since what it asks for itself is newer; an upward one
 * drops only what belongs to the entry of the mode that is left.
 */
final class ActionQueue {

  private static final int MOST = 32;

  private final Workload workload;
  private final Inputs inputs;
  private final List<PendingAction> pending;
  private final List<Task> tasks = new ArrayList<>(0);
  private final List<Problem> problems = new ArrayList<>(0);

  ActionQueue(Workload workload, WorkloadState state, Inputs inputs) {
    this.workload = workload;
    this.inputs = inputs;
    this.pending = new ArrayList<>(state.outstanding().actions());
  }

  /** The keys of what has to be asked after. */
  static List<String> keys(Workload workload, WorkloadState state) {
    List<PendingAction> actions = state.outstanding().actions();
    return actions.isEmpty() ? List.of() : List.of(actions.get(0).key(workload.uid()));
  }

  /** Takes note of how the first stands, and asks for what is due. */
  void advance() {
    while (!pending.isEmpty()) {
      PendingAction first = pending.get(0);
      ActionPolicy policy = workload.effects().action(first.mode(), first.phase(), first.name());
      TaskAnswer answer = inputs.surroundings().answer(first.key(workload.uid()));
      if (policy == null || answer.state() == TaskAnswer.State.DONE) {
        pending.remove(0);
        continue;
      }
      if (answer.state() == TaskAnswer.State.FAILED && answer.atMillis() != first.failedMillis()) {
        first = first.failed(answer.atMillis());
        pending.set(0, first);
        if (policy.onFailure() == ActionPolicy.OnFailure.IGNORE) {
          pending.remove(0);
          tell(first, answer.message() + "; it is ignored");
          continue;
        }
      }
      if (first.attempts() > 0) {
        tell(first, answer.message().isEmpty() ? "it is tried again" : answer.message());
      }
      if (answer.state() != TaskAnswer.State.UNDER_WAY && first.isDue(inputs.nowMillis())) {
        tasks.add(task(first, policy));
      }
      return;
    }
  }

  private void tell(PendingAction action, String message) {
    problems.add(
        new Problem(
            "ActionFailed", "action " + action.name() + " of " + action.mode().word(), message));
  }

  /** What a move asks for. */
  void move(@Nullable Move move, long number) {
    if (move == null) {
      return;
    }
    if (move.upward()) {
      pending.removeIf(one -> one.phase() == ActionPolicy.Phase.ENTRY && one.mode() == move.from());
    } else {
      pending.clear();
    }
    add(move.from(), ActionPolicy.Phase.EXIT, number);
    add(move.to(), ActionPolicy.Phase.ENTRY, number);
    while (pending.size() > MOST) {
      pending.remove(0);
    }
  }

  private void add(Mode mode, ActionPolicy.Phase phase, long number) {
    for (ActionPolicy action : workload.effects().actions(mode, phase)) {
      pending.add(new PendingAction(action.name(), mode, phase, number, 0, 0));
    }
  }

  private Task task(PendingAction action, ActionPolicy policy) {
    return new Task(
        action.key(workload.uid()),
        workload.id(),
        workload.uid(),
        workload.account(),
        policy.timeoutMillis(),
        work(action, policy.deed()));
  }

  private Task.Work work(PendingAction action, ActionPolicy.Deed deed) {
    if (deed instanceof ActionPolicy.Annotate annotate) {
      return new Task.Annotate(annotate.target(), annotate.key(), annotate.value());
    }
    if (deed instanceof ActionPolicy.Scale scale) {
      return new Task.Scale(scale.target(), scale.atLeast(), scale.atMost());
    }
    if (deed instanceof ActionPolicy.Say say) {
      return new Task.Say(say.message());
    }
    ActionPolicy.Post post = (ActionPolicy.Post) deed;
    return new Task.Post(post.url(), Posts.body(workload, action), post.token());
  }

  /** Whether something has to be done before anything rises. */
  boolean holds() {
    for (PendingAction one : pending) {
      ActionPolicy policy = workload.effects().action(one.mode(), one.phase(), one.name());
      if (policy != null && policy.onFailure() == ActionPolicy.OnFailure.HOLD) {
        return true;
      }
    }
    return false;
  }

  List<PendingAction> pending() {
    return pending;
  }

  /** What is begun now. */
  List<Task> tasks() {
    return tasks;
  }

  List<Problem> problems() {
    return problems;
  }
}
