package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Autoscalers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the HorizontalPodAutoscalers of a namespace, autoscaling/v2, in one request as the account
 * that the owner of a workload names.
 */
public final class NamespaceAutoscalers implements Autoscalers {

  /** The most that are read of one namespace. */
  public static final int MOST = 500;

  private static final String NO_VERSION =
      "the API server has no horizontalpodautoscalers of autoscaling/v2, which Kubernetes has from"
          + " 1.23 on; say autoscaling: Independent";

  private final AccountRequests requests;
  private final Refusals refusals;

  /** A reader over the connections of one client, which stays open. */
  public NamespaceAutoscalers(
      KubernetesClient client, Impersonation impersonation, Duration requestTimeout) {
    requests = new AccountRequests(client, impersonation, requestTimeout);
    refusals = new Refusals(requests);
  }

  @Override
  public AutoscalerSight read(String namespace, String account) {
    ObjectRef any = new ObjectRef("autoscaling", "v2", "horizontalpodautoscalers", namespace, "");
    Answer answer = requests.get(AccountRequests.list(any, MOST), namespace, account);
    JsonNode items = answer.body().path("items");
    if (!answer.isSuccess() || !items.isArray()) {
      return new Unknown(answer.code() == 404 ? NO_VERSION : refusals.list(any, account, answer));
    }
    if (!answer.body().at("/metadata/continue").asText("").isEmpty()) {
      return new Unknown(
          "expected at most %d horizontalpodautoscalers in %s, found more; spread the workloads over"
                  .formatted(MOST, namespace)
              + " namespaces");
    }
    List<Autoscaler> all = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      if (item.at("/metadata/deletionTimestamp").isMissingNode()) {
        all.add(autoscaler(item));
      }
    }
    return new Present(all);
  }

  private static Autoscaler autoscaler(JsonNode item) {
    JsonNode target = item.at("/spec/scaleTargetRef");
    String version = target.path("apiVersion").asText("");
    int slash = version.indexOf('/');
    return new Autoscaler(
        item.at("/metadata/name").asText(),
        new Target(
            slash < 0 ? "" : version.substring(0, slash),
            target.path("kind").asText(""),
            target.path("name").asText("")),
        item.at("/spec/maxReplicas").asLong(),
        item.at("/status/desiredReplicas").asLong(0),
        obstacle(item.at("/status/conditions")));
  }

  /** An autoscaler that cannot tell what is needed, or cannot set it, says so of itself. */
  private static String obstacle(JsonNode conditions) {
    for (JsonNode condition : conditions) {
      String type = condition.path("type").asText();
      if ((type.equals("ScalingActive") || type.equals("AbleToScale"))
          && condition.path("status").asText().equals("False")) {
        return type + " is False, " + condition.path("reason").asText();
      }
    }
    return "";
  }
}
