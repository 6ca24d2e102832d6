package dev.homeostat.demo;

import dev.homeostat.engine.port.Reading;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks metrics endpoints, within a time and a size. */
final class MetricsScraper {

  /** What became of one scrape. */
  sealed interface Scrape {
    /** An answer that could be read. */
    record Answered(Exposition exposition) implements Scrape {}

    /** None, and why. */
    record Failed(Reading.Missing reading) implements Scrape {}
  }

  static final int MOST_BYTES = 1 << 20;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Starts one scrape; it ends within the endpoint's timeout. */
  CompletableFuture<Scrape> scrape(Endpoint endpoint) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.url()).timeout(endpoint.timeout()).build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request,
            head ->
                head.statusCode() == OK
                    ? new BoundedBody(MOST_BYTES)
                    : HttpResponse.BodySubscribers.replacing(new byte[0]));
    return answer
        .thenApply(response -> read(endpoint, response))
        // The request's own timeout ends with the head of the answer.
        .orTimeout(endpoint.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              answer.cancel(true);
              return failed(endpoint, failure);
            });
  }

  private static Scrape read(Endpoint endpoint, HttpResponse<byte[]> response) {
    if (response.statusCode() != OK) {
      return missing(
          "SourceFailed",
          endpoint.url() + " answered " + response.statusCode() + ", expected 200; see its log");
    }
    try {
      Exposition exposition =
          Exposition.parse(new String(response.body(), StandardCharsets.UTF_8), endpoint.job());
      return exposition.values().isEmpty()
          ? missing(
              "EmptyAnswer",
              endpoint.url() + " answered without a single series; see whether it is the service")
          : new Scrape.Answered(exposition);
    } catch (Exposition.FormatException e) {
      return missing(
          "BadFormat",
          endpoint.url()
              + " is not in Prometheus' text format: "
              + e.getMessage()
              + "; mend the exporter");
    }
  }

  private static Scrape failed(Endpoint endpoint, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return missing(
          "SourceTimeout",
          "%s gave no answer within %d ms; see whether the service is overloaded"
              .formatted(endpoint.url(), endpoint.timeout().toMillis()));
    }
    if (cause instanceof BoundedBody.TooLargeException) {
      return missing(
          "AnswerTooLarge",
          endpoint.url() + " answered more than " + MOST_BYTES + " bytes; export fewer series");
    }
    String what = cause instanceof ConnectException ? "nobody listens there" : "" + cause;
    return missing(
        "SourceUnreachable",
        endpoint.url()
            + " cannot be reached: "
            + what
            + "; start the service, or mend the address");
  }

  private static Scrape missing(String reason, String message) {
    return new Scrape.Failed(new Reading.Missing(reason, message));
  }
}
