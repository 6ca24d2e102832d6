package dev.homeostat.engine.inmemory;

import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer;
import dev.homeostat.engine.port.Tasks;
import dev.homeostat.engine.port.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks that end at once, well or not; a restart forgets how they ended, and not what was done. */
public final class InMemoryTasks implements Tasks {

  private final List<String> calls;
  private final TimeSource time;
  private final List<Task> begun = new ArrayList<>();
  private final Map<String, TaskAnswer> answers = new HashMap<>();
  private @Nullable String failure;
  private boolean stuck;

  InMemoryTasks(List<String> calls, TimeSource time) {
    this.calls = calls;
    this.time = time;
  }

  /** Lets every task fail from now on; null mends it. */
  public void fail(@Nullable String message) {
    failure = message;
  }

  /** Lets no task end from now on. */
  public void stick() {
    stuck = true;
  }

  void forget() {
    answers.clear();
  }

  /** All that was begun. */
  public List<Task> begun() {
    return List.copyOf(begun);
  }

  @Override
  public TaskAnswer look(String key) {
    return answers.getOrDefault(key, TaskAnswer.unknown(key));
  }

  @Override
  public void begin(Task task) {
    calls.add("begin " + task.key());
    begun.add(task);
    TaskAnswer.State state =
        stuck
            ? TaskAnswer.State.UNDER_WAY
            : failure == null ? TaskAnswer.State.DONE : TaskAnswer.State.FAILED;
    answers.put(
        task.key(),
        new TaskAnswer(task.key(), state, time.nowMillis(), failure == null ? "" : failure));
  }
}
