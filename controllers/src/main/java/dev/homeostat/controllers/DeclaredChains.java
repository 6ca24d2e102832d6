package dev.homeostat.controllers;

import dev.homeostat.controllers.rules.DeclaredChain;
import dev.homeostat.crds.Metadata;
import dev.homeostat.crds.SLOChainSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The SLOChains that are declared and can be read. */
final class DeclaredChains {

  static List<DeclaredChain> of(Declarations declarations) {
    List<DeclaredChain> found = new ArrayList<>();
    for (RawResource raw : declarations.raw(Kind.SLO_CHAIN)) {
      Declared one = Declared.of(Kind.SLO_CHAIN, raw);
      if (one.undecodable() == null
          && !one.resource().deleting()
          && one.resource().spec() instanceof SLOChainSpec spec) {
        found.add(new DeclaredChain(metadata(raw.getMetadata()), one.resource().uid(), spec));
      }
    }
    return List.copyOf(found);
  }

  private static Metadata metadata(ObjectMeta metadata) {
    return new Metadata(
        metadata.getName(),
        metadata.getNamespace(),
        Map.of(),
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
  }

  private DeclaredChains() {}
}
