package dev.homeostat.demo;

import dev.homeostat.engine.port.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

  private static final int MOST_BYTES = 1 << 20;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Duration timeout;

  MetricsScraper(Duration timeout) {
    this.timeout = timeout;
  }

  /** Starts one scrape; it ends within the timeout. */
  CompletableFuture<Scrape> scrape(Endpoint endpoint) {
    HttpRequest request = HttpRequest.newBuilder(endpoint.url()).timeout(timeout).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
        .thenApplyAsync(response -> read(endpoint, response))
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> failed(endpoint, failure));
  }

  private Scrape read(Endpoint endpoint, HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        return missing(
            "SourceFailed",
            endpoint.url() + " answered " + response.statusCode() + ", expected 200; see its log");
      }
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        return missing(
            "AnswerTooLarge",
            endpoint.url() + " answered more than " + MOST_BYTES + " bytes; export fewer series");
      }
      Exposition exposition =
          Exposition.parse(new String(bytes, StandardCharsets.UTF_8), endpoint.job());
      return exposition.values().isEmpty()
          ? missing(
              "EmptyAnswer",
              endpoint.url() + " answered without a single series; see whether it is the service")
          : new Scrape.Answered(exposition);
    } catch (Exposition.FormatException e) {
      return missing(
          "BadFormat", endpoint.url() + " is not in Prometheus' text format: " + e.getMessage());
    } catch (IOException e) {
      return failed(endpoint, e);
    }
  }

  private Scrape failed(Endpoint endpoint, Throwable failure) {
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException
                || failure instanceof ExecutionException
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return missing(
          "SourceTimeout",
          "%s gave no answer within %d ms; see whether the service is overloaded"
              .formatted(endpoint.url(), timeout.toMillis()));
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
