package dev.homeostat.controllers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Single requests to the API server under the operator's own name. None is repeated: what is sent
 * again by a library may arrive after somebody else has taken over.
 */
final class ApiActuator {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final KubernetesClient client;
  private final BooleanSupplier mayWrite;

  /**
   * Requests through a client that repeats nothing.
   *
   * @param mayWrite the write gate
   */
  ApiActuator(KubernetesClient client, BooleanSupplier mayWrite) {
    this.client = client;
    this.mayWrite = mayWrite;
  }

  /**
   * What the API server answered.
   *
   * @param code HTTP status; 0 where there was no answer, and {@link #CLOSED} where the gate is
   * @param body of the answer; null where there is none
   * @param message of a failure; empty where it succeeded
   */
  record Answer(int code, @Nullable JsonNode body, String message) {

    static final int CLOSED = -1;

    boolean succeeded() {
      return code >= 200 && code < 300;
    }

    boolean missing() {
      return code == 404;
    }

    boolean conflict() {
      return code == 409;
    }
  }

  /** Reads. */
  Answer get(String path) {
    return send(path, "GET", null);
  }

  /** Replaces; the object carries the resourceVersion that it was made from. */
  Answer put(String path, JsonNode object) {
    return write(path, "PUT", object);
  }

  /** Creates. */
  Answer post(String path, JsonNode object) {
    return write(path, "POST", object);
  }

  private Answer write(String path, String verb, JsonNode object) {
    return mayWrite.getAsBoolean()
        ? send(path, verb, object)
        : new Answer(Answer.CLOSED, null, "this operator does not lead, and writes nothing");
  }

  private Answer send(String path, String verb, @Nullable JsonNode object) {
    try {
      String text = client.raw(path, verb, object);
      return new Answer(text == null ? 404 : 200, text == null ? null : JSON.readTree(text), "");
    } catch (KubernetesClientException e) {
      String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
      return new Answer(Math.max(0, e.getCode()), null, String.valueOf(said));
    } catch (JsonProcessingException e) {
      return new Answer(0, null, "the answer is no JSON; see what stands before the API server");
    }
  }
}
