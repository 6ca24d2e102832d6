package dev.homeostat.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.homeostat.samples.Eventually;
import dev.homeostat.samples.LoopbackServer;
import dev.homeostat.samples.ProgramUnderTest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service over sockets, in front of a backend that answers when the test says so. */
class CheckoutServerTest {
  private static final String SERVED = "checkout_requests_total{outcome=\"served\"}";
  private static final String REJECTED = "checkout_requests_total{outcome=\"rejected\"}";
  private static final String CACHED = "checkout_requests_total{outcome=\"cached\"}";
  private static final String FAILED = "checkout_requests_total{outcome=\"failed\"}";

  @TempDir Path settings;
  private final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();
  private LoopbackServer backend;
  private ProgramUnderTest checkout;

  @BeforeEach
  void start() throws Exception {
    backend = LoopbackServer.bind(0);
    backend.route("/work", held::add);
    backend.start();
    write("admission.limit", "3");
    write("cache.ttl", "0s");
    write("pool.size", "2");
    checkout =
        ProgramUnderTest.start(
            new CheckoutServer(),
            "--settings=" + settings,
            "--backend=http://127.0.0.1:" + backend.port());
    assertThat(checkout.port()).isPositive();
  }

  @AfterEach
  void stop() {
    checkout.close();
    backend.close();
  }

  private void write(String key, String content) throws Exception {
    Path next = Files.writeString(settings.resolve("next"), content);
    Files.move(next, settings.resolve(key), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<CompletableFuture<HttpResponse<String>>> get(int count) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(checkout.get("/checkout/" + i));
    }
    return answers;
  }

  private void awaitMetric(String series, double value) {
    Eventually.await(series + " " + value, () -> checkout.metric(series) == value);
  }

  private String answerOne(int status, String body) {
    Eventually.await("a call of the backend", () -> !held.isEmpty());
    HttpExchange exchange = held.remove();
    String key = exchange.getRequestHeaders().getFirst("X-Request");
    LoopbackServer.answer(exchange, status, body);
    return key;
  }

  @Test
  void get_admitted_answersWithTheBackendsAnswer() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = checkout.get("/checkout/1");
    answerOne(200, "done");

    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    assertThat(answer.join().body()).isEqualTo("done");
    assertThat(checkout.metric(SERVED)).isEqualTo(1);
    assertThat(checkout.metric("checkout_request_duration_seconds_count")).isEqualTo(1);
  }

  @Test
  void get_limitReached_isRejectedBeforeItQueues() throws Exception {
    get(3);
    awaitMetric("checkout_queued_requests", 1);
    awaitMetric("checkout_running_requests", 2);

    HttpResponse<String> rejected = checkout.getNow("/checkout/x");

    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.body()).isEqualTo("rejected: the admission limit is reached\n");
    assertThat(checkout.metric(REJECTED)).isEqualTo(1);
    assertThat(checkout.metric("checkout_queued_requests")).isEqualTo(1);
    assertThat(held).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void settings_limitIsLowered_refusesNewWorkAndDrainsTheQueue() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> admitted = get(3);
    awaitMetric("checkout_queued_requests", 1);
    write("admission.limit", "1");
    awaitMetric("checkout_admission_limit", 1);

    assertThat(checkout.getNow("/checkout/x").statusCode()).isEqualTo(503);
    for (int i = 0; i < 3; i++) {
      answerOne(200, "done");
    }
    for (CompletableFuture<HttpResponse<String>> answer : admitted) {
      assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void settings_poolGrows_startsQueuedWork() throws Exception {
    get(3);
    awaitMetric("checkout_running_requests", 2);
    write("pool.size", "3");

    awaitMetric("checkout_running_requests", 3);
    assertThat(checkout.metric("checkout_pool_size")).isEqualTo(3);
  }

  @Test
  void settings_badFile_keepsServingAndCountsTheError() throws Exception {
    write("cache.ttl", "soon");
    awaitMetric("checkout_settings_errors_total", 1);

    assertThat(checkout.err()).contains("cache.ttl: expected a duration", "found 'soon'");
    assertThat(checkout.getNow("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void get_cachingIsOn_answersFromTheCache() throws Exception {
    write("cache.ttl", "1h");
    awaitMetric("checkout_cache_ttl_seconds", 3600);
    CompletableFuture<HttpResponse<String>> first = checkout.get("/checkout/7");
    answerOne(200, "first");
    first.get(5, TimeUnit.SECONDS);

    assertThat(checkout.getNow("/checkout/7").body()).isEqualTo("first");
    assertThat(checkout.metric(CACHED)).isEqualTo(1);
    assertThat(checkout.metric(SERVED)).isEqualTo(1);
  }

  @Test
  void get_backendFails_answers502() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = checkout.get("/checkout/1");
    answerOne(500, "broken");

    assertThat(answer.get(5, TimeUnit.SECONDS).statusCode()).isEqualTo(502);
    assertThat(checkout.metric(FAILED)).isEqualTo(1);
  }

  @Test
  void get_clientHasGone_isServedAllTheSame() throws Exception {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), checkout.port())) {
      client
          .getOutputStream()
          .write(
              "GET /checkout/1 HTTP/1.1\r\nHost: x\r\nX-Request: 17/2\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      Eventually.await("a call of the backend", () -> !held.isEmpty());
    }

    assertThat(answerOne(200, "done")).isEqualTo("17/2");
    awaitMetric(SERVED, 1);
    awaitMetric("checkout_running_requests", 0);
  }

  @Test
  void get_noOrder_isRefused() throws Exception {
    assertThat(checkout.getNow("/checkout/").statusCode()).isEqualTo(400);
  }

  @Test
  void metrics_hundredsOfRequestsWait_answersWellWithinASecond() throws Exception {
    write("admission.limit", "500");
    awaitMetric("checkout_admission_limit", 500);
    get(500);
    awaitMetric("checkout_queued_requests", 498);

    long startNanos = System.nanoTime();
    assertThat(checkout.getNow("/metrics").statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void metrics_fromTheStart_exportsEverySeries() throws Exception {
    assertThat(checkout.getNow("/metrics").body())
        .contains(
            "# TYPE checkout_requests_total counter\n" + SERVED + " 0\n" + CACHED + " 0\n",
            REJECTED + " 0\n" + FAILED + " 0\n",
            "# TYPE checkout_admission_limit gauge\ncheckout_admission_limit 3\n",
            "checkout_pool_size 2\n",
            "checkout_cache_ttl_seconds 0\n",
            "checkout_settings_errors_total 0\n",
            "# TYPE checkout_request_duration_seconds histogram\n",
            "checkout_request_duration_seconds_bucket{le=\"+Inf\"} 0\n");
  }
}
