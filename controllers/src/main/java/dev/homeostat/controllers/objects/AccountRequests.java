package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homeostat.engine.policy.ObjectRef;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests of accounts over the connections of one client. Each is sent once: a resend could land
 * after the lease, and the next interval asks anyway.
 */
final class AccountRequests {

  /** Numbers keep the digits that they came with. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final HttpClient http;
  private final String server;
  private final Impersonation impersonation;
  private final long timeoutMillis;

  AccountRequests(KubernetesClient client, Impersonation impersonation, Duration timeout) {
    this.impersonation = impersonation;
    this.timeoutMillis = timeout.toMillis();
    String url = client.getMasterUrl().toString();
    this.server = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    RequestConfigBuilder once =
        new RequestConfigBuilder()
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout((int) timeoutMillis);
    Config config = client.getConfiguration();
    if (!impersonation.isActing() && config.getImpersonateUsername() != null) {
      once.withImpersonateUsername(config.getImpersonateUsername())
          .withImpersonateGroups(config.getImpersonateGroups())
          .withImpersonateExtras(config.getImpersonateExtras());
    }
    this.http = client.getHttpClient().newBuilder().tag(once.build()).build();
  }

  Impersonation impersonation() {
    return impersonation;
  }

  /** The path of an object. */
  static String path(ObjectRef object) {
    String root =
        object.group().isEmpty()
            ? "/api/" + encoded(object.version())
            : "/apis/" + encoded(object.group()) + "/" + encoded(object.version());
    return root
        + "/namespaces/"
        + encoded(object.namespace())
        + "/"
        + encoded(object.resource())
        + "/"
        + encoded(object.name());
  }

  /**
   * The path that lists what is of the kind of an object in its namespace.
   *
   * @param limit the most that is answered
   */
  static String list(ObjectRef any, int limit) {
    return list(any) + query(Map.of("limit", String.valueOf(limit)));
  }

  /** The path of all that is of the kind of an object in its namespace. */
  static String list(ObjectRef any) {
    String path = path(any);
    return path.substring(0, path.lastIndexOf('/'));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Reads as an account of a namespace. */
  Answer get(String path, String namespace, String account) {
    return send(as(namespace, account, path).method("GET", null, null));
  }

  /** Reads as the operator itself. */
  Answer getAsOperator(String path) {
    return send(to(path).method("GET", null, null));
  }

  /** A request of an account that is not sent yet. */
  HttpRequest.Builder as(String namespace, String account, String path) {
    HttpRequest.Builder builder = to(path);
    impersonation
        .headers(namespace, account)
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder;
  }

  private HttpRequest.Builder to(String path) {
    return http.newHttpRequestBuilder()
        .uri(server + path)
        .header("Accept", "application/json")
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS);
  }

  /** Sends it once and waits for the answer, which is never an exception. */
  Answer send(HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<byte[]>> sent;
    try {
      sent = http.sendAsync(request.build(), byte[].class);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // A name that no header can hold, or a client that was closed because the process ends.
      return Answer.none("a request that cannot be sent");
    }
    try {
      HttpResponse<byte[]> response = sent.get(timeoutMillis, TimeUnit.MILLISECONDS);
      return new Answer(response.code(), json(response.body()), "");
    } catch (TimeoutException e) {
      sent.cancel(true);
      return Answer.none(Answer.TIMEOUT);
    } catch (InterruptedException e) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      return Answer.none("interrupted");
    } catch (CancellationException e) {
      return Answer.none("a request that was taken back");
    } catch (ExecutionException e) {
      return Answer.none(trouble(e));
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (IOException e) {
      // A proxy, or an API server that is starting, answers in text.
      return MissingNode.getInstance();
    }
  }

  /** What kind of failure it was; its text could hold what was sent. */
  private static String trouble(ExecutionException failure) {
    String kind = "failure";
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TimeoutException || at instanceof HttpTimeoutException) {
        return Answer.TIMEOUT;
      }
      if (at instanceof IOException && kind.equals("failure")) {
        kind = at.getClass().getSimpleName();
      }
    }
    return kind;
  }

  static String compact(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  /** Query parameters, encoded. */
  static String query(Map<String, String> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
    return query.toString();
  }
}
