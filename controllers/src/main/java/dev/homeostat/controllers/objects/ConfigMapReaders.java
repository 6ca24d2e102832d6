package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Who reads a ConfigMap's keys, as far as an account may see it; asked twice a minute at most. */
final class ConfigMapReaders {

  private static final long KEPT_MILLIS = 30_000;
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 20;

  private record Who(String namespace, String account) {}

  private record Seen(long atMillis, ConfigMapUse use) {}

  private final AccountRequests requests;
  private final LongSupplier monotonicMillis;
  private final Map<Who, Seen> seen = new ConcurrentHashMap<>();
  private final Map<Asked, Long> asked = new ConcurrentHashMap<>();

  private record Asked(Who who, String configMap) {}

  ConfigMapReaders(AccountRequests requests, LongSupplier monotonicMillis) {
    this.requests = requests;
    this.monotonicMillis = monotonicMillis;
  }

  /**
   * How the Pods of a namespace read its ConfigMaps; nothing is known where they may not be seen. A
   * ConfigMap that was not asked about lately may be about to be taken over, so for it they are
   * listed anew.
   */
  ConfigMapUse use(String namespace, String account, String configMap) {
    long now = monotonicMillis.getAsLong();
    Who who = new Who(namespace, account);
    Seen before = seen.get(who);
    asked.values().removeIf(atMillis -> now - atMillis >= KEPT_MILLIS);
    boolean known = asked.put(new Asked(who, configMap), now) != null;
    if (known && before != null && now - before.atMillis() < KEPT_MILLIS) {
      return before.use();
    }
    seen.values().removeIf(one -> now - one.atMillis() >= KEPT_MILLIS);
    ConfigMapUse listed = list(namespace, account);
    ConfigMapUse use = listed == null ? new ConfigMapUse() : listed;
    seen.put(who, new Seen(now, use));
    return use;
  }

  private @Nullable ConfigMapUse list(String namespace, String account) {
    ConfigMapUse use = new ConfigMapUse();
    String path =
        "/api/v1/namespaces/" + AccountRequests.encoded(namespace) + "/pods?limit=" + PAGE;
    String next = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String more = next.isEmpty() ? "" : "&continue=" + AccountRequests.encoded(next);
      Answer answer = requests.get(path + more, namespace, account);
      if (!answer.isSuccess()) {
        return null;
      }
      for (JsonNode pod : answer.body().path("items")) {
        use.add(pod);
      }
      next = answer.body().path("metadata").path("continue").asText("");
      if (next.isEmpty()) {
        return use;
      }
    }
    // A reader that was not seen could be the one that follows, so nothing is said.
    return null;
  }
}
