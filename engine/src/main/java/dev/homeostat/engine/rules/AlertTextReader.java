package dev.homeostat.engine.rules;

import dev.homeostat.crds.Metadata;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads from the annotations of an SLOChain what its alerts are to carry. */
final class AlertTextReader {

  static final String RUNBOOK = "homeostat.dev/runbook-url";
  static final String DASHBOARD = "homeostat.dev/dashboard-url";
  static final String LABEL_PREFIX = "alert-labels.homeostat.dev/";

  /** Labels that the rules set themselves. */
  private static final List<String> OWN =
      List.of(
          "alertname", "namespace", "chain", "member", "severity", "scope", "role", "likely_cause");

  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7E&&[^{}\"\\\\]]+");

  static AlertTexts read(ChainSpecReader reader, Metadata metadata) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, String> annotation : new TreeMap<>(metadata.annotations()).entrySet()) {
      if (annotation.getKey().startsWith(LABEL_PREFIX)) {
        String label = annotation.getKey().substring(LABEL_PREFIX.length());
        checkLabel(reader, label, annotation.getValue());
        labels.put(label, annotation.getValue());
      }
    }
    return new AlertTexts(url(reader, RUNBOOK, metadata), url(reader, DASHBOARD, metadata), labels);
  }

  private static void checkLabel(ChainSpecReader reader, String label, String value) {
    String path = "metadata.annotations[" + LABEL_PREFIX + label + "]";
    if (OWN.contains(label)) {
      reader.invalid(
          path,
          "the rules set the label "
              + label
              + " themselves, and two of one name collide; give it another name");
    } else if (!LABEL.matcher(label).matches()) {
      reader.invalid(path, "expected the name of a label: letters, digits and _, found " + label);
    }
    // Prometheus expands templates in labels.
    if (value.isBlank() || value.contains("{{") || value.chars().anyMatch(c -> c < ' ')) {
      reader.invalid(path, "expected a plain text on one line without {{, found " + value);
    }
  }

  private static @Nullable String url(ChainSpecReader reader, String key, Metadata metadata) {
    String found = metadata.annotations().get(key);
    if (found != null && !URL.matcher(found).matches()) {
      reader.invalid(
          "metadata.annotations[" + key + "]",
          "expected a URL that starts with http:// or https://, without braces, found " + found);
    }
    return found;
  }

  private AlertTextReader() {}
}
