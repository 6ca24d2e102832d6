package dev.homeostat.operator;

import dev.homeostat.controllers.HomeostatOperator;
import dev.homeostat.engine.alerts.AlertNotification;
import dev.homeostat.engine.alerts.HeardAlert;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where Alertmanager's {@code webhook_configs} send alerts. Who sends is known before a byte of the
 * body is read, and a body is read up to its limit.
 */
@ApplicationScoped
class AlertReceiver {

  /** Path of the receiver. */
  static final String PATH = "/api/v1/alerts";

  private static final Logger LOG = Logger.getLogger(AlertReceiver.class);
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_TOKEN = 4096;

  private final OperatorConfig config;
  private final OperatorLifecycle lifecycle;

  @Inject
  AlertReceiver(OperatorConfig config, OperatorLifecycle lifecycle) {
    this.config = config;
    this.lifecycle = lifecycle;
  }

  void register(@Observes Router router) {
    router.post(PATH).handler(this::authenticate);
    router.post(PATH).handler(BodyHandler.create(false).setBodyLimit(AlertNotification.MOST_BYTES));
    router.post(PATH).blockingHandler(this::receive, false);
  }

  private void authenticate(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (config.alertsTokenFile().isEmpty()) {
      refuse(context, 404, "alerts are not received: HOMEOSTAT_ALERTS_TOKEN_FILE names no file");
      return;
    }
    String sent = request.getHeader("Authorization");
    if (sent == null || !sent.startsWith(BEARER)) {
      refuse(context, 401, "expected Authorization: Bearer with the token of the receiver");
      return;
    }
    request.pause();
    context
        .vertx()
        .executeBlocking(() -> isToken(sent.substring(BEARER.length()).strip()), false)
        .onComplete(
            answer -> {
              request.resume();
              if (answer.succeeded() && answer.result()) {
                context.next();
              } else {
                refuse(context, 401, "another token was expected");
              }
            });
  }

  /** Read each time, since a Secret that is mounted may change. */
  private boolean isToken(String sent) {
    String expected = token(config.alertsTokenFile().orElseThrow());
    return expected != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String token(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      String token = new String(stream.readNBytes(LONGEST_TOKEN), StandardCharsets.UTF_8).strip();
      if (!token.isEmpty()) {
        return token;
      }
      LOG.errorf("expected a token in %s, found an empty file; put one there", file);
    } catch (IOException e) {
      LOG.errorf("the token of the receiver of alerts cannot be read: %s", e.toString());
    }
    return null;
  }

  private void receive(RoutingContext context) {
    HomeostatOperator operator = lifecycle.operator();
    if (operator == null) {
      refuse(context, 503, "the operator starts; send it again");
      return;
    }
    try {
      List<HeardAlert> alerts =
          AlertNotification.read(
              context.body().asString(StandardCharsets.UTF_8.name()) == null
                  ? ""
                  : context.body().asString(StandardCharsets.UTF_8.name()),
              System.currentTimeMillis());
      String failure = operator.keepAlerts(alerts);
      if (failure.isEmpty()) {
        context.response().setStatusCode(204).end();
      } else {
        LOG.warnf("alerts were not kept, and are sent again: %s", failure);
        refuse(context, 503, failure);
      }
    } catch (AlertNotification.FormatException e) {
      refuse(context, 400, String.valueOf(e.getMessage()));
    }
  }

  /** What is still to come is not waited for. */
  private static void refuse(RoutingContext context, int code, String why) {
    context
        .response()
        .setStatusCode(code)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Connection", "close")
        .end(why + "\n");
  }
}
