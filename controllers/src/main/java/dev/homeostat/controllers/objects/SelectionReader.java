package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.ObjectSelection;
import dev.homeostat.engine.policy.Selected;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the objects that have some labels, by their metadata alone and as the account. */
public final class SelectionReader {

  private static final String METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

  private final AccountRequests requests;
  private final Refusals refusals;

  /**
   * A reader over the connections of one client.
   *
   * @param client the operator's own; it stays open
   * @param impersonation as whom requests are sent
   * @param requestTimeout of each request, which is never sent twice
   */
  public SelectionReader(
      KubernetesClient client, Impersonation impersonation, Duration requestTimeout) {
    this.requests = new AccountRequests(client, impersonation, requestTimeout);
    this.refusals = new Refusals(requests);
  }

  /** What there is now; one name more than may be used where there are more. */
  public Selected read(ObjectSelection of) {
    ObjectRef any = new ObjectRef(of.group(), of.version(), of.resource(), of.namespace(), "");
    String labels =
        of.labels().entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    String query =
        AccountRequests.query(
            Map.of("labelSelector", labels, "limit", String.valueOf(ObjectSelection.MOST + 1)));
    Answer answer =
        requests.send(
            requests
                .as(of.namespace(), of.account(), AccountRequests.list(any) + query)
                .setHeader("Accept", METADATA)
                .method("GET", null, null));
    if (!answer.isSuccess() || !answer.body().path("items").isArray()) {
      return new Selected(of, List.of(), trouble(of, any, answer));
    }
    List<String> names = new ArrayList<>();
    for (JsonNode item : answer.body().path("items")) {
      if (item.at("/metadata/deletionTimestamp").isMissingNode()) {
        names.add(item.at("/metadata/name").asText());
      }
    }
    return new Selected(of, names, "");
  }

  private String trouble(ObjectSelection of, ObjectRef any, Answer answer) {
    return switch (answer.code()) {
      case 403 ->
          "%s may not list %s; grant it to the ServiceAccount %s"
              .formatted(of.account(), of, of.account());
      case 404 ->
          "the API server has no %s of version %s; see the group, the version and the resource"
              .formatted(of, of.version());
      default -> "looking for " + of + ": " + refusals.read(any, of.account(), answer);
    };
  }
}
