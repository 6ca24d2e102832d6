package dev.homeostat.e2e.real.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.controllers.objects.Impersonation;
import dev.homeostat.controllers.objects.NamespaceAutoscalers;
import dev.homeostat.e2e.real.OnRealCluster;
import dev.homeostat.engine.port.Autoscalers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads HorizontalPodAutoscalers as an account, on a real API server. */
@OnRealCluster
class NamespaceAutoscalersIT {

  private static LiveObjects live;
  private static Autoscalers autoscalers;

  @BeforeAll
  static void start() throws Exception {
    live = LiveObjects.in("autoscalers-it");
    live.run("create", "serviceaccount", "lister");
    live.run("create", "role", "lister", "--verb=list", "--resource=hpa");
    live.run(
        "create",
        "rolebinding",
        "lister",
        "--role=lister",
        "--serviceaccount=" + live.namespace + ":lister");
    autoscalers =
        new NamespaceAutoscalers(
            live.client,
            Impersonation.ofServiceAccounts(LiveObjects.EXTRAS),
            Duration.ofSeconds(20));
  }

  @AfterAll
  static void end() throws Exception {
    live.close();
  }

  /**
   * The status of one whose target is not there is as its controller last wrote it; here the test
   * writes it, since nothing measures the load of a cluster without nodes.
   */
  @Test
  void read_namespace_givesTargetMaximumAndWhatIsWanted() throws Exception {
    live.runWith(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: scaler}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: checkout}
          maxReplicas: 7
        """,
        "apply",
        "-f",
        "-");
    live.run(
        "patch",
        "hpa",
        "scaler",
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"currentReplicas\":2,\"desiredReplicas\":4,\"conditions\":[{\"type\":"
            + "\"AbleToScale\",\"status\":\"False\",\"reason\":\"FailedGetScale\","
            + "\"lastTransitionTime\":\"2026-01-01T00:00:00Z\"}]}}");

    assertThat(autoscalers.read(live.namespace, "lister"))
        .isEqualTo(
            new Autoscalers.Present(
                List.of(
                    new Autoscalers.Autoscaler(
                        "scaler",
                        new Autoscalers.Target("apps", "Deployment", "checkout"),
                        7,
                        4,
                        "AbleToScale is False, FailedGetScale"))));
  }

  @Test
  void read_withoutTheRight_saysWhichIsMissing() {
    assertThat(autoscalers.read(live.namespace, "nobody"))
        .isEqualTo(
            new Autoscalers.Unknown(
                "ServiceAccount autoscalers-it/nobody may not list"
                    + " horizontalpodautoscalers.autoscaling in autoscalers-it; add a Role there"
                    + " with apiGroups [\"autoscaling\"], resources [\"horizontalpodautoscalers\"],"
                    + " verbs [\"list\"], and bind it to the account"));
  }
}
