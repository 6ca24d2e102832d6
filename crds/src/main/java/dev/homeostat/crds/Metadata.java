package dev.homeostat.crds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metadata that a person writes in a manifest. */
public record Metadata(
    @Nullable String name,
    @Nullable String namespace,
    Map<String, String> labels,
    Map<String, String> annotations) {

  public Metadata {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }
}
