package dev.homeostat.controllers.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.homeostat.controllers.prometheus.RuleQuestions.Reply;
import dev.homeostat.crds.SignalSourceSpec;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.rules.LoadedGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a Prometheus, or something that stands in its place, may answer. */
class RuleQuestionsTest {

  private HttpServer server;
  private int status = 200;
  private String answer = "";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private RuleQuestions questions() {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new RuleQuestions(
        () ->
            Map.of(
                "main",
                new SignalSourceSpec(
                    url, null, null, null, "2s", null, null, null, null, null, List.of())),
        (source, credential) -> new Credentials.Bearer("unused"),
        PrometheusSignals.client());
  }

  private static Problem problem(Reply<?> reply) {
    assertThat(reply).isInstanceOf(Reply.Unknown.class);
    return ((Reply.Unknown<?>) reply).problem();
  }

  private Map<String, List<LoadedGroup>> groups() {
    Reply<Map<String, List<LoadedGroup>>> reply = questions().loaded("main");
    assertThat(reply).isInstanceOf(Reply.Said.class);
    return ((Reply.Said<Map<String, List<LoadedGroup>>>) reply).value();
  }

  @Test
  void groups_ofOursAndOthers_oursAreReadWithTheirRevision() {
    answer =
        """
        {"status":"success","data":{"groups":[
          {"name":"node","file":"n","rules":[{"name":"x","health":"err"}]},
          {"name":"homeostat/shop/checkout/burn","file":"f","rules":[
            {"name":"chain:slo_rules:info","labels":{"revision":"00ff"},"health":"ok"},
            {"name":"chain_member:slo_objective:ratio","health":"unknown"},
            {"name":"bad:rule:x","health":"err","lastError":"many-to-many"}]}]}}
        """;

    assertThat(groups())
        .containsOnly(
            Map.entry(
                "homeostat/shop/checkout/burn",
                List.of(
                    new LoadedGroup(
                        "homeostat/shop/checkout/burn",
                        "f",
                        "00ff",
                        false,
                        "bad:rule:x: many-to-many"))));
  }

  @Test
  void answer_withoutGroups_isNoAnswer() {
    for (String odd :
        List.of("{}", "[]", "", "<html>", "{\"data\":{\"groups\":7}}", "{\"data\":{\"groups\":[")) {
      answer = odd;
      Problem problem = problem(questions().loaded("main"));

      assertThat(problem.reason()).as(odd).isEqualTo("RulesUnreadable");
      assertThat(problem.message()).doesNotContain("html").contains("spec.url");
    }
  }

  @Test
  void source_thatRefuses_isToldApart() {
    status = 401;
    assertThat(problem(questions().loaded("main")).reason()).isEqualTo("SourceRefused");
    status = 502;
    assertThat(problem(questions().loaded("main")).message()).contains("HTTP 502");
  }

  @Test
  void source_thatIsGone_isUnreadable() {
    RuleQuestions questions = questions();
    server.stop(0);
    assertThat(problem(questions.loaded("main")).reason()).isEqualTo("RulesUnreadable");
    assertThat(problem(questions.loaded("other")).reason()).isEqualTo("SourceNotFound");
  }

  @Test
  void expression_thatIsRefused_saysWhyOnOneLine() {
    status = 400;
    answer =
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"1:3: parse error:\\n x\"}";
    assertThat(questions().refusal("main", "a{"))
        .isEqualTo(new Reply.Said<>("1:3: parse error: x"));
    answer = "{\"status\":\"error\",\"errorType\":\"internal\",\"error\":\"secret\"}";
    assertThat(problem(questions().refusal("main", "a")).message())
        .contains("HTTP 400")
        .doesNotContain("secret");
  }
}
