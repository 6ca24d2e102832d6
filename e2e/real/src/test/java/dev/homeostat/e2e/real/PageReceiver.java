package dev.homeostat.e2e.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whom Alertmanager calls: each notification is one call of somebody who sleeps. */
final class PageReceiver implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<List<Map<String, String>>> calls = new ArrayList<>();

  PageReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            take(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private synchronized void take(JsonNode notification) {
    List<Map<String, String>> alerts = new ArrayList<>();
    for (JsonNode alert : notification.path("alerts")) {
      Map<String, String> labels = new TreeMap<>();
      alert
          .path("labels")
          .properties()
          .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
      alerts.add(labels);
    }
    calls.add(alerts);
  }

  /** The labels of the alerts of each call. */
  synchronized List<List<Map<String, String>>> calls() {
    return List.copyOf(calls);
  }

  /** How many calls told of an alert with such a label. */
  long callsAbout(String label, String value) {
    return calls().stream()
        .filter(alerts -> alerts.stream().anyMatch(labels -> value.equals(labels.get(label))))
        .count();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
