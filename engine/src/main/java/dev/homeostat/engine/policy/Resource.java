package dev.homeostat.engine.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.homeostat.crds.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One resource as it was declared.
 *
 * @param id kind, namespace and name
 * @param uid its identity
 * @param createdMillis when it was made, milliseconds since the epoch
 * @param deleting whether it is being deleted, and waits until what it holds is given back
 * @param spec what is wanted
 * @param annotations those of our own domain
 */
public record Resource<S>(
    ResourceId id,
    String uid,
    long createdMillis,
    boolean deleting,
    S spec,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, String> annotations) {

  private static final String DOMAIN = "homeostat.dev";

  public Resource {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** A resource without annotations of ours. */
  public Resource(ResourceId id, String uid, long createdMillis, boolean deleting, S spec) {
    this(id, uid, createdMillis, deleting, spec, new TreeMap<>());
  }

  /** A resource that is to stay. */
  public Resource(ResourceId id, String uid, long createdMillis, S spec) {
    this(id, uid, createdMillis, false, spec);
  }

  /**
   * A resource read from a file, which has no identity but its name.
   *
   * @param position among the resources of its set: the first counts as the oldest
   */
  public static <S> Resource<S> of(Manifest<S> manifest, int position) {
    ResourceId id =
        new ResourceId(
            manifest.kind(),
            Objects.requireNonNullElse(manifest.metadata().namespace(), ""),
            Objects.requireNonNullElse(manifest.metadata().name(), ""));
    UUID uid = UUID.nameUUIDFromBytes(id.toString().getBytes(StandardCharsets.UTF_8));
    return new Resource<>(
        id,
        uid.toString(),
        position,
        false,
        manifest.spec(),
        ours(manifest.metadata().annotations()));
  }

  /** The annotations of our own domain among those of an object. */
  public static SortedMap<String, String> ours(Map<String, String> annotations) {
    SortedMap<String, String> ours = new TreeMap<>();
    annotations.forEach(
        (key, value) -> {
          String domain = key.substring(0, Math.max(0, key.indexOf('/')));
          if (domain.equals(DOMAIN) || domain.endsWith("." + DOMAIN)) {
            ours.put(key, value);
          }
        });
    return ours;
  }
}
