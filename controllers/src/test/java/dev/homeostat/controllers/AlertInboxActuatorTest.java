package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts that were kept, beside a server in the place of an API server. */
class AlertInboxActuatorTest {

  private static final Query DISK_FULL = new Query.Alert("DiskFull", new TreeMap<>(), 300_000);

  private HttpServer server;
  private KubernetesClient client;
  private AlertInboxActuator inbox;
  private int status = 404;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();
    inbox = new AlertInboxActuator(client, "homeostat-system", () -> Set.of("DiskFull"), () -> 0L);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private String reason() {
    Reading reading = inbox.read(Set.of(DISK_FULL)).get(DISK_FULL);
    return ((Reading.Missing) reading).reason();
  }

  @Test
  void read_beforeAnybodyLooked_isNoOutage() {
    assertThat(reason()).isEqualTo("AlertNotHeard");
  }

  @Test
  void read_nothingWasKept_isNoOutage() {
    inbox.refresh();

    assertThat(reason()).isEqualTo("AlertNotHeard");
  }

  @Test
  void read_theConfigMapMayNotBeRead_saysSo() {
    status = 403;
    inbox.refresh();

    assertThat(reason()).isEqualTo("AlertsUnreadable");
  }
}
