package dev.homeostat.crds;

import java.util.ArrayList;
import java.util.List;

/**
 * What a file of manifests holds.
 *
 * @param manifests the resources without a problem, in the order of the file
 * @param problems all that is wrong in the file, by line
 */
public record ManifestFile(List<Manifest<?>> manifests, List<ManifestProblem> problems) {

  public ManifestFile {
    manifests = List.copyOf(manifests);
    problems = List.copyOf(problems);
  }

  /** The resources whose spec is of this type, such as {@code OperatingModeSpec.class}. */
  public <S> List<Manifest<S>> of(Class<S> specType) {
    List<Manifest<S>> found = new ArrayList<>();
    for (Manifest<?> manifest : manifests) {
      if (specType.isInstance(manifest.spec())) {
        S spec = specType.cast(manifest.spec());
        found.add(new Manifest<>(manifest.kind(), manifest.metadata(), spec, manifest.origin()));
      }
    }
    return List.copyOf(found);
  }
}
