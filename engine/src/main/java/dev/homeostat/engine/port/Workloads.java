package dev.homeostat.engine.port;

import dev.homeostat.engine.policy.ObjectRef;
import java.util.Map;

/** The workloads that OperatingModes are about. Failures are results, never exceptions. */
public interface Workloads {

  /**
   * Reads one.
   *
   * @param account ServiceAccount in its namespace whose rights count
   */
  WorkloadSight read(ObjectRef workload, String account);

  /** What was found of a workload. */
  sealed interface WorkloadSight {}

  /**
   * It is there.
   *
   * @param fields numbers and texts of its metadata, spec and status by JSON pointer; an item of
   *     {@code status.conditions} under its type, such as {@code
   *     /status/conditions/Progressing/reason}
   */
  record Present(Map<String, String> fields) implements WorkloadSight {
    public Present {
      fields = Map.copyOf(fields);
    }
  }

  /**
   * Nothing is known of it.
   *
   * @param message what was expected, what was found, where, and what to do
   */
  record Unknown(String message) implements WorkloadSight {}
}
