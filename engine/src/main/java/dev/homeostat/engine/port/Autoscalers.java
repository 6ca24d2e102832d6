package dev.homeostat.engine.port;

import java.util.List;

/** What adds replicas to the workloads of a namespace. Failures are results, never exceptions. */
public interface Autoscalers {

  /**
   * Reads all of a namespace.
   *
   * @param account ServiceAccount in it whose rights count
   */
  AutoscalerSight read(String namespace, String account);

  /** What was found of the autoscalers of a namespace. */
  sealed interface AutoscalerSight {}

  /**
   * They were read.
   *
   * @param all of them
   */
  record Present(List<Autoscaler> all) implements AutoscalerSight {
    public Present {
      all = List.copyOf(all);
    }
  }

  /** The size of every workload is fixed, as that of one whose autoscaler is at its maximum. */
  record Fixed() implements AutoscalerSight {}

  /**
   * Nothing is known of them.
   *
   * @param message what was expected, what was found, where, and what to do
   */
  record Unknown(String message) implements AutoscalerSight {}

  /**
   * A HorizontalPodAutoscaler.
   *
   * @param name of it
   * @param target what it scales
   * @param maxReplicas the most that it may ask for, {@code spec.maxReplicas}
   * @param desiredReplicas what it asked for last, {@code status.desiredReplicas}; 0 before it did
   * @param obstacle the condition that keeps it from scaling, and its reason; empty where none does
   */
  record Autoscaler(
      String name, Target target, long maxReplicas, long desiredReplicas, String obstacle) {}

  /**
   * The {@code scaleTargetRef} of an autoscaler.
   *
   * @param group API group; empty for the core group
   * @param kind such as {@code Deployment}
   * @param name of the object
   */
  record Target(String group, String kind, String name) {}
}
