package dev.homeostat.controllers;

import dev.homeostat.controllers.objects.AccountTaskActuator.BearerToken;
import dev.homeostat.controllers.objects.AccountTaskActuator.Outcome;
import dev.homeostat.engine.policy.TokenRef;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer.State;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Calls the URLs of tasks. A bearer token is read for each call, so that a new one counts at once,
 * and is nowhere else than in what is sent; no redirect takes it elsewhere.
 */
final class WebhookCalls {

  private final HttpClient http;
  private final BiFunction<Task, TokenRef, BearerToken> tokens;

  /**
   * Calls over one client.
   *
   * @param http that follows no redirects
   * @param tokens reads the token that a task names
   */
  WebhookCalls(HttpClient http, BiFunction<Task, TokenRef, BearerToken> tokens) {
    this.http = http;
    this.tokens = tokens;
  }

  /** Posts or asks, once, and says how it went. */
  Outcome call(Task task) {
    if (task.work() instanceof Task.Post post) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder()
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", task.key())
              .POST(HttpRequest.BodyPublishers.ofString(post.body()));
      return call(task, post.url(), post.token(), request);
    }
    Task.Ask ask = (Task.Ask) task.work();
    return call(task, ask.url(), ask.token(), HttpRequest.newBuilder().GET());
  }

  private Outcome call(Task task, String url, @Nullable TokenRef ref, HttpRequest.Builder request) {
    if (ref != null) {
      BearerToken token = tokens.apply(task, ref);
      if (!token.trouble().isEmpty()) {
        return new Outcome(State.FAILED, token.trouble());
      }
      request.header("Authorization", "Bearer " + token.value());
    }
    return send(task, url, request);
  }

  /** Nothing of the answer is read but its status. */
  private Outcome send(Task task, String url, HttpRequest.Builder request) {
    CompletableFuture<HttpResponse<InputStream>> sent;
    try {
      sent =
          http.sendAsync(
              request.uri(URI.create(url)).timeout(Duration.ofMillis(task.timeoutMillis())).build(),
              HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      return new Outcome(State.FAILED, "expected a URL that can be called, found " + url);
    }
    try {
      HttpResponse<InputStream> response = sent.get(task.timeoutMillis(), TimeUnit.MILLISECONDS);
      response.body().close();
      int code = response.statusCode();
      return code >= 200 && code < 300
          ? new Outcome(State.DONE, "")
          : new Outcome(
              State.FAILED, "expected %s to answer 2xx, found %d; see it".formatted(url, code));
    } catch (TimeoutException e) {
      sent.cancel(true);
      return new Outcome(
          State.FAILED,
          "expected %s to answer within %d ms, found nothing; see it"
              .formatted(url, task.timeoutMillis()));
    } catch (ExecutionException | IOException e) {
      String found =
          String.valueOf(e.getCause() == null ? e : e.getCause().getClass().getSimpleName());
      return new Outcome(
          State.FAILED, "expected %s to answer 2xx, found %s; see it".formatted(url, found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(State.FAILED, "the operator stops");
    }
  }
}
