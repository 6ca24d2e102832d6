package dev.homeostat.samples.chain;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that is needed, in one or more branches: they are tried one after another until one
 * answers, each request beginning with the next of them.
 */
final class Downstream {

  /** What one looks like on the command line. */
  static final String FORM =
      "http addresses, those of one service joined by |, services by a comma";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final List<URI> branches;
  private final AtomicInteger next = new AtomicInteger();

  private Downstream(HttpClient client, List<URI> branches) {
    this.client = client;
    this.branches = branches;
  }

  /** Decodes the services that a program calls; empty where the text is none. */
  static Optional<List<Downstream>> parse(String text, HttpClient client) {
    List<Downstream> found = new ArrayList<>();
    if (text.equals("none")) {
      return Optional.of(found);
    }
    for (String service : text.split(",", -1)) {
      List<URI> branches = new ArrayList<>();
      for (String branch : service.split("[|]", -1)) {
        if (!branch.matches("http://[a-z0-9.-]+:[0-9]{1,5}")) {
          return Optional.empty();
        }
        branches.add(URI.create(branch + ChainLinkServer.PATH));
      }
      found.add(new Downstream(client, List.copyOf(branches)));
    }
    return Optional.of(found);
  }

  /** Whether one of the branches answers. */
  CompletableFuture<Boolean> call() {
    return call(Math.floorMod(next.getAndIncrement(), branches.size()), branches.size());
  }

  private CompletableFuture<Boolean> call(int branch, int left) {
    if (left == 0) {
      return CompletableFuture.completedFuture(false);
    }
    HttpRequest request = HttpRequest.newBuilder(branches.get(branch)).timeout(PATIENCE).build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null && answer.statusCode() == 200)
        .thenCompose(
            well ->
                well
                    ? CompletableFuture.completedFuture(true)
                    : call((branch + 1) % branches.size(), left - 1));
  }
}
