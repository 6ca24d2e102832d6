package dev.homeostat.engine.policy;

import dev.homeostat.crds.SignalSourceSpec;
import org.jspecify.annotations.Nullable;

/** Checks a SignalSource. */
final class SourceCompiler {

  static void check(SpecReader reader, SignalSourceSpec spec) {
    String url = reader.required("spec.url", spec.url());
    if (!url.isEmpty() && !url.startsWith("http://") && !url.startsWith("https://")) {
      reader.invalid(
          "spec.url", "expected a URL that starts with http:// or https://, found " + url);
    }
    reader.duration("spec.timeout", spec.timeout(), "5s");
    reader.duration("spec.staleAfter", spec.staleAfter(), "1m");
    atLeastOne(reader, "spec.maxSeries", spec.maxSeries());
    atLeastOne(reader, "spec.maxBytes", spec.maxBytes());
    reader.notImplemented("spec.credential", spec.credential());
    reader.notImplemented("spec.namespaces", spec.namespaces());
    reader.notImplemented("spec.tenant", spec.tenant());
    reader.notImplemented("spec.signals", spec.signals());
  }

  private static void atLeastOne(SpecReader reader, String path, @Nullable Long value) {
    if (value != null && value < 1) {
      reader.invalid(path, "expected 1 or more, found " + value);
    }
  }

  private SourceCompiler() {}
}
