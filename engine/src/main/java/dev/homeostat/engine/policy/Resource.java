package dev.homeostat.engine.policy;

import dev.homeostat.crds.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/**
 * One resource as it was declared.
 *
 * @param id kind, namespace and name
 * @param uid its identity
 * @param createdMillis when it was made, milliseconds since the epoch
 * @param deleting whether it is being deleted, and waits until what it holds is given back
 * @param spec what is wanted
 */
public record Resource<S>(ResourceId id, String uid, long createdMillis, boolean deleting, S spec) {

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
    return new Resource<>(id, uid.toString(), position, manifest.spec());
  }
}
