package dev.homeostat.engine.rules;

import dev.homeostat.crds.Metadata;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The annotations of an SLOChain that say what its alerts are to carry. */
public final class AlertAnnotations {

  /** What the chain is, for people. */
  public static final String DESCRIPTION = "homeostat.dev/description";

  /** Begins a label that every alert of the chain gets. */
  public static final String LABEL_PREFIX = "alert-labels.homeostat.dev/";

  private static final String RUNBOOK = "homeostat.dev/runbook-url";
  private static final String DASHBOARD = "homeostat.dev/dashboard-url";

  /** Labels that the rules set themselves. */
  private static final List<String> OWN =
      List.of(
          "alertname",
          "namespace",
          "chain",
          "member",
          "severity",
          "scope",
          "role",
          "reason",
          "likely_cause");

  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
  private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7E&&[^{}\"\\\\]]+");

  static AlertTexts read(ChainSpecReader reader, Metadata metadata) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (Map.Entry<String, String> annotation : new TreeMap<>(metadata.annotations()).entrySet()) {
      if (annotation.getKey().startsWith(LABEL_PREFIX)) {
        String label = annotation.getKey().substring(LABEL_PREFIX.length());
        String reason = unusable(label, annotation.getValue());
        if (reason != null) {
          reader.invalid("metadata.annotations." + annotation.getKey(), reason);
        }
        labels.put(label, annotation.getValue());
      }
    }
    return new AlertTexts(url(reader, RUNBOOK, metadata), url(reader, DASHBOARD, metadata), labels);
  }

  /** Why alerts cannot carry a label, or null where they can. */
  public static @Nullable String unusable(String label, String value) {
    if (OWN.contains(label)) {
      return "the rules set the label "
          + label
          + " themselves, and two of one name collide; give it another name";
    }
    if (!LABEL.matcher(label).matches()) {
      return "expected the name of a label: letters, digits and _, found " + label;
    }
    // Prometheus expands templates in labels.
    return value.isBlank() || value.contains("{{") || value.chars().anyMatch(c -> c < ' ')
        ? "expected a plain text on one line without {{, found " + value
        : null;
  }

  /** The annotation for a link that other tools call by such a name, or null. */
  public static @Nullable String linkOf(String name) {
    return switch (name) {
      case "runbook", "runbook_url" -> RUNBOOK;
      case "dashboard", "dashboard_url" -> DASHBOARD;
      default -> null;
    };
  }

  /** Whether it is a link that an alert may carry. */
  public static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  private static @Nullable String url(ChainSpecReader reader, String key, Metadata metadata) {
    String found = metadata.annotations().get(key);
    if (found != null && !isUrl(found)) {
      reader.invalid(
          "metadata.annotations." + key,
          "expected a URL that starts with http:// or https://, without braces, found " + found);
    }
    return found;
  }

  private AlertAnnotations() {}
}
