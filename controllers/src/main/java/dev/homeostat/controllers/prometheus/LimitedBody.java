package dev.homeostat.controllers.prometheus;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Keeps a body up to a limit; at the limit it hangs up, and there is no body. */
final class LimitedBody implements BodySubscriber<Optional<InputStream>> {

  private final long maxBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final CompletableFuture<Optional<InputStream>> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  LimitedBody(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public CompletionStage<Optional<InputStream>> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    Flow.Subscription current = subscription;
    if (current == null || body.isDone()) {
      return;
    }
    for (ByteBuffer part : parts) {
      if (kept.size() + (long) part.remaining() > maxBytes) {
        current.cancel();
        body.complete(Optional.empty());
        return;
      }
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      kept.write(bytes, 0, bytes.length);
    }
    current.request(1);
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(Optional.of(new ByteArrayInputStream(kept.toByteArray())));
  }
}
