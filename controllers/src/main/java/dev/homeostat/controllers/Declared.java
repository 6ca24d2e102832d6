package dev.homeostat.controllers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Export;
import dev.homeostat.engine.policy.PolicySet;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Resource;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.policy.Selected;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One resource as it was declared.
 *
 * @param resource what the engine is given
 * @param generation of its spec
 * @param undecodable why its spec cannot be decoded, and an empty one stands for it; null where it
 *     can
 */
record Declared(Resource<?> resource, long generation, @Nullable Problem undecodable) {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  ResourceId id() {
    return resource.id();
  }

  /** All of them, as the engine is given them. */
  static PolicySet set(List<Declared> declared, List<Export> exports, List<Selected> selected) {
    List<Resource<?>> resources = new ArrayList<>(declared.size());
    declared.forEach(one -> resources.add(one.resource()));
    return new PolicySet(resources, exports, selected);
  }

  /** What is wrong with its spec: that it cannot be decoded, or else what compiling it found. */
  List<Problem> problems(CompiledPolicy compiled) {
    return undecodable != null
        ? List.of(undecodable)
        : compiled.problems().getOrDefault(id(), List.of());
  }

  static Declared of(Kind kind, RawResource raw) {
    JsonNode spec = raw.getSpec() == null ? JSON.createObjectNode() : raw.getSpec();
    try {
      return of(kind, raw.getMetadata(), JSON.treeToValue(spec, kind.specType()), null);
    } catch (JsonProcessingException e) {
      Problem problem =
          new Problem(
              "Undecodable",
              "spec" + path(e),
              "this version cannot read it; compare it with kubectl explain, and mend it");
      return of(kind, raw.getMetadata(), empty(kind), problem);
    }
  }

  private static Declared of(
      Kind kind, ObjectMeta metadata, Record spec, @Nullable Problem undecodable) {
    ResourceId id =
        new ResourceId(
            kind.title(),
            Objects.requireNonNullElse(metadata.getNamespace(), ""),
            metadata.getName());
    Resource<?> resource =
        new Resource<>(
            id,
            metadata.getUid(),
            Instant.parse(metadata.getCreationTimestamp()).toEpochMilli(),
            metadata.getDeletionTimestamp() != null,
            spec,
            Resource.ours(Objects.requireNonNullElse(metadata.getAnnotations(), Map.of())));
    return new Declared(
        resource, Objects.requireNonNullElse(metadata.getGeneration(), 0L), undecodable);
  }

  private static Record empty(Kind kind) {
    return JSON.convertValue(JSON.createObjectNode(), kind.specType());
  }

  private static String path(JsonProcessingException e) {
    return e instanceof JsonMappingException mapping
        ? mapping.getPath().stream()
            .map(
                at ->
                    at.getFieldName() == null ? "[" + at.getIndex() + "]" : "." + at.getFieldName())
            .collect(Collectors.joining())
        : "";
  }
}
