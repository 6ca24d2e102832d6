package dev.homeostat.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.homeostat.controllers.objects.AccountTaskActuator;
import dev.homeostat.controllers.objects.AccountTaskActuator.Outcome;
import dev.homeostat.controllers.objects.Impersonation;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.TokenRef;
import dev.homeostat.engine.port.Task;
import dev.homeostat.engine.port.TaskAnswer.State;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks with a token, against a server that is the API server and the status page in one. */
class WebhookCallsTest {

  private static final String TOKEN = "s3cr3t-of-the-page";
  private static final String SECRETS = "/api/v1/namespaces/shop/secrets/";

  private final List<String> seen = new ArrayList<>();
  private int secretStatus = 200;
  private String data = TOKEN + "\n";
  private int pageStatus = 204;
  private HttpServer server;
  private KubernetesClient client;
  private WebhookCalls calls;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/", this::answer);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                    .withMasterUrl(url(""))
                    .build())
            .build();
    calls =
        new WebhookCalls(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
            new AccountTaskActuator(
                    client,
                    Impersonation.ofServiceAccounts(Map.of()),
                    Duration.ofSeconds(10),
                    () -> true)
                ::token);
  }

  @AfterEach
  void close() {
    client.close();
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    seen.add(
        "%s %s by %s with %s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Impersonate-User"),
                exchange.getRequestHeaders().getFirst("Authorization")));
    byte[] body = new byte[0];
    int status = pageStatus;
    if (path.startsWith(SECRETS)) {
      status = secretStatus;
      String text =
          status == 200
              ? "{\"data\":{\"token\":\"%s\"}}"
                  .formatted(
                      Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)))
              : "{\"kind\":\"Status\",\"message\":\"secrets is forbidden\"}";
      body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
    }
    if (status == 302) {
      exchange.getResponseHeaders().set("Location", url("/elsewhere"));
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Outcome call(Task.Work work) {
    return calls.call(
        new Task(
            "shop/checkout/1/page",
            new ResourceId("OperatingMode", "shop", "checkout"),
            "uid",
            "checkout-knobs",
            10_000,
            work));
  }

  private Outcome post() {
    return call(new Task.Post(url("/page"), "{}", new TokenRef("page", "token")));
  }

  private Outcome ask() {
    return call(new Task.Ask(url("/ready"), new TokenRef("page", "token")));
  }

  @Test
  void token_isReadAsTheAccountAndSentWithEachCall() {
    assertThat(post().state()).isEqualTo(State.DONE);
    assertThat(ask().state()).isEqualTo(State.DONE);

    String read = "GET " + SECRETS + "page by system:serviceaccount:shop:checkout-knobs with null";
    assertThat(seen)
        .containsExactly(
            read,
            "POST /page by null with Bearer " + TOKEN,
            read,
            "GET /ready by null with Bearer " + TOKEN);
  }

  @Test
  void noToken_isNamed_nothingIsReadAndNothingSent() {
    assertThat(call(new Task.Ask(url("/ready"), null)).state()).isEqualTo(State.DONE);

    assertThat(seen).containsExactly("GET /ready by null with null");
  }

  @Test
  void secretThatTheAccountMayNotRead_saysWhatToGrantAndCallsNobody() {
    secretStatus = 403;

    assertThat(post())
        .isEqualTo(
            new Outcome(
                State.FAILED,
                "checkout-knobs may not get secrets shop/page: secrets is forbidden; grant it to"
                    + " the ServiceAccount checkout-knobs"));
    assertThat(seen).hasSize(1);
  }

  @Test
  void secretThatIsNotThere_saysWhatToCreate() {
    secretStatus = 404;

    assertThat(post())
        .isEqualTo(new Outcome(State.FAILED, "there is no secrets shop/page; create it"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "two words", "a\r\nHost: evil", "t\u00f6ken"})
  void noHeaderCanCarryIt_isRefusedWithoutAWordOfIt(String found) {
    data = found;

    assertThat(post())
        .isEqualTo(
            new Outcome(
                State.FAILED,
                "expected a bearer token of 1 to 8192 printable signs in the key token of secrets"
                    + " shop/page, found none; set it"));
    assertThat(seen).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 500})
  void refusedCall_saysNothingOfTheTokenAndFollowsNoRedirect(int status) {
    pageStatus = status;

    Outcome outcome = post();

    assertThat(outcome.state()).isEqualTo(State.FAILED);
    assertThat(outcome.message()).contains("found " + status).doesNotContain(TOKEN);
    assertThat(seen).hasSize(2);
  }

  @Test
  void token_showsItselfToNobody() {
    assertThat(new AccountTaskActuator.BearerToken(TOKEN, "").toString()).doesNotContain(TOKEN);
  }
}
