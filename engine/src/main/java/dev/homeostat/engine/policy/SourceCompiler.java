package dev.homeostat.engine.policy;

import dev.homeostat.crds.SignalSourceSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks a SignalSource. */
final class SourceCompiler {

  private static final String NAMESPACE_LABEL = "namespace";
  private static final int MOST_SIGNALS = 64;
  private static final int MOST_LABELS = 16;

  static void check(SpecReader reader, SignalSourceSpec spec) {
    checkUrl(reader, reader.required("spec.url", spec.url()));
    reader.duration("spec.timeout", spec.timeout(), "5s");
    reader.duration("spec.staleAfter", spec.staleAfter(), "1m");
    if (spec.settle() != null) {
      reader.duration("spec.settle", spec.settle(), "");
    }
    atLeastOne(reader, "spec.maxSeries", spec.maxSeries());
    atLeastOne(reader, "spec.maxBytes", spec.maxBytes());
    checkCredential(reader, spec.credential());
    SignalSourceSpec.Namespaces namespaces = spec.namespaces();
    if (namespaces != null && !namespaces.matchLabels().isEmpty()) {
      reader.notImplemented("spec.namespaces.matchLabels", namespaces.matchLabels());
    }
    if (spec.tenant() != null) {
      reader.notImplemented("spec.tenant.header", spec.tenant().header());
    }
    checkSignals(reader, spec);
  }

  /** The label that holds the namespace in the series of every shared signal. */
  static String namespaceLabel(SignalSourceSpec spec) {
    String label = spec.tenant() == null ? null : spec.tenant().label();
    return label == null || label.isBlank() ? NAMESPACE_LABEL : label;
  }

  private static void checkUrl(SpecReader reader, String url) {
    if (url.isEmpty()) {
      return;
    }
    if (url.indexOf('@') >= 0) {
      // Nothing of it is quoted: what stands before the sign is a secret.
      reader.invalid(
          "spec.url",
          "expected a URL without user and password; put a bearer token into a Secret and name it"
              + " in spec.credential");
    } else if (!url.startsWith("http://") && !url.startsWith("https://")) {
      reader.invalid(
          "spec.url", "expected a URL that starts with http:// or https://, found " + url);
    }
  }

  private static void checkCredential(
      SpecReader reader, SignalSourceSpec.@Nullable Credential credential) {
    if (credential != null) {
      reader.required("spec.credential.secretName", credential.secretName());
    }
  }

  private static void checkSignals(SpecReader reader, SignalSourceSpec spec) {
    reader.atMost("spec.signals", spec.signals(), MOST_SIGNALS);
    reader.unique(
        "spec.signals",
        spec.signals().stream().map(s -> Objects.requireNonNullElse(s.name(), "")).toList());
    for (int i = 0; i < spec.signals().size(); i++) {
      SignalSourceSpec.Query signal = spec.signals().get(i);
      String path = "spec.signals[" + i + "]";
      reader.required(path + ".name", signal.name());
      reader.required(path + ".promql", signal.promql());
      checkBy(reader, path + ".by", signal.by(), namespaceLabel(spec));
    }
  }

  private static void checkBy(SpecReader reader, String path, List<String> by, String forced) {
    reader.atMost(path, by, MOST_LABELS);
    if (!by.contains(forced)) {
      reader.invalid(
          path,
          "expected "
              + forced
              + " among the labels, which keeps each namespace to its own series, found "
              + (by.isEmpty() ? "none" : String.join(", ", by))
              + "; add it here, and let promql return it");
    }
    for (int i = 0; i < by.size(); i++) {
      if (by.get(i).isBlank()) {
        reader.invalid(path + "[" + i + "]", "expected the name of a label, found an empty text");
      } else if (by.indexOf(by.get(i)) < i) {
        reader.invalid(
            path + "[" + i + "]", by.get(i) + " stands in the list already; name each label once");
      }
    }
  }

  private static void atLeastOne(SpecReader reader, String path, @Nullable Long value) {
    if (value != null && value < 1) {
      reader.invalid(path, "expected 1 or more, found " + value);
    }
  }

  private SourceCompiler() {}
}
