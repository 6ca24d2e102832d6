package dev.homeostat.engine.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.policy.Workload;

/** What a webhook is sent about a move. */
final class Posts {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same bytes at each attempt. */
  static String body(Workload workload, PendingAction action) {
    ObjectNode body = JSON.createObjectNode();
    body.put("version", "1").put("key", action.key(workload.uid()));
    body.put("namespace", workload.id().namespace()).put("name", workload.id().name());
    body.put("mode", action.mode().word()).put("phase", action.phase().word());
    body.put("action", action.name()).put("decision", action.number());
    return body.toString();
  }

  private Posts() {}
}
