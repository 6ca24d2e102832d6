package dev.homeostat.controllers;

import dev.homeostat.controllers.rules.DeclaredChain;
import dev.homeostat.crds.Metadata;
import dev.homeostat.crds.SLOChainSpec;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The SLOChains that are declared now and can be read, decoded once for each change. */
final class DeclaredChains implements Supplier<List<DeclaredChain>> {

  private final Declarations declarations;
  private long version = -1;
  private List<DeclaredChain> chains = List.of();

  DeclaredChains(Declarations declarations) {
    this.declarations = declarations;
  }

  @Override
  public synchronized List<DeclaredChain> get() {
    long now = declarations.version();
    if (now != version) {
      List<DeclaredChain> found = new ArrayList<>();
      for (RawResource raw : declarations.raw(Kind.SLO_CHAIN)) {
        Declared one = Declared.of(Kind.SLO_CHAIN, raw);
        if (one.undecodable() == null
            && !one.resource().deleting()
            && one.resource().spec() instanceof SLOChainSpec spec) {
          found.add(new DeclaredChain(metadata(raw.getMetadata()), one.resource().uid(), spec));
        }
      }
      chains = List.copyOf(found);
      version = now;
    }
    return chains;
  }

  private static Metadata metadata(ObjectMeta metadata) {
    return new Metadata(
        metadata.getName(),
        metadata.getNamespace(),
        Map.of(),
        Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
  }
}
