package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.plan.Rollout;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Workloads;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The cases of {@code kubectl rollout status}, kubectl/pkg/polymorphichelpers/rollout_status.go.
 */
class RolloutReaderTest {

  private static Rollout.State state(String resource, String fields) {
    Map<String, String> map = new HashMap<>();
    for (String field : fields.split(" ", -1)) {
      int at = field.indexOf('=');
      map.put(field.substring(0, at), field.substring(at + 1));
    }
    return RolloutReader.read(
            new ObjectRef("apps", "v1", resource, "shop", "checkout"), new Workloads.Present(map))
        .state();
  }

  @ParameterizedTest
  @CsvSource({
    "observed 2 of 2 and 3 of 3 updated, 2, 2, 3, 3, 3, NewReplicaSetAvailable, DONE",
    "controller has not seen the change, 3, 2, 3, 3, 3, NewReplicaSetAvailable, UNDER_WAY",
    "one of three updated, 2, 2, 3, 1, 3, ReplicaSetUpdated, UNDER_WAY",
    "old Pods still end, 2, 2, 3, 3, 4, ReplicaSetUpdated, UNDER_WAY",
    "new Pods are not available yet, 2, 2, 3, 3, 3, ReplicaSetUpdated, UNDER_WAY",
    "the deadline is over, 2, 2, 3, 3, 3, ProgressDeadlineExceeded, UNDER_WAY",
  })
  void deployment_isRolledOutOnceEveryPodIsNewAndWorks(
      String what,
      String generation,
      String observed,
      String wanted,
      String updated,
      String all,
      String reason,
      Rollout.State expected) {
    String fields =
        ("/metadata/generation=%s /status/observedGeneration=%s /spec/replicas=%s"
                + " /status/updatedReplicas=%s /status/replicas=%s"
                + " /status/conditions/Progressing/reason=%s")
            .formatted(generation, observed, wanted, updated, all, reason);

    assertThat(state("deployments", fields)).as(what).isEqualTo(expected);
  }

  @Test
  void statefulSet_isRolledOutOnceTheRevisionIsOne() {
    assertThat(state("statefulsets", "/status/updateRevision=b /status/currentRevision=a"))
        .isEqualTo(Rollout.State.UNDER_WAY);
    assertThat(state("statefulsets", "/status/updateRevision=b /status/currentRevision=b"))
        .isEqualTo(Rollout.State.DONE);
  }

  @Test
  void statefulSet_withPartition_isRolledOutUpToIt() {
    String two =
        "/spec/updateStrategy/rollingUpdate/partition=2 /spec/replicas=5"
            + " /status/updateRevision=b /status/currentRevision=a /status/updatedReplicas=";
    assertThat(state("statefulsets", two + "2")).isEqualTo(Rollout.State.UNDER_WAY);
    assertThat(state("statefulsets", two + "3")).isEqualTo(Rollout.State.DONE);
  }

  @Test
  void daemonSet_isRolledOutOnceEveryNodeHasIt() {
    String of3 = "/status/desiredNumberScheduled=3 /status/updatedNumberScheduled=";
    assertThat(state("daemonsets", of3 + "2")).isEqualTo(Rollout.State.UNDER_WAY);
    assertThat(state("daemonsets", of3 + "3")).isEqualTo(Rollout.State.DONE);
  }
}
