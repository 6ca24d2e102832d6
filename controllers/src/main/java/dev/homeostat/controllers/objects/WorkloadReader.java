package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Workloads;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Reads the workloads that OperatingModes are about, each as the account that its owner names. */
public final class WorkloadReader implements Workloads {

  private static final int DEEPEST = 8;

  private final AccountRequests requests;
  private final Refusals refusals;

  /** A reader over the connections of one client, which stays open. */
  public WorkloadReader(
      KubernetesClient client, Impersonation impersonation, Duration requestTimeout) {
    requests = new AccountRequests(client, impersonation, requestTimeout);
    refusals = new Refusals(requests);
  }

  @Override
  public WorkloadSight read(ObjectRef workload, String account) {
    Answer answer = requests.get(AccountRequests.path(workload), workload.namespace(), account);
    if (answer.code() == 404) {
      return new Unknown(
          "there is no %s; name one that there is in spec.targetRef".formatted(workload));
    }
    if (!answer.isSuccess()) {
      return new Unknown(refusals.read(workload, account, answer));
    }
    Map<String, String> fields = new HashMap<>();
    JsonNode generation = answer.body().at("/metadata/generation");
    if (generation.isNumber()) {
      fields.put("/metadata/generation", generation.asText());
    }
    put(fields, "/spec/replicas", answer.body());
    put(fields, "/spec/updateStrategy/rollingUpdate/partition", answer.body());
    flatten(fields, "/status", answer.body().path("status"), 0);
    return new Present(fields);
  }

  private static void put(Map<String, String> fields, String pointer, JsonNode object) {
    if (object.at(pointer).isValueNode()) {
      fields.put(pointer, object.at(pointer).asText());
    }
  }

  private static void flatten(Map<String, String> fields, String path, JsonNode node, int depth) {
    if (node.isValueNode()) {
      fields.put(path, node.asText());
    } else if (node.isArray() && path.endsWith("/conditions")) {
      node.forEach(
          item -> flatten(fields, path + "/" + item.path("type").asText(), item, depth + 1));
    } else if (node.isObject() && depth < DEEPEST) {
      node.properties()
          .forEach(e -> flatten(fields, path + "/" + e.getKey(), e.getValue(), depth + 1));
    }
  }
}
