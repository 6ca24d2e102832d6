package dev.homeostat.controllers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homeostat.crds.ControlLoopStatus;
import dev.homeostat.crds.OperatingModeStatus;
import dev.homeostat.crds.SLOChainStatus;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.ResourceId;
import dev.homeostat.engine.port.Statuses;
import dev.homeostat.engine.port.TimeSource;
import dev.homeostat.engine.port.WriteResult;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the status of our resources, and keeps a finalizer on those that hold something.
 *
 * <p>Each write builds on the status that was written or read last. Where somebody else has written
 * it since, nothing is written, and the next turn plans again from what is there.
 */
final class StatusActuator implements Statuses {

  static final String FINALIZER = "homeostat.dev/restore";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ApiActuator api;
  private final TimeSource time;

  /** The object of each resource, its status included, as it was written or read last. */
  private final Map<ResourceId, ObjectNode> known = new ConcurrentHashMap<>();

  private final Map<ResourceId, Long> generations = new ConcurrentHashMap<>();

  /** Two threads write conditions of one resource, each on top of what the other wrote. */
  private final Map<ResourceId, Object> locks = new ConcurrentHashMap<>();

  StatusActuator(ApiActuator api, TimeSource time) {
    this.api = api;
    this.time = time;
  }

  @Override
  public @Nullable OperatingModeStatus load(ResourceId resource) {
    known.remove(resource);
    Read read = read(resource);
    return read.object() == null ? null : operatingMode(read.object().path("status"));
  }

  private static @Nullable OperatingModeStatus operatingMode(JsonNode status) {
    try {
      return status.isObject() ? JSON.treeToValue(status, OperatingModeStatus.class) : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  @Override
  public WriteResult save(ResourceId resource, OperatingModeStatus status) {
    boolean holds = status.knobs().stream().anyMatch(knob -> knob.held() != null);
    if (holds) {
      WriteResult kept = keep(resource, true);
      if (kept instanceof WriteResult.Failed) {
        return kept;
      }
    }
    WriteResult result =
        write(
            resource,
            object -> concluded(object, status, status.conditions(), generation(resource, object)));
    return result instanceof WriteResult.Failed || holds ? result : keep(resource, false);
  }

  /** Says of a control loop what it does. */
  WriteResult report(ResourceId loop, ControlLoopStatus status) {
    return write(
        loop, object -> concluded(object, status, status.conditions(), generation(loop, object)));
  }

  private ObjectNode concluded(
      ObjectNode object, Record status, List<Condition> conditions, long generation) {
    ObjectNode node = JSON.valueToTree(status);
    node.put("observedGeneration", generation);
    node.set(
        "conditions",
        JSON.valueToTree(
            Conditions.completed(conditions, conditions(object), generation, time.nowMillis())));
    return node;
  }

  /** The status of a chain as it is; null where there is none, or none that can be read. */
  @Nullable SLOChainStatus chain(ResourceId resource) {
    Read read = read(resource);
    JsonNode status = read.object() == null ? null : read.object().path("status");
    try {
      return status == null || !status.isObject()
          ? null
          : JSON.treeToValue(status, SLOChainStatus.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** What the mode of an OperatingMode gives now, as we wrote it; null where it says nothing. */
  @Nullable String guarantee(ResourceId operatingMode) {
    ObjectNode object = read(operatingMode).object();
    return object == null ? null : object.path("status").path("guarantee").textValue();
  }

  /** Writes what was measured of a chain; the conditions that others concluded stay. */
  WriteResult report(ResourceId resource, SLOChainStatus status) {
    return write(
        resource,
        object -> {
          long generation = generation(resource, object);
          List<Condition> before = conditions(object);
          List<Condition> now =
              Conditions.completed(status.conditions(), before, generation, time.nowMillis());
          ObjectNode node = JSON.valueToTree(status);
          node.put("observedGeneration", generation);
          node.set("conditions", JSON.valueToTree(now));
          return node;
        });
  }

  /**
   * Says of a resource whose spec has problems what they are. The rest of its status stays, since
   * it may hold what is to be given back.
   */
  WriteResult stall(ResourceId resource, List<Problem> problems) {
    return conclude(
        resource,
        (before, generation) -> Conditions.stalled(problems, before, generation, time.nowMillis()));
  }

  /**
   * Says of a resource whose spec is right what stands in its way; nothing where it can be used.
   */
  WriteResult accept(ResourceId resource, List<Problem> problems) {
    return conclude(
        resource,
        (before, generation) ->
            Conditions.kept(
                Conditions.valid(problems, before, generation, time.nowMillis()), before));
  }

  /** Says one thing of a resource that is concluded apart from its other conditions. */
  WriteResult beside(ResourceId resource, Condition condition) {
    return conclude(
        resource,
        (before, generation) -> Conditions.beside(condition, before, generation, time.nowMillis()));
  }

  /** The conditions that follow those before, for a generation of the spec. */
  private interface NextConditions {
    List<Condition> after(List<Condition> before, long generation);
  }

  private WriteResult conclude(ResourceId resource, NextConditions next) {
    return write(
        resource,
        object -> {
          long generation = generation(resource, object);
          return with(object, generation, next.after(conditions(object), generation));
        });
  }

  private static ObjectNode with(ObjectNode object, long generation, List<Condition> conditions) {
    JsonNode before = object.path("status");
    ObjectNode status = before.isObject() ? before.deepCopy() : JSON.createObjectNode();
    status.put("observedGeneration", generation);
    status.set("conditions", JSON.valueToTree(conditions));
    return status;
  }

  private static List<Condition> conditions(ObjectNode object) {
    List<Condition> conditions = new ArrayList<>();
    for (JsonNode node : object.path("status").path("conditions")) {
      conditions.add(JSON.convertValue(node, Condition.class));
    }
    return conditions;
  }

  /** Takes note of the generation of the spec that what follows answers. */
  void observe(ResourceId resource, long generation) {
    generations.put(resource, generation);
  }

  private long generation(ResourceId resource, ObjectNode object) {
    Long generation = generations.get(resource);
    return generation == null ? object.path("metadata").path("generation").asLong() : generation;
  }

  /** The generation of the spec that what follows answers; 0 where it is not known. */
  long generation(ResourceId resource) {
    return generations.getOrDefault(resource, 0L);
  }

  /** Forgets a resource that is gone. */
  void forget(ResourceId resource) {
    known.remove(resource);
    generations.remove(resource);
    locks.remove(resource);
  }

  /** An object that was read, or why it was not. */
  private record Read(@Nullable ObjectNode object, WriteResult.@Nullable Failed failure) {}

  private Read read(ResourceId resource) {
    ObjectNode object = known.get(resource);
    if (object != null) {
      return new Read(object, null);
    }
    ApiActuator.Answer answer = api.get(path(resource));
    if (answer.succeeded() && answer.body() instanceof ObjectNode found) {
      known.put(resource, found);
      return new Read(found, null);
    }
    return new Read(null, failed(resource, answer));
  }

  private WriteResult write(ResourceId resource, Function<ObjectNode, ObjectNode> status) {
    synchronized (locks.computeIfAbsent(resource, id -> new Object())) {
      return writeAlone(resource, status);
    }
  }

  private WriteResult writeAlone(ResourceId resource, Function<ObjectNode, ObjectNode> status) {
    Read read = read(resource);
    ObjectNode object = read.object();
    if (object == null) {
      return failure(read);
    }
    ObjectNode next = object.deepCopy();
    next.set("status", reread(status.apply(object)));
    if (next.equals(object)) {
      return new WriteResult.Written();
    }
    return put(resource, path(resource) + "/status", next, object);
  }

  /** As it would come back, so that equal numbers are equal. */
  private static JsonNode reread(ObjectNode status) {
    try {
      return JSON.readTree(status.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was written as JSON is JSON", e);
    }
  }

  /** Puts the finalizer on, or takes it off. */
  private WriteResult keep(ResourceId resource, boolean wanted) {
    Read read = read(resource);
    ObjectNode object = read.object();
    if (object == null) {
      return failure(read);
    }
    List<String> finalizers = new ArrayList<>();
    object.path("metadata").path("finalizers").forEach(name -> finalizers.add(name.asText()));
    boolean deleting = object.path("metadata").has("deletionTimestamp");
    if (finalizers.contains(FINALIZER) == wanted || (wanted && deleting)) {
      return new WriteResult.Written();
    }
    ObjectNode next = object.deepCopy();
    ArrayNode names = JSON.createArrayNode();
    finalizers.stream().filter(name -> !name.equals(FINALIZER)).forEach(names::add);
    if (wanted) {
      names.add(FINALIZER);
    }
    ((ObjectNode) next.path("metadata")).set("finalizers", names);
    return put(resource, path(resource), next, object);
  }

  /**
   * Replaces an object. Where only its spec or metadata have changed meanwhile, that is no reason
   * not to write its status: it is tried once more on top of them.
   */
  private WriteResult put(ResourceId resource, String path, ObjectNode next, ObjectNode before) {
    ApiActuator.Answer answer = api.put(path, next);
    if (answer.conflict()) {
      known.remove(resource);
      Read read = read(resource);
      ObjectNode now = read.object();
      if (now == null) {
        return failure(read);
      }
      if (!sameIdentity(now, before) || !now.path("status").equals(before.path("status"))) {
        return new WriteResult.Failed(
            "Conflict",
            resource + " was written by somebody else meanwhile; it is planned again from that");
      }
      answer = api.put(path, rebased(path, next, now));
    }
    if (answer.succeeded() && answer.body() instanceof ObjectNode written) {
      known.put(resource, written);
      return new WriteResult.Written();
    }
    known.remove(resource);
    return failed(resource, answer);
  }

  private static boolean sameIdentity(ObjectNode now, ObjectNode before) {
    return now.path("metadata").path("uid").equals(before.path("metadata").path("uid"));
  }

  private static ObjectNode rebased(String path, ObjectNode next, ObjectNode now) {
    ObjectNode rebased = now.deepCopy();
    if (path.endsWith("/status")) {
      rebased.set("status", next.path("status"));
    } else {
      ((ObjectNode) rebased.path("metadata"))
          .set("finalizers", next.path("metadata").path("finalizers"));
    }
    return rebased;
  }

  private static WriteResult.Failed failure(Read read) {
    return read.failure() == null
        ? new WriteResult.Failed("StatusUnreadable", "it could not be read; it is tried again")
        : read.failure();
  }

  private static WriteResult.Failed failed(ResourceId resource, ApiActuator.Answer answer) {
    if (answer.code() == ApiActuator.Answer.CLOSED) {
      return new WriteResult.Failed("NotLeader", answer.message());
    }
    if (answer.missing()) {
      return new WriteResult.Failed("ResourceGone", resource + " is not there any more");
    }
    return new WriteResult.Failed(
        answer.code() == 403 ? "Forbidden" : "StatusNotWritten",
        "the API server answered %d for %s: %s; it is tried again"
            .formatted(answer.code(), resource, answer.message()));
  }

  private static String path(ResourceId resource) {
    return Kind.of(resource.kind()).path(resource.namespace(), resource.name());
  }
}
