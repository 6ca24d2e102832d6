package dev.homeostat.engine.policy;

import dev.homeostat.crds.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All resources that are known, to which the references of each are resolved.
 *
 * @param resources in the order in which they were declared
 * @param exports what other namespaces let these resources name
 * @param selected the objects that have the labels which they name
 */
public record PolicySet(
    List<Resource<?>> resources, List<Export> exports, List<Selected> selected) {

  public PolicySet {
    resources = List.copyOf(resources);
    exports = List.copyOf(exports);
    selected = List.copyOf(selected);
  }

  /** Resources that select no objects. */
  public PolicySet(List<Resource<?>> resources, List<Export> exports) {
    this(resources, exports, List.of());
  }

  /** Resources to which no other namespace exports anything, and which select no objects. */
  public PolicySet(List<? extends Resource<?>> resources) {
    this(List.copyOf(resources), List.of(), List.of());
  }

  /** The resources of a file. */
  public static PolicySet of(List<Manifest<?>> manifests) {
    List<Resource<?>> resources = new ArrayList<>();
    for (Manifest<?> manifest : manifests) {
      resources.add(Resource.of(manifest, resources.size()));
    }
    return new PolicySet(resources);
  }

  /** All resources whose spec is of a type. */
  public <S> List<Resource<S>> all(Class<S> specType) {
    List<Resource<S>> found = new ArrayList<>();
    for (Resource<?> resource : resources) {
      if (specType.isInstance(resource.spec())) {
        found.add(
            new Resource<>(
                resource.id(),
                resource.uid(),
                resource.createdMillis(),
                resource.deleting(),
                specType.cast(resource.spec()),
                resource.annotations()));
      }
    }
    return found;
  }

  /** Whether two resources share one name, so that nobody knows which is meant. */
  boolean holdsTwice(ResourceId id) {
    return resources.stream().filter(resource -> resource.id().equals(id)).limit(2).count() == 2;
  }

  /** The resource of a type by its name; cluster-scoped ones have an empty namespace. */
  public <S> Optional<Resource<S>> find(Class<S> specType, String namespace, String name) {
    return all(specType).stream()
        .filter(r -> r.id().namespace().equals(namespace) && r.id().name().equals(name))
        .findFirst();
  }
}
