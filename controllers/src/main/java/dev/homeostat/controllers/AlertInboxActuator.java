package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.engine.alerts.AlertBook;
import dev.homeostat.engine.alerts.AlertCodec;
import dev.homeostat.engine.alerts.HeardAlert;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.Signals;
import dev.homeostat.engine.port.TimeSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what Alertmanager says in one ConfigMap of the operator's namespace, which every instance
 * writes and the leader reads: a notification is answered once it is there, so that whoever leads
 * next finds it, whichever instance it came to.
 *
 * <p>It is the one object that an instance writes which does not lead. Each write replaces the
 * version that was read, so that two instances lose nothing of each other.
 */
final class AlertInboxActuator implements Signals {

  static final String NAME = "homeostat-alerts";

  private static final String KEY = "alerts.json";
  private static final int MOST_ATTEMPTS = 5;
  private static final int MOST_WAITING = 16;

  private final ApiActuator api;
  private final String collection;
  private final Supplier<Set<String>> wanted;
  private final TimeSource time;
  private final Semaphore waiting = new Semaphore(MOST_WAITING);
  private volatile @Nullable AlertBook latest;
  private volatile String trouble = "";

  /**
   * An inbox.
   *
   * @param client that repeats nothing
   * @param namespace of the operator
   * @param wanted names of the alerts that somebody uses
   */
  AlertInboxActuator(
      KubernetesClient client, String namespace, Supplier<Set<String>> wanted, TimeSource time) {
    this.api = new ApiActuator(client, () -> true);
    this.collection = "/api/v1/namespaces/" + namespace + "/configmaps";
    this.wanted = wanted;
    this.time = time;
  }

  /** Takes in a notification; why it could not be kept, or empty where it was. */
  String keep(List<HeardAlert> news) {
    if (!waiting.tryAcquire()) {
      return "too many notifications at once; send it again";
    }
    try {
      return keepInTurn(news);
    } finally {
      waiting.release();
    }
  }

  private synchronized String keepInTurn(List<HeardAlert> news) {
    ApiActuator.Answer answer = new ApiActuator.Answer(0, null, "it was not tried");
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      ApiActuator.Answer read = api.get(path());
      if (!read.succeeded() && !read.missing()) {
        return "the ConfigMap %s cannot be read: %s".formatted(NAME, read.message());
      }
      AlertBook book = book(read).heard(news, wanted.get(), time.nowMillis());
      answer = write(read, book);
      if (answer.succeeded()) {
        latest = book;
        trouble = "";
        return "";
      }
      if (!answer.conflict()) {
        break;
      }
    }
    return "the ConfigMap %s cannot be written: %s".formatted(NAME, answer.message());
  }

  private String path() {
    return collection + "/" + NAME;
  }

  private static AlertBook book(ApiActuator.Answer read) {
    return read.body() == null
        ? AlertBook.EMPTY
        : AlertCodec.read(read.body().path("data").path(KEY).asText());
  }

  private ApiActuator.Answer write(ApiActuator.Answer read, AlertBook book) {
    ObjectNode next = JsonNodeFactory.instance.objectNode();
    if (read.body() instanceof ObjectNode found) {
      next.setAll(found);
    } else {
      next.put("apiVersion", "v1").put("kind", "ConfigMap").putObject("metadata").put("name", NAME);
    }
    next.putObject("data").put(KEY, AlertCodec.write(book));
    return read.missing() ? api.post(collection, next) : api.put(path(), next);
  }

  /** Reads what is there, from the API server's memory; once a tick, where anybody uses alerts. */
  void refresh() {
    if (wanted.get().isEmpty()) {
      return;
    }
    ApiActuator.Answer read = api.get(path() + "?resourceVersion=0");
    if (read.succeeded() || read.missing()) {
      latest = book(read);
      trouble = "";
    } else {
      latest = null;
      trouble = read.message();
    }
  }

  @Override
  public Map<Query, Reading> read(Set<Query> queries) {
    AlertBook book = latest;
    Map<Query, Reading> answers = new HashMap<>();
    for (Query query : queries) {
      if (query instanceof Query.Alert alert) {
        answers.put(query, book == null ? unread() : book.read(alert, time.nowMillis()));
      }
    }
    return answers;
  }

  /** Who has not looked yet knows of no outage. */
  private Reading unread() {
    return trouble.isEmpty()
        ? new Reading.Missing(
            "AlertNotHeard", "the ConfigMap " + NAME + ", which keeps the alerts, is read soon")
        : new Reading.Missing(
            "AlertsUnreadable",
            "the ConfigMap %s, which keeps the alerts, cannot be read: %s"
                .formatted(NAME, trouble));
  }
}
