package dev.homeostat.engine;

import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Autoscalers;
import dev.homeostat.engine.port.Neighbours;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.TargetObjects;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer;
import dev.homeostat.engine.port.Tasks;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.Workloads;
import dev.homeostat.modes.Mode;
import org.jspecify.annotations.Nullable;

/**
 * All that the engine asks of a shell.
 *
 * @param signals where numbers come from
 * @param objects the objects that hold knobs
 * @param statuses the status of our own resources
 * @param time what time it is
 * @param journal where decisions are written down
 * @param outside what is beyond the namespace and its knobs
 */
public record Ports(
    Signals signals,
    TargetObjects objects,
    Statuses statuses,
    TimeSource time,
    Journal journal,
    Outside outside) {

  /**
   * What is beyond a namespace and its knobs.
   *
   * @param tasks what is done outside
   * @param workloads what OperatingModes are about
   * @param autoscalers what adds replicas to them
   * @param neighbours the workloads of other namespaces
   */
  public record Outside(
      Tasks tasks, Workloads workloads, Autoscalers autoscalers, Neighbours neighbours) {

    /** A shell that has none of it: what asks for it fails, and says so. */
    public static final Outside NONE =
        new Outside(
            new NoTasks(),
            (workload, account) ->
                new Workloads.Unknown(
                    "nothing is known of " + workload + " here; run the operator in its cluster"),
            (namespace, account) ->
                new Autoscalers.Unknown(
                    "nothing is known of autoscalers here; run the operator in its cluster"),
            new NoNeighbours());
  }

  /** Ports of a shell with nothing beyond. */
  public Ports(
      Signals signals, TargetObjects objects, Statuses statuses, TimeSource time, Journal journal) {
    this(signals, objects, statuses, time, journal, Outside.NONE);
  }

  /** Nobody knows where anything is. */
  private static final class NoNeighbours implements Neighbours {

    @Override
    public @Nullable Mode modeOf(ResourceId operatingMode) {
      return null;
    }
  }

  /** Every task fails. */
  private static final class NoTasks implements Tasks {

    @Override
    public TaskAnswer look(String key) {
      return new TaskAnswer(
          key,
          TaskAnswer.State.FAILED,
          0,
          "nothing is done outside here; run the operator in a cluster");
    }

    @Override
    public void begin(Task task) {
      // What look() answers is told, and nothing is done.
    }
  }
}
