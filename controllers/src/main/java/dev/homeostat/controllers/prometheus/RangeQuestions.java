package dev.homeostat.controllers.prometheus;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Prometheus what a series was over a range of time. It reads, and nothing else; time and
 * size of an answer are bounded, and no redirect is followed, which would carry a token elsewhere.
 */
public final class RangeQuestions {

  /** The largest answer that is read, of a Prometheus or of a file that holds one. */
  public static final long MOST_BYTES = 10L << 20;

  private final HttpClient client = PrometheusSignals.client();
  private final URI api;
  private final @Nullable String token;
  private final long timeoutMillis;

  /**
   * A range of time.
   *
   * @param startMillis its start, milliseconds since the epoch
   * @param endMillis its end
   * @param stepMillis time from one point to the next
   */
  public record Range(long startMillis, long endMillis, long stepMillis) {}

  private RangeQuestions(URI api, @Nullable String token, long timeoutMillis) {
    this.api = api;
    this.token = token;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Questions to the one at an address; empty where that is none, such as {@code
   * http://prometheus:9090}.
   *
   * @param token bearer token, if any
   */
  public static Optional<RangeQuestions> to(
      String url, @Nullable String token, long timeoutMillis) {
    return Endpoint.address(url, "query_range")
        .map(api -> new RangeQuestions(api, token, timeoutMillis));
  }

  /** Asks once. */
  public RangeAnswer ask(String query, Range range) {
    CompletableFuture<HttpResponse<Optional<InputStream>>> response;
    try {
      response = client.sendAsync(request(query, range), info -> new LimitedBody(MOST_BYTES));
    } catch (IllegalArgumentException e) {
      // Its message would quote the token.
      return failed(
          "SourceRefused", "a token that HTTP can carry", "one that it cannot", "mend it");
    }
    try {
      return read(query, response.get(timeoutMillis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      response.cancel(true);
      return failed(
          "SourceTimeout",
          "an answer within " + timeoutMillis + " ms",
          "none",
          "ask for a shorter range, or give it more --timeout");
    } catch (ExecutionException e) {
      return failed(
          "SourceUnreachable",
          e.getCause() instanceof ConnectException ? "a connection" : "a whole answer",
          e.getCause() instanceof IOException
              ? "none (" + e.getCause().getClass().getSimpleName() + ")"
              : "none",
          "see that it runs, and that its address is right");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.cancel(true);
      return failed("Closed", "time to wait", "an interruption", "ask again");
    }
  }

  private HttpRequest request(String query, Range range) {
    String form =
        "query=%s&start=%s&end=%s&step=%s"
            .formatted(
                URLEncoder.encode(query, StandardCharsets.UTF_8),
                seconds(range.startMillis()),
                seconds(range.endMillis()),
                seconds(range.stepMillis()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api)
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static String seconds(long millis) {
    return millis / 1_000 + "." + "%03d".formatted(millis % 1_000);
  }

  private RangeAnswer read(String query, HttpResponse<Optional<InputStream>> response) {
    int status = response.statusCode();
    if (status != 200 && status != 400 && status != 422) {
      return failed(
          "AnswerUnreadable",
          "an answer of Prometheus' query API",
          "HTTP " + status,
          status == 401 || status == 403
              ? "name a file with a token that it takes, --token-file"
              : "give its base address");
    }
    return response
        .body()
        .map(body -> RangeAnswer.read(body, AnswerReader.cut(query)))
        .orElseGet(
            () ->
                failed(
                    "AnswerTooLarge",
                    "at most " + MOST_BYTES + " bytes",
                    "more",
                    "select one series, or choose a longer step"));
  }

  private RangeAnswer failed(String reason, String expected, String found, String help) {
    return new RangeAnswer.Failed(
        reason,
        "%s: expected %s, found %s; %s".formatted(api.getAuthority(), expected, found, help));
  }
}
