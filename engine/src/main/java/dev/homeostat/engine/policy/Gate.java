package dev.homeostat.engine.policy;

import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Mode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be so before a step of Recovery ends. */
public sealed interface Gate {

  /** Name of the gate. */
  String name();

  /**
   * A signal on the right side of a threshold; without data it is shut.
   *
   * @param name of the gate
   * @param signal its place among the workload's
   * @param side of the threshold on which the gate is open
   * @param threshold in the signal's unit
   */
  record OfSignal(String name, int signal, Condition.Side side, double threshold) implements Gate {}

  /**
   * Another workload of the namespace in one of some modes; where nobody knows where it is, it is
   * shut.
   *
   * @param name of the gate
   * @param operatingMode name of the other
   * @param modes in which it is open
   */
  record OfWorkload(String name, String operatingMode, Set<Mode> modes) implements Gate {
    public OfWorkload {
      modes = Set.copyOf(modes);
    }
  }

  /**
   * Something that is done outside and must succeed once the step has been held; in Observe it is
   * not done, and the gate is open.
   *
   * @param name of the gate
   * @param check what is done
   * @param timeoutMillis longest wait for it
   */
  record OfCheck(String name, Check check, long timeoutMillis) implements Gate {}

  /** What such a gate does. */
  sealed interface Check {}

  /**
   * A Job is made from the template of a CronJob, once a step.
   *
   * @param cronJob name of it, in the namespace of the resource
   */
  record RunJob(String cronJob) implements Check {}

  /**
   * A URL is asked, and must answer 2xx.
   *
   * @param url which
   * @param token sent with it; null where none is
   */
  record AskUrl(String url, @Nullable TokenRef token) implements Check {}
}
