package dev.homeostat.samples.checkout;

import com.sun.net.httpserver.HttpExchange;
import dev.homeostat.samples.DurationHistogram;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.MetricsText;
import dev.homeostat.samples.RequestKey;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Answers orders from the cache or through the pool, or rejects them before they queue. */
final class CheckoutService implements AutoCloseable {
  static final String PATH = "/checkout/";

  private static final int MAX_CACHED_ANSWERS = 10_000;

  private final Backend backend;
  private final LongSupplier ticker;
  private final AnswerCache cache;
  private final WorkerPool pool;
  private final DurationHistogram durations = new DurationHistogram();
  private final OutcomeCounts outcomes = new OutcomeCounts();
  private volatile CheckoutSettings settings;

  CheckoutService(CheckoutSettings settings, Backend backend, LongSupplier ticker) {
    this.settings = settings;
    this.backend = backend;
    this.ticker = ticker;
    this.cache = new AnswerCache(MAX_CACHED_ANSWERS, ticker);
    this.pool = new WorkerPool(settings.admissionLimit(), settings.poolSize());
  }

  void apply(CheckoutSettings changed) {
    if (!changed.equals(settings)) {
      settings = changed;
      pool.resize(changed.admissionLimit(), changed.poolSize());
    }
  }

  void handle(HttpExchange exchange) {
    long startNanos = ticker.getAsLong();
    String order = exchange.getRequestURI().getPath().substring(PATH.length());
    if (!exchange.getRequestMethod().equals("GET") || order.isEmpty()) {
      LoopbackServer.answer(
          exchange, 400, "expected GET " + PATH + "ORDER; name an order and use GET\n");
      return;
    }
    Optional<String> cached = cache.fresh(order, settings.cacheTtl());
    if (cached.isPresent()) {
      finish(exchange, Outcome.CACHED, startNanos, cached.get());
      return;
    }
    if (!pool.offer(() -> serve(exchange, order, startNanos))) {
      outcomes.count(Outcome.REJECTED);
      LoopbackServer.answer(exchange, 503, "rejected: the admission limit is reached\n");
    }
  }

  private void serve(HttpExchange exchange, String order, long startNanos) {
    try {
      String answer = backend.call(exchange.getRequestHeaders().getFirst(RequestKey.HEADER));
      if (!settings.cacheTtl().isZero()) {
        cache.store(order, answer);
      }
      finish(exchange, Outcome.SERVED, startNanos, answer);
    } catch (IOException e) {
      finish(exchange, Outcome.FAILED, startNanos, "the backend failed: " + e + "\n");
    }
  }

  private void finish(HttpExchange exchange, Outcome outcome, long startNanos, String body) {
    durations.observe((ticker.getAsLong() - startNanos) / 1e9);
    outcomes.count(outcome);
    LoopbackServer.answer(exchange, outcome == Outcome.FAILED ? 502 : 200, body);
  }

  String metrics(long settingsErrors) {
    CheckoutSettings now = settings;
    return new MetricsText()
        .gauge(
            "checkout_admission_limit",
            "Most requests that may be queued and running together.",
            now.admissionLimit())
        .gauge("checkout_pool_size", "Connections to the backend.", now.poolSize())
        .gauge(
            "checkout_cache_ttl_seconds",
            "Age at which a cached answer is stale, 0 when caching is off.",
            now.cacheTtl().toMillis() / 1e3)
        .gauge("checkout_queued_requests", "Requests that wait for a connection.", pool.queued())
        .gauge("checkout_running_requests", "Requests that hold a connection.", pool.running())
        .counters(
            "checkout_requests_total", "Requests by how they ended.", "outcome", outcomes.byLabel())
        .counter(
            "checkout_settings_errors_total", "Problems found in settings files.", settingsErrors)
        .histogram(
            "checkout_request_duration_seconds",
            "Time from a request to its answer, rejections excluded.",
            durations)
        .text();
  }

  @Override
  public void close() {
    pool.close();
  }
}
