package dev.homeostat.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homeostat.engine.policy.Enforcement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How far the resources of a namespace may go: as far as the operator may, unless an administrator
 * has labelled the namespace {@code homeostat.dev/enforcement=Observe}.
 */
final class NamespaceCaps {

  /** The label on a namespace. */
  static final String LABEL = "homeostat.dev/enforcement";

  private static final long FRESH_NANOS = 5_000_000_000L;

  private final ApiActuator api;
  private final Enforcement operator;
  private final LongSupplier nanos;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Enforcement cap, long atNanos) {}

  /**
   * Caps under that of the operator.
   *
   * @param nanos monotonic time
   */
  NamespaceCaps(ApiActuator api, Enforcement operator, LongSupplier nanos) {
    this.api = api;
    this.operator = operator;
    this.nanos = nanos;
  }

  /**
   * The cap of a namespace; null while nobody could read its labels, and it is not known whether
   * what is held there is to be kept or given back.
   */
  @Nullable Enforcement of(String namespace) {
    long nowNanos = nanos.getAsLong();
    Seen known = seen.get(namespace);
    if (known != null && nowNanos - known.atNanos() < FRESH_NANOS) {
      return known.cap();
    }
    ApiActuator.Answer answer = api.get("/api/v1/namespaces/" + namespace);
    JsonNode body = answer.body();
    if (!answer.succeeded() || body == null) {
      return known == null ? null : known.cap();
    }
    boolean observed = "Observe".equals(body.path("metadata").path("labels").path(LABEL).asText());
    Enforcement cap = observed ? Enforcement.OBSERVE : operator;
    seen.put(namespace, new Seen(cap, nowNanos));
    return cap;
  }

  /** Forgets a namespace in which nothing is declared any more. */
  void forget(String namespace) {
    seen.remove(namespace);
  }
}
