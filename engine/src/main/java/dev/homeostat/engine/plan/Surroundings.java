package dev.homeostat.engine.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.homeostat.engine.port.TaskAnswer;
import java.util.List;

/**
 * What one evaluation knows beyond its own signals and knobs.
 *
 * @param recovering how many other workloads of the namespace are in Recovery and may be
 * @param rollout whether the workload itself is being rolled out
 * @param autoscaling whether replicas can be added to it, where a loop asks
 * @param answers how the tasks stand that it asked for
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Surroundings(
    int recovering, Rollout rollout, Autoscaling autoscaling, List<TaskAnswer> answers) {

  /** Nothing beyond. */
  public static final Surroundings NONE =
      new Surroundings(0, Rollout.NONE, Autoscaling.NONE, List.of());

  public Surroundings {
    autoscaling = autoscaling == null ? Autoscaling.NONE : autoscaling;
    answers = answers == null ? List.of() : List.copyOf(answers);
  }

  /** How a task stands. */
  TaskAnswer answer(String key) {
    for (TaskAnswer answer : answers) {
      if (answer.key().equals(key)) {
        return answer;
      }
    }
    return TaskAnswer.unknown(key);
  }
}
