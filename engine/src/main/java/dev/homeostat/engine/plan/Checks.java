package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.Gate;
import dev.homeostat.engine.policy.Workload;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer;
import dev.homeostat.modes.Mode;
import java.util.ArrayList;
import java.util.List;

/**
 * The gates that something outside must open. Each is asked once its step has been held, anew for
 * each step, and again after a while where it said no; a URL also where it said yes a while ago.
 */
final class Checks {

  private static final long ASKED_AGAIN_MILLIS = 30_000;
  private static final long RUN_AGAIN_MILLIS = 300_000;

  /** The keys of what has to be asked after. */
  static List<String> keys(Workload workload, WorkloadState state) {
    List<String> keys = new ArrayList<>(0);
    if (state.mode().mode() == Mode.RECOVERY) {
      for (Gate gate : workload.directives().gates()) {
        if (gate instanceof Gate.OfCheck check) {
          keys.add(key(workload, state, check));
        }
      }
    }
    return keys;
  }

  private static String key(Workload workload, WorkloadState state, Gate.OfCheck gate) {
    return workload.uid() + "/" + state.decisions() + "/gate/" + gate.name();
  }

  static boolean isOpen(Workload workload, WorkloadState state, Inputs inputs, Gate.OfCheck gate) {
    return !workload.enforces(inputs.cap())
        || answer(workload, state, inputs, gate).state() == TaskAnswer.State.DONE;
  }

  private static TaskAnswer answer(
      Workload workload, WorkloadState state, Inputs inputs, Gate.OfCheck gate) {
    return inputs.surroundings().answer(key(workload, state, gate));
  }

  /** What is to be done now. */
  static List<Task> tasks(Workload workload, WorkloadState state, Inputs inputs) {
    if (state.mode().mode() != Mode.RECOVERY
        || state.mode().stepHeldMillis() < workload.modes().climb().holdMillis()) {
      return List.of();
    }
    List<Task> tasks = new ArrayList<>(0);
    for (Gate gate : workload.directives().gates()) {
      if (gate instanceof Gate.OfCheck check
          && isDue(check, answer(workload, state, inputs, check), inputs.nowMillis())) {
        tasks.add(
            new Task(
                key(workload, state, check),
                workload.id(),
                workload.uid(),
                workload.account(),
                check.timeoutMillis(),
                work(check.check())));
      }
    }
    return tasks;
  }

  private static Task.Work work(Gate.Check check) {
    if (check instanceof Gate.RunJob job) {
      return new Task.RunJob(job.cronJob());
    }
    Gate.AskUrl ask = (Gate.AskUrl) check;
    return new Task.Ask(ask.url(), ask.token());
  }

  private static boolean isDue(Gate.OfCheck gate, TaskAnswer answer, long nowMillis) {
    boolean runs = gate.check() instanceof Gate.RunJob;
    long ageMillis = nowMillis - answer.atMillis();
    return switch (answer.state()) {
      case UNKNOWN -> true;
      case UNDER_WAY -> false;
      case DONE -> !runs && ageMillis >= ASKED_AGAIN_MILLIS;
      case FAILED -> ageMillis >= (runs ? RUN_AGAIN_MILLIS : ASKED_AGAIN_MILLIS);
    };
  }

  /** Why a gate is shut, for people. */
  static String why(Workload workload, WorkloadState state, Inputs inputs, Gate.OfCheck gate) {
    TaskAnswer answer = answer(workload, state, inputs, gate);
    return answer.state() == TaskAnswer.State.FAILED
        ? "gate " + gate.name() + " (" + answer.message() + ")"
        : "gate " + gate.name();
  }

  private Checks() {}
}
