package dev.homeostat.controllers.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.homeostat.crds.SignalSourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers what a test says, well or ill. */
final class FakePrometheus implements AutoCloseable {

  /** Answers in its own way. */
  interface Handler {
    void handle(HttpExchange exchange, String query) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);

  /** Every expression that it was asked, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The Authorization header of every request; empty where there is none. */
  final List<String> authorizations = new CopyOnWriteArrayList<>();

  private FakePrometheus(Handler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/api/v1/query",
        exchange -> {
          try (exchange) {
            String query = query(exchange);
            asked.add(query);
            List<String> authorization =
                exchange.getRequestHeaders().getOrDefault("Authorization", List.of(""));
            authorizations.add(authorization.get(0));
            handler.handle(exchange, query);
          }
        });
    server.start();
  }

  static FakePrometheus of(Handler handler) {
    try {
      return new FakePrometheus(handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with the result that belongs to a query. */
  static FakePrometheus ofResults(Function<String, String> result) {
    return of((exchange, query) -> send(exchange, 200, success(result.apply(query))));
  }

  /** What batched questions look like. */
  private static final Pattern NUMBERED =
      Pattern.compile(
          "label_replace\\(\\((.*?)\n\\), \"homeostat_question\", \"([0-9]+)\", \"\", \"\"\\)");

  /**
   * Answers each of the questions that are asked together with its number; where one has none, it
   * refuses them all.
   */
  static FakePrometheus ofEach(Function<String, String> number) {
    return of(
        (exchange, query) -> {
          List<String> rows = new ArrayList<>();
          Matcher matcher = NUMBERED.matcher(query);
          boolean several = matcher.find();
          boolean more = several;
          while (more) {
            String value = number.apply(matcher.group(1));
            rows.add(
                value.isEmpty()
                    ? ""
                    : series("\"homeostat_question\":\"" + matcher.group(2) + "\"", value));
            more = matcher.find();
          }
          if (!several) {
            String value = number.apply(query);
            rows.add(value.isEmpty() ? "" : series("", value));
          }
          boolean bad = rows.contains("");
          send(
              exchange,
              bad ? 400 : 200,
              bad
                  ? "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"
                  : success("[" + String.join(",", rows) + "]"));
        });
  }

  /** Gives one answer to everything. */
  static FakePrometheus ofAnswer(int status, String body) {
    return of((exchange, query) -> send(exchange, status, body));
  }

  static String success(String result) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
        + result
        + "}}";
  }

  /** A series; its labels are written as JSON writes them. */
  static String series(String labels, String value) {
    return "{\"metric\":{" + labels + "},\"value\":[1000.5,\"" + value + "\"]}";
  }

  /** The two rows of an increase. */
  static String increase(String value, String atSeconds) {
    return "["
        + series("\"homeostat\":\"value\"", value)
        + ","
        + series("\"homeostat\":\"at\"", atSeconds)
        + "]";
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Waits so long, or until the server ends. */
  boolean pause(long millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** A source with a timeout that no healthy answer needs. */
  SignalSourceSpec source() {
    return source("30s", null, null);
  }

  SignalSourceSpec source(String timeout, Long maxBytes, Long maxSeries) {
    return source(url(), timeout, maxBytes, maxSeries);
  }

  static SignalSourceSpec source(String url, String timeout, Long maxBytes, Long maxSeries) {
    return new SignalSourceSpec(
        url, null, null, null, timeout, null, null, maxSeries, maxBytes, true, List.of());
  }

  private static String query(HttpExchange exchange) throws IOException {
    String form =
        exchange.getRequestMethod().equals("POST")
            ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            : exchange.getRequestURI().getRawQuery();
    for (String field : form.split("&", -1)) {
      if (field.startsWith("query=")) {
        return URLDecoder.decode(field.substring(6), StandardCharsets.UTF_8);
      }
    }
    throw new IOException("no query");
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
