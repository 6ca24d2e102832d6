package dev.homeostat.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A metrics endpoint on loopback that a test makes ill and well again. */
final class MetricsServer implements AutoCloseable {

  static {
    // The JDK reads it once. Head and body are two writes; Nagle's algorithm sets them 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "metrics-of-a-test");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile HttpHandler handler = exchange -> answer(exchange, 200, "");
  private HttpServer server;

  MetricsServer() throws IOException {
    server = listen(0);
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    http.createContext("/metrics", exchange -> handler.handle(exchange));
    http.setExecutor(threads);
    http.start();
    return http;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/metrics");
  }

  /** Answers with a text. */
  void serve(Supplier<String> metrics) {
    handler = exchange -> answer(exchange, 200, metrics.get());
  }

  /** Answers with a status that is none of success. */
  void serveStatus(int status) {
    handler = exchange -> answer(exchange, status, "a 1\n");
  }

  /** Takes requests, and answers none of them. */
  void hang() {
    handler = exchange -> awaitClose();
  }

  /** Answers with a head and the beginning of a body, and goes silent. */
  void hangInBody(String beginning) {
    handler =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(beginning.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          awaitClose();
        };
  }

  /** Stops listening. */
  void stop() {
    server.stop(0);
  }

  /** Listens again where it did before. */
  void startAgain() throws IOException {
    server = listen(server.getAddress().getPort());
  }

  private void awaitClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
