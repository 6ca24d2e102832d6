package dev.homeostat.e2e.real.operator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** An exporter whose numbers a test moves. */
final class MovableMetrics implements AutoCloseable {

  private final Map<String, String> series = new ConcurrentSkipListMap<>();
  private final HttpServer server;

  MovableMetrics() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/metrics",
        exchange -> {
          StringBuilder text = new StringBuilder();
          series.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
          byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Such as {@code burn{app="a"}}; a text may be {@code NaN}. */
  void set(String name, String value) {
    series.put(name, value);
  }

  void remove(String name) {
    series.remove(name);
  }

  String hostPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
