package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.port.Author;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Sends patches, each only while this process may write. */
final class PatchActuator {

  private final AccountRequests requests;
  private final BooleanSupplier mayWrite;

  PatchActuator(AccountRequests requests, BooleanSupplier mayWrite) {
    this.requests = requests;
    this.mayWrite = mayWrite;
  }

  /** Server-side apply under the author's name. */
  Answer apply(ObjectRef object, Author author, JsonNode document, boolean force) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("fieldManager", author.manager());
    query.put("force", String.valueOf(force));
    return patch(object, author.account(), query, "application/apply-patch+yaml", document);
  }

  /** A JSON patch as the author's account, recorded under a name. */
  Answer patch(ObjectRef object, Author author, JsonNode operations, String recordedUnder) {
    return patch(
        object,
        author.account(),
        Map.of("fieldManager", recordedUnder),
        "application/json-patch+json",
        operations);
  }

  private Answer patch(
      ObjectRef object, String account, Map<String, String> query, String type, JsonNode body) {
    String path = AccountRequests.path(object) + AccountRequests.query(query);
    var request =
        requests
            .as(object.namespace(), account, path)
            .method("PATCH", type, AccountRequests.compact(body));
    return mayWrite.getAsBoolean() ? requests.send(request) : Answer.none(Answer.NOT_LEADER);
  }
}
