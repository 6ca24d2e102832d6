package dev.homeostat.controllers.prometheus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many requests to one source run at a time; the others wait in order. */
final class SourceGate {

  private record Waiting(
      Supplier<CompletableFuture<Answer>> request, CompletableFuture<Answer> answer) {}

  private final int most;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int running;

  SourceGate(int most) {
    this.most = most;
  }

  /** Makes a request when it is its turn, and answers then; the request itself never fails. */
  void submit(Supplier<CompletableFuture<Answer>> request, CompletableFuture<Answer> answer) {
    synchronized (this) {
      waiting.add(new Waiting(request, answer));
    }
    startNext();
  }

  private void startNext() {
    for (Waiting next = next(); next != null; next = next()) {
      Waiting started = next;
      CompletableFuture<Answer> found = next.request().get();
      if (found.isDone()) {
        // In this loop: a row of requests that end at once would nest as deeply as it is long.
        finish(started, found);
      } else {
        var unused =
            found.whenComplete(
                (answer, failure) -> {
                  finish(started, found);
                  startNext();
                });
      }
    }
  }

  private synchronized @Nullable Waiting next() {
    Waiting next = running < most ? waiting.poll() : null;
    running += next == null ? 0 : 1;
    return next;
  }

  private void finish(Waiting ended, CompletableFuture<Answer> found) {
    synchronized (this) {
      running--;
    }
    try {
      ended.answer().complete(found.join());
    } catch (CompletionException | CancellationException e) {
      ended.answer().completeExceptionally(e);
    }
  }
}
