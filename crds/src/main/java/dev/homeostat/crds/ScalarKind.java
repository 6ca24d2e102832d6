package dev.homeostat.crds;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What Kubernetes' YAML parser takes a single value for.
 *
 * <p>The rules are those of sigs.k8s.io/yaml (goyaml.v2, resolve.go): YAML 1.1 with its many
 * booleans, with octal and underscored numbers, without base 60 and with dates as text.
 */
public enum ScalarKind {
  TEXT,
  WHOLE_NUMBER,
  FRACTION,
  BOOLEAN,
  NOTHING;

  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

  private static final Pattern WHOLE =
      Pattern.compile("[-+]?(0[bB][01_]++|0[oO][0-7_]++|0[xX][0-9a-fA-F_]++|[0-9][0-9_]*+)");
  private static final Pattern FRACTIONAL =
      Pattern.compile(
          "[-+]?(\\.[0-9][0-9_]*+|[0-9][0-9_]*+(\\.[0-9_]*+)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** The kind of a value that is written without quotes. */
  static ScalarKind ofUnquoted(String text) {
    if (NULL.contains(text)) {
      return NOTHING;
    }
    if (isTrue(text) || FALSE.contains(text)) {
      return BOOLEAN;
    }
    if (WHOLE.matcher(text).matches()) {
      return WHOLE_NUMBER;
    }
    return FRACTIONAL.matcher(text).matches() ? FRACTION : TEXT;
  }

  static boolean isTrue(String text) {
    return TRUE.contains(text);
  }

  String describe(String text) {
    String shown = Excerpt.of(text);
    return switch (this) {
      case TEXT -> "the text \"" + shown + "\"";
      case WHOLE_NUMBER, FRACTION -> "the number " + shown;
      case BOOLEAN ->
          text.equals("true") || text.equals("false")
              ? "the boolean " + shown
              : shown + ", which YAML reads as " + isTrue(text);
      case NOTHING -> "nothing";
    };
  }
}
