package dev.homeostat.engine;

import dev.homeostat.engine.plan.Rollout;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Workloads;
import java.util.Map;

/**
 * Says whether a workload is being rolled out, as {@code kubectl rollout status} does, from what
 * its controller wrote last. A Pod that fails later is no rollout.
 */
final class RolloutReader {

  private static final String AVAILABLE = "NewReplicaSetAvailable";

  static Rollout read(ObjectRef workload, Workloads.WorkloadSight sight) {
    if (sight instanceof Workloads.Unknown unknown) {
      return new Rollout(Rollout.State.UNKNOWN, unknown.message());
    }
    Map<String, String> fields = ((Workloads.Present) sight).fields();
    boolean done =
        number(fields, "/status/observedGeneration", 0) >= number(fields, "/metadata/generation", 0)
            && switch (workload.resource()) {
              case "deployments" -> deployed(fields);
              case "statefulsets" -> updated(fields);
              default ->
                  number(fields, "/status/updatedNumberScheduled", 0)
                      >= number(fields, "/status/desiredNumberScheduled", 0);
            };
    return done
        ? new Rollout(Rollout.State.DONE, "")
        : new Rollout(Rollout.State.UNDER_WAY, workload.toString());
  }

  private static boolean deployed(Map<String, String> fields) {
    long updated = number(fields, "/status/updatedReplicas", 0);
    return updated >= number(fields, "/spec/replicas", 1)
        && number(fields, "/status/replicas", 0) <= updated
        && fields
            .getOrDefault("/status/conditions/Progressing/reason", AVAILABLE)
            .equals(AVAILABLE);
  }

  private static boolean updated(Map<String, String> fields) {
    long partition = number(fields, "/spec/updateStrategy/rollingUpdate/partition", 0);
    boolean one =
        partition > 0
            || fields
                .getOrDefault("/status/updateRevision", "")
                .equals(fields.getOrDefault("/status/currentRevision", ""));
    return one
        && (partition == 0
            || number(fields, "/status/updatedReplicas", 0)
                >= number(fields, "/spec/replicas", 1) - partition);
  }

  private static long number(Map<String, String> fields, String path, long otherwise) {
    String text = fields.get(path);
    return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : otherwise;
  }

  private RolloutReader() {}
}
