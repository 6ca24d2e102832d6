package dev.homeostat.engine.policy;

import dev.homeostat.crds.SignalSourceSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the SignalSource that a resource names, and says whether the resource may use it. */
final class SourceReference {

  private final SpecReader reader;
  private final PolicySet set;
  private final String namespace;

  /** References of one namespace. */
  SourceReference(SpecReader reader, PolicySet set, String namespace) {
    this.reader = reader;
    this.set = set;
    this.namespace = namespace;
  }

  /** The source for signals that it shares, or null where a problem was told. */
  @Nullable SignalSourceSpec forShared(String path, String name) {
    Optional<Resource<SignalSourceSpec>> source = find(path, name);
    if (source.isEmpty() || !isOpen(path, source.get())) {
      return null;
    }
    SpecReader sourceReader = new SpecReader();
    SourceCompiler.check(sourceReader, source.get().spec());
    if (!sourceReader.problems().isEmpty() || set.holdsTwice(source.get().id())) {
      reader.problem(
          "InvalidSource",
          path,
          source.get().id() + " cannot be used; mend what it says of itself first");
      return null;
    }
    return source.get().spec();
  }

  /** The source for expressions that a namespace brings, or null where a problem was told. */
  @Nullable SignalSourceSpec forOwn(String path, String name) {
    SignalSourceSpec source = forShared(path, name);
    return source != null && isTenantless(path, name, source) ? source : null;
  }

  /** Tells what of a reference is wrong, and not what is wrong with the source itself. */
  void checkOwn(String path, String name) {
    Optional<Resource<SignalSourceSpec>> source = find(path, name);
    if (source.isPresent() && isOpen(path, source.get())) {
      isTenantless(path, name, source.get().spec());
    }
  }

  private Optional<Resource<SignalSourceSpec>> find(String path, String name) {
    Optional<Resource<SignalSourceSpec>> source = set.find(SignalSourceSpec.class, "", name);
    if (source.isEmpty()) {
      reader.problem(
          "UnknownSource",
          path,
          "there is no SignalSource " + name + "; declare it, or name one that there is");
    }
    return source;
  }

  private boolean isOpen(String path, Resource<SignalSourceSpec> source) {
    SignalSourceSpec.Namespaces namespaces = source.spec().namespaces();
    // By labels is told as a problem of the source, and not once more as one of whoever names it.
    if (namespaces == null
        || !namespaces.matchLabels().isEmpty()
        || namespaces.names().contains(namespace)) {
      return true;
    }
    reader.problem(
        "SourceNotAllowed",
        path,
        source.id()
            + " is not for the namespace "
            + namespace
            + "; its administrator adds it to spec.namespaces.names");
    return false;
  }

  /** Nothing rewrites an expression yet, so it would see the series of every tenant. */
  private boolean isTenantless(String path, String name, SignalSourceSpec source) {
    if (source.tenant() == null || source.tenant().label() == null) {
      return true;
    }
    reader.problem(
        "NotImplemented",
        path,
        "SignalSource "
            + name
            + " keeps tenants apart by the label "
            + source.tenant().label()
            + ", which this version does for shared signals alone; use one of its spec.signals");
    return false;
  }
}
