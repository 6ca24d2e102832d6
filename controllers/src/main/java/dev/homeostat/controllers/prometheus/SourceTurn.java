package dev.homeostat.controllers.prometheus;

import dev.homeostat.controllers.prometheus.Answer.Blame;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one tick to one source. A source that is found dead is asked nothing more in
 * that tick, else each question would wait once more.
 */
final class SourceTurn {

  /** A turn lasts as long as this many answers may take, one after another. */
  private static final int MOST_TIMEOUTS = 6;

  /** Longer ones are refused here and there on the way. */
  private static final int MOST_ADDRESS_CHARS = 1_500;

  private final HttpClient client;
  private final Endpoint endpoint;
  private final @Nullable String token;
  private final Set<Runnable> underWay;
  private final long endNanos;
  private int failuresInARow;
  private @Nullable Answer dead;

  /**
   * Begins now.
   *
   * @param token bearer token, if any
   * @param underWay holds what cancels each request while it runs
   */
  SourceTurn(HttpClient client, Endpoint endpoint, @Nullable String token, Set<Runnable> underWay) {
    this.client = client;
    this.endpoint = endpoint;
    this.token = token;
    this.underWay = underWay;
    this.endNanos =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(endpoint.timeoutMillis() * MOST_TIMEOUTS);
  }

  /** Asks one question; never fails. */
  CompletableFuture<Answer> ask(Promql question) {
    Answer known = knownDead();
    if (known != null) {
      return CompletableFuture.completedFuture(known);
    }
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
    if (leftMillis <= 0) {
      return CompletableFuture.completedFuture(
          failed(
              Blame.EITHER,
              "SourceTimeout",
              "expected all answers of a tick within "
                  + MOST_TIMEOUTS
                  + " times spec.timeout, found no time left to ask; share signals, or give it more"
                  + " power"));
    }
    CompletableFuture<HttpResponse<Optional<InputStream>>> response;
    try {
      response =
          client.sendAsync(
              request(question),
              info -> new LimitedBody(readsBody(info) ? endpoint.maxBytes() : 0));
    } catch (RuntimeException e) {
      // Its message would quote a header or the address.
      return CompletableFuture.completedFuture(
          failed(
              Blame.SOURCE,
              "SourceRefused",
              "expected an address and a token that HTTP can carry, found one that it cannot; see"
                  + " spec.url and the Secret of spec.credential"));
    }
    return awaited(response, Math.min(leftMillis, endpoint.timeoutMillis()))
        .thenApply(found -> new AnswerReader(endpoint, question).read(found))
        .exceptionally(this::failure)
        .thenApply(this::noted);
  }

  private static boolean readsBody(HttpResponse.ResponseInfo info) {
    int status = info.statusCode();
    return status == 200 || status == 400 || status == 422 || status == 503;
  }

  private HttpRequest request(Promql question) {
    String form =
        "query="
            + URLEncoder.encode(question.text(), StandardCharsets.UTF_8)
            + "&timeout="
            + Promql.duration(endpoint.timeoutMillis());
    HttpRequest.Builder request = HttpRequest.newBuilder().header("Accept", "application/json");
    if (form.length() <= MOST_ADDRESS_CHARS) {
      // The client repeats a GET, and only a GET, that a connection kept alive for too long lost.
      request.uri(URI.create(endpoint.api() + "?" + form)).GET();
    } else {
      request
          .uri(endpoint.api())
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  /** The client's own timeout ends with the headers; a body may drip for ever. */
  private <T> CompletableFuture<T> awaited(CompletableFuture<T> response, long millis) {
    Runnable cancel = () -> response.cancel(true);
    underWay.add(cancel);
    CompletableFuture<Boolean> timer =
        new CompletableFuture<Boolean>().completeOnTimeout(true, millis, TimeUnit.MILLISECONDS);
    var unused =
        timer.thenAccept(
            late -> {
              if (late) {
                cancel.run();
              }
            });
    return response.handle(
        (found, failure) -> {
          underWay.remove(cancel);
          boolean inTime = timer.complete(false);
          if (failure == null) {
            return found;
          }
          if (!inTime) {
            throw new CompletionException(new HttpTimeoutException("late"));
          }
          throw new CompletionException(failure);
        });
  }

  private Answer failure(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof HttpTimeoutException) {
      return failed(
          Blame.EITHER,
          "SourceTimeout",
          "expected an answer within "
              + endpoint.timeoutText()
              + ", found none; see whether it is overloaded, or raise spec.timeout");
    }
    if (cause instanceof ConnectException || cause instanceof UnresolvedAddressException) {
      boolean unknown =
          cause instanceof UnresolvedAddressException
              || cause.getCause() instanceof UnresolvedAddressException;
      return failed(
          Blame.SOURCE,
          "SourceUnreachable",
          unknown
              ? "expected its name to have an address, found none; correct spec.url"
              : "expected a connection, found it refused; start it, open the way to it, or correct"
                  + " spec.url");
    }
    if (cause instanceof CancellationException) {
      return failed(Blame.QUESTION, "Closed", "the operator stops; it will be asked after a start");
    }
    if (cause instanceof IOException) {
      return failed(
          Blame.EITHER,
          "SourceUnreachable",
          "expected a whole answer, found the connection broken ("
              + cause.getClass().getSimpleName()
              + "); see its log, its certificate, and what stands between");
    }
    return failed(
        Blame.QUESTION,
        "AnswerUnreadable",
        "expected an answer that can be read, found " + cause.getClass().getSimpleName());
  }

  private Answer failed(Blame blame, String reason, String message) {
    return Answer.Failed.of(blame, reason, endpoint.name() + ": " + message);
  }

  private synchronized @Nullable Answer knownDead() {
    return dead;
  }

  private synchronized Answer noted(Answer answer) {
    Blame blame = answer instanceof Answer.Failed failed ? failed.blame() : Blame.QUESTION;
    failuresInARow = blame == Blame.EITHER ? failuresInARow + 1 : 0;
    if (blame == Blame.SOURCE || failuresInARow >= PrometheusSignals.MOST_AT_A_TIME) {
      dead = answer;
    }
    return answer;
  }
}
