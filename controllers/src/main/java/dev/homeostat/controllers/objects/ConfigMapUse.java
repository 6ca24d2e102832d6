package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the Pods of a namespace read its ConfigMaps: a volume follows a change; an environment
 * variable and a {@code subPath} mount keep what they held when the container started.
 */
final class ConfigMapUse {

  private static final String ALL = "";

  /** Where a key is read once, by ConfigMap and key. */
  private final Map<String, Map<String, String>> frozen = new HashMap<>();

  /** Keys that some container follows, by ConfigMap. */
  private final Map<String, Set<String>> followed = new HashMap<>();

  /** Adds one Pod; one that has ended reads nothing any more. */
  void add(JsonNode pod) {
    String phase = pod.path("status").path("phase").asText();
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return;
    }
    String name = pod.path("metadata").path("name").asText();
    JsonNode spec = pod.path("spec");
    for (JsonNode container : spec.path("containers")) {
      add(name, spec, container);
    }
    for (JsonNode container : spec.path("initContainers")) {
      // Only a sidecar is still there to read anything.
      if (container.path("restartPolicy").asText().equals("Always")) {
        add(name, spec, container);
      }
    }
  }

  private void add(String pod, JsonNode spec, JsonNode container) {
    String where = "container " + container.path("name").asText() + " of Pod " + pod;
    for (JsonNode variable : container.path("env")) {
      JsonNode from = variable.path("valueFrom").path("configMapKeyRef");
      freeze(
          from.path("name"), from.path("key").asText(), where + " reads it from its environment");
    }
    for (JsonNode from : container.path("envFrom")) {
      freeze(from.path("configMapRef").path("name"), ALL, where + " reads it from its environment");
    }
    for (JsonNode mount : container.path("volumeMounts")) {
      String subPath = mount.path("subPath").asText("") + mount.path("subPathExpr").asText("");
      for (JsonNode volume : spec.path("volumes")) {
        if (volume.path("name").asText().equals(mount.path("name").asText())) {
          mount(volume.path("configMap"), subPath, where);
          volume
              .path("projected")
              .path("sources")
              .forEach(source -> mount(source.path("configMap"), subPath, where));
        }
      }
    }
  }

  private void mount(JsonNode source, String subPath, String where) {
    JsonNode name = source.path("name");
    if (!name.isTextual()) {
      return;
    }
    Map<String, String> pathByKey = new HashMap<>();
    source
        .path("items")
        .forEach(item -> pathByKey.put(item.path("key").asText(), item.path("path").asText()));
    if (subPath.isEmpty()) {
      Set<String> keys = followed.computeIfAbsent(name.asText(), n -> new HashSet<>());
      keys.addAll(pathByKey.isEmpty() ? Set.of(ALL) : pathByKey.keySet());
      return;
    }
    String how = where + " mounts it with subPath";
    if (pathByKey.isEmpty()) {
      freeze(name, subPath, how);
    }
    pathByKey.forEach(
        (key, path) -> {
          if (path.equals(subPath) || path.startsWith(subPath + "/")) {
            freeze(name, key, how);
          }
        });
  }

  private void freeze(JsonNode configMap, String key, String where) {
    if (configMap.isTextual()) {
      frozen.computeIfAbsent(configMap.asText(), n -> new HashMap<>()).putIfAbsent(key, where);
    }
  }

  /** Who reads a key once while nobody follows it; null where there is no such reader. */
  @Nullable String frozenReader(String configMap, String key) {
    Set<String> live = followed.getOrDefault(configMap, Set.of());
    if (live.contains(ALL) || live.contains(key)) {
      return null;
    }
    Map<String, String> readers = frozen.getOrDefault(configMap, Map.of());
    String reader = readers.get(key);
    return reader == null ? readers.get(ALL) : reader;
  }
}
