package dev.homeostat.e2e.real.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The API server as its administrator sees it, without a kubectl for each look. */
final class ApiClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody counts it down: waiting for it is the pause between two looks. */
  private static final CountDownLatch PAUSE = new CountDownLatch(1);

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ApiClient(URI server) {
    this.server = server;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  JsonNode mergePatch(String path, String patch) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server.resolve(path))
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(patch)));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpRequest bounded = request.timeout(Duration.ofSeconds(20)).build();
    return JSON.readTree(http.send(bounded, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** Looks until what it sees is as wanted; fails with what it saw last. */
  JsonNode await(String path, String what, Duration within, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    JsonNode seen = get(path);
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "expected %s within %s, found %s".formatted(what, within, seen.toPrettyString()));
      }
      PAUSE.await(100, TimeUnit.MILLISECONDS);
      seen = get(path);
    }
    return seen;
  }
}
