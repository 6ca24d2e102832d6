package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What came back from the API server.
 *
 * @param code HTTP status; 0 where nothing came back, or where the request was not sent
 * @param body the object or the Status; missing where there is none
 * @param trouble why nothing came back, in a few words; empty otherwise
 */
record Answer(int code, JsonNode body, String trouble) {

  static final String TIMEOUT = "no answer in time";
  static final String NOT_LEADER = "not the leader";

  static Answer none(String trouble) {
    return new Answer(0, MissingNode.getInstance(), trouble);
  }

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  /** What the API server says of a failure; empty where it says nothing. */
  String message() {
    return body.path("message").asText("");
  }

  /** In a few words, without the body. */
  String summary() {
    if (code == 0) {
      return trouble;
    }
    String reason = body.path("reason").asText("");
    return reason.isEmpty() ? "HTTP " + code : "HTTP " + code + " " + reason;
  }
}
