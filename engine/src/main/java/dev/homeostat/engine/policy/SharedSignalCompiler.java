package dev.homeostat.engine.policy;

import dev.homeostat.crds.SharedSignal;
import dev.homeostat.crds.SignalSourceSpec;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks and decodes a signal that a SignalSource shares; the namespace is forced upon it. */
final class SharedSignalCompiler {

  private final SpecReader reader;
  private final String namespace;

  SharedSignalCompiler(SpecReader reader, String namespace) {
    this.reader = reader;
    this.namespace = namespace;
  }

  Query.@Nullable Shared compile(
      String path, SharedSignal signal, String sourceName, SignalSourceSpec source) {
    String name = reader.required(path + ".signal", signal.signal());
    SignalSourceSpec.Query entry = entry(path + ".signal", name, sourceName, source);
    if (entry == null) {
      return null;
    }
    String forced = SourceCompiler.namespaceLabel(source);
    String stated = signal.labels().get(forced);
    if (stated != null && !stated.equals(namespace)) {
      reader.invalid(
          path + ".labels." + forced,
          "expected "
              + namespace
              + ", the namespace of this resource, found "
              + stated
              + "; remove it");
      return null;
    }
    SortedMap<String, String> labels = new TreeMap<>(signal.labels());
    labels.put(forced, namespace);
    TreeSet<String> by = new TreeSet<>(entry.by());
    if (!labels.keySet().equals(by)) {
      reader.invalid(
          path + ".labels",
          "expected exactly the labels that tell the series of "
              + name
              + " apart, "
              + String.join(", ", by)
              + " ("
              + forced
              + " is added by itself), found "
              + String.join(", ", labels.keySet())
              + "; add what is missing and remove the rest");
      return null;
    }
    return new Query.Shared(
        sourceName, name, Objects.requireNonNullElse(entry.promql(), ""), labels);
  }

  private SignalSourceSpec.@Nullable Query entry(
      String path, String name, String sourceName, SignalSourceSpec source) {
    if (name.isEmpty()) {
      return null;
    }
    for (SignalSourceSpec.Query entry : source.signals()) {
      if (name.equals(entry.name())) {
        return entry;
      }
    }
    List<String> known = source.signals().stream().map(s -> String.valueOf(s.name())).toList();
    reader.problem(
        "UnknownSharedSignal",
        path,
        "SignalSource "
            + sourceName
            + " shares no signal "
            + name
            + "; it shares "
            + (known.isEmpty() ? "none" : String.join(", ", known)));
    return null;
  }
}
