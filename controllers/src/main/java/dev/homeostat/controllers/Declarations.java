package dev.homeostat.controllers;

import dev.homeostat.engine.policy.ResourceId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What is declared, as the informers know it; and a number that rises with each change. */
final class Declarations {

  private final Map<Kind, Cache<? extends RawResource>> caches = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> changes = new ConcurrentHashMap<>();
  private final AtomicLong all = new AtomicLong();

  /** Where the resources of a kind are found. */
  void watch(Kind kind, Cache<? extends RawResource> cache) {
    caches.put(kind, cache);
  }

  /**
   * A resource was declared, changed or deleted; of a cluster-scoped kind where it has no
   * namespace.
   */
  void changed(Kind kind, String namespace) {
    if (!caches.containsKey(kind)) {
      throw new IllegalStateException(kind + " is not watched");
    }
    changes.computeIfAbsent(namespace, n -> new AtomicLong()).incrementAndGet();
    all.incrementAndGet();
  }

  /** The resources of a kind as the API server holds them. */
  List<RawResource> raw(Kind kind) {
    return cache(kind).list().map(RawResource.class::cast).toList();
  }

  /** Rises with each change of what a namespace sees. */
  long version(String namespace) {
    return count(namespace) + count("");
  }

  /** Rises with each change of anything. */
  long version() {
    return all.get();
  }

  private long count(String namespace) {
    AtomicLong count = changes.get(namespace);
    return count == null ? 0 : count.get();
  }

  /** The namespaces in which something is declared. */
  Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    for (Cache<? extends RawResource> cache : caches.values()) {
      cache.keys().flatMap(id -> id.getNamespace().stream()).forEach(namespaces::add);
    }
    return namespaces;
  }

  /** All that a namespace sees: its own resources, and the cluster-scoped ones. */
  List<Declared> seenFrom(String namespace) {
    List<Declared> seen = new ArrayList<>(cluster());
    for (Kind kind : Kind.values()) {
      if (!kind.isClusterScoped()) {
        cache(kind)
            .list(raw -> namespace.equals(raw.getMetadata().getNamespace()))
            .map(raw -> Declared.of(kind, raw))
            .forEach(seen::add);
      }
    }
    return seen;
  }

  /** The resources of a kind in all namespaces. */
  List<Declared> all(Kind kind) {
    return cache(kind).list().map(raw -> Declared.of(kind, raw)).toList();
  }

  /** The cluster-scoped resources. */
  List<Declared> cluster() {
    List<Declared> found = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.isClusterScoped()) {
        cache(kind).list().map(raw -> Declared.of(kind, raw)).forEach(found::add);
      }
    }
    return found;
  }

  /** One resource as the API server holds it. */
  Optional<RawResource> find(ResourceId id) {
    String namespace = id.namespace().isEmpty() ? null : id.namespace();
    return cache(Kind.of(id.kind())).get(new ResourceID(id.name(), namespace)).map(r -> r);
  }

  private Cache<? extends RawResource> cache(Kind kind) {
    Cache<? extends RawResource> cache = caches.get(kind);
    if (cache == null) {
      throw new IllegalStateException(kind + " is not watched");
    }
    return cache;
  }
}
