package dev.homeostat.controllers.prometheus;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.ClusterRules;
import dev.homeostat.engine.rules.LoadedGroup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks a source which of our rules it has loaded, and whether expressions are PromQL to it. It
 * reads an answer group by group, so that ten thousand rules take no more memory than one group.
 */
public final class RuleQuestions {

  /** Names of groups of ours begin so. */
  private static final String OURS = "homeostat/";

  private static final int MOST_GROUPS = 20_000;
  private static final long ANSWER_SECONDS = 30;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private final Supplier<Map<String, SignalSourceSpec>> sources;
  private final Credentials credentials;
  private final HttpClient client;

  /** What a source says. */
  public sealed interface Reply<T> {

    /** It says so. */
    record Said<T>(T value) implements Reply<T> {}

    /** It cannot be known now. */
    record Unknown<T>(Problem problem) implements Reply<T> {}
  }

  /** Questions to the sources that are declared when they are asked. */
  public RuleQuestions(
      Supplier<Map<String, SignalSourceSpec>> sources, Credentials credentials, HttpClient client) {
    this.sources = sources;
    this.credentials = credentials;
    this.client = client;
  }

  private interface Reader<T> {
    T read(int status, InputStream body) throws IOException;
  }

  /** An answer that is not what the API promises. */
  private static final class OddAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    OddAnswerException(String message) {
      super(message);
    }
  }

  /** The groups of ours that a source has loaded, by name; one of a name for each file. */
  public Reply<Map<String, List<LoadedGroup>>> loaded(String source) {
    return ask(source, "rules", RuleQuestions::groups);
  }

  /**
   * Why a source takes an expression for no PromQL; empty where it takes it for PromQL. It is asked
   * at the beginning of time, where there is nothing to compute.
   */
  public Reply<String> refusal(String source, String expression) {
    String query = "query?time=0&query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return ask(
        source,
        query,
        (status, body) -> {
          JsonNode answer = JSON.readTree(body);
          if (answer.path("status").asText().equals("success")) {
            return "";
          }
          if (!answer.path("errorType").asText().equals("bad_data")) {
            throw new OddAnswerException("HTTP " + status);
          }
          return AnswerReader.cut(answer.path("error").asText("it does not say why"));
        });
  }

  private <T> Reply<T> ask(String source, String path, Reader<T> reader) {
    SignalSourceSpec spec = sources.get().get(source);
    if (spec == null) {
      return unknown("SourceNotFound", source, "expected a SignalSource of this name, found none");
    }
    Endpoint endpoint = Endpoint.of(source, spec).orElse(null);
    if (endpoint == null) {
      return unknown("InvalidSource", source, "its spec.url is no address; mend it");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.api().resolve(path))
            .header("Accept", "application/json")
            .timeout(Duration.ofMillis(endpoint.timeoutMillis()));
    if (spec.credential() != null) {
      Credentials.Token token = credentials.token(source, spec.credential());
      if (token instanceof Credentials.Absent absent) {
        return unknown(absent.reason(), source, absent.message());
      }
      request.header("Authorization", "Bearer " + ((Credentials.Bearer) token).value());
    }
    return send(endpoint, request, reader);
  }

  private <T> Reply<T> send(Endpoint endpoint, HttpRequest.Builder request, Reader<T> reader) {
    String name = endpoint.name();
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        int status = response.statusCode();
        if (status != 200 && status != 400 && status != 422) {
          return unknown(
              status == 401 || status == 403 ? "SourceRefused" : "RulesUnreadable",
              name,
              "expected an answer of Prometheus' API at %s, found HTTP %d; see its address and credential"
                  .formatted(request.build().uri().getPath(), status));
        }
        // The client's own timeout ends with the headers; a body may drip for ever.
        CompletableFuture<Void> watch =
            CompletableFuture.runAsync(
                () -> closed(body),
                CompletableFuture.delayedExecutor(ANSWER_SECONDS, TimeUnit.SECONDS));
        try {
          return new Reply.Said<>(reader.read(status, body));
        } finally {
          watch.cancel(false);
        }
      }
    } catch (IOException e) {
      // Its message may quote the body.
      return unknown(
          "RulesUnreadable",
          name,
          "expected an answer of Prometheus' API, found "
              + (e instanceof OddAnswerException
                  ? e.getMessage()
                  : "none that can be read (" + e.getClass().getSimpleName() + ")")
              + "; see that it runs, and that spec.url is its base address");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unknown("Closed", name, "the operator stops");
    } catch (IllegalArgumentException e) {
      return unknown("SourceRefused", name, "its token or address is none that HTTP can carry");
    }
  }

  private static void closed(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // The reader, which waits for more, finds it closed; that is all this is for.
      return;
    }
  }

  private static <T> Reply<T> unknown(String reason, String subject, String message) {
    return new Reply.Unknown<>(new Problem(reason, subject, message));
  }

  private static Map<String, List<LoadedGroup>> groups(int status, InputStream body)
      throws IOException {
    Map<String, List<LoadedGroup>> found = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      boolean array = false;
      for (JsonToken at = parser.nextToken(); at != null && !array; at = parser.nextToken()) {
        array = at == JsonToken.FIELD_NAME && parser.currentName().equals("groups");
      }
      if (!array || parser.currentToken() != JsonToken.START_ARRAY) {
        throw new OddAnswerException("HTTP " + status + " without groups of rules");
      }
      int count = 0;
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        LoadedGroup group = group(JSON.readTree(parser));
        if (group.name().startsWith(OURS) && count++ < MOST_GROUPS) {
          found.computeIfAbsent(group.name(), name -> new ArrayList<>()).add(group);
        }
      }
    }
    return found;
  }

  private static LoadedGroup group(JsonNode group) {
    String revision = null;
    boolean evaluated = true;
    String failure = null;
    for (JsonNode rule : group.path("rules")) {
      if (rule.path("name").asText().equals(ClusterRules.MARK)) {
        revision = rule.path("labels").path(ClusterRules.REVISION).asText(null);
      }
      String health = rule.path("health").asText();
      evaluated &= !health.equals("unknown");
      if (failure == null && health.equals("err")) {
        failure = failure(rule);
      }
    }
    return new LoadedGroup(
        group.path("name").asText(), group.path("file").asText(), revision, evaluated, failure);
  }

  private static String failure(JsonNode rule) {
    return AnswerReader.cut(
        rule.path("name").asText() + ": " + rule.path("lastError").asText("it does not say why"));
  }
}
