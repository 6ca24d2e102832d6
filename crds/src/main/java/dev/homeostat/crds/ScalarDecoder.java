package dev.homeostat.crds;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes single values: text, numbers, booleans and Kubernetes' int-or-string. */
final class ScalarDecoder {

  /** Other notations, such as 0777 and 1_000, mean different numbers to different readers. */
  private static final Pattern PLAIN_WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*+)");

  private static final Pattern PLAIN_DECIMAL =
      Pattern.compile("[-+]?(0|[1-9][0-9]*+)?(\\.[0-9]*+)?([eE][-+]?[0-9]++)?");

  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|nan)", Pattern.CASE_INSENSITIVE);

  private final Problems problems;

  ScalarDecoder(Problems problems) {
    this.problems = problems;
  }

  /** The value, or null after a problem. */
  @Nullable Object decode(Class<?> type, YamlNode node, Place place) {
    Wanted wanted = wanted(type);
    if (!(node instanceof YamlNode.Scalar scalar)) {
      return wrong(place, wanted.words(), node, "write one value such as " + wanted.example());
    }
    if (type == String.class) {
      return text(scalar, place);
    }
    if (type == IntOrString.class) {
      return intOrString(scalar, place);
    }
    if (type == Boolean.class) {
      return scalar.kind() == ScalarKind.BOOLEAN
          ? (Object) ScalarKind.isTrue(scalar.text())
          : misfit(scalar, ScalarKind.BOOLEAN, wanted, place);
    }
    if (type == Long.class) {
      return scalar.kind() == ScalarKind.WHOLE_NUMBER
          ? whole(scalar, place)
          : misfit(scalar, ScalarKind.WHOLE_NUMBER, wanted, place);
    }
    return scalar.kind() == ScalarKind.WHOLE_NUMBER || scalar.kind() == ScalarKind.FRACTION
        ? decimal(scalar, place)
        : misfit(scalar, ScalarKind.FRACTION, wanted, place);
  }

  /** What is wanted, in words and as an example. */
  private record Wanted(String words, String example) {}

  private static Wanted wanted(Class<?> type) {
    if (type == String.class) {
      return new Wanted("text", "\"text\"");
    }
    if (type == IntOrString.class) {
      return new Wanted("a whole number or text", "10 or \"0.5\"");
    }
    if (type == Boolean.class) {
      return new Wanted("true or false", "true");
    }
    if (type == Long.class) {
      return new Wanted("a whole number", "20");
    }
    if (type == Double.class) {
      return new Wanted("a number", "14.4");
    }
    throw new IllegalStateException("no form in YAML for " + type);
  }

  private @Nullable Object text(YamlNode.Scalar scalar, Place place) {
    return scalar.kind() == ScalarKind.TEXT
        ? scalar.text()
        : wrong(place, "text", scalar, quote(scalar));
  }

  private @Nullable Object intOrString(YamlNode.Scalar scalar, Place place) {
    if (scalar.kind() == ScalarKind.TEXT) {
      return new IntOrString(scalar.text());
    }
    if (scalar.kind() != ScalarKind.WHOLE_NUMBER) {
      return wrong(
          place, "a whole number or text", scalar, "Kubernetes refuses it here; " + quote(scalar));
    }
    if (!PLAIN_WHOLE.matcher(scalar.text()).matches()) {
      return notPlain(scalar, place);
    }
    try {
      return new IntOrString(Integer.valueOf(scalar.text()));
    } catch (NumberFormatException e) {
      String range =
          "a whole number between %d and %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
      return wrong(place, range, scalar, quote(scalar));
    }
  }

  private @Nullable Object whole(YamlNode.Scalar scalar, Place place) {
    if (!PLAIN_WHOLE.matcher(scalar.text()).matches()) {
      return notPlain(scalar, place);
    }
    try {
      return Long.valueOf(scalar.text());
    } catch (NumberFormatException e) {
      String range = "a whole number between %d and %d".formatted(Long.MIN_VALUE, Long.MAX_VALUE);
      return wrong(place, range, scalar, "write one in that range");
    }
  }

  private @Nullable Object decimal(YamlNode.Scalar scalar, Place place) {
    String text = scalar.text();
    if (!PLAIN_DECIMAL.matcher(text).matches() && !NOT_FINITE.matcher(text).matches()) {
      return notPlain(scalar, place);
    }
    double value = NOT_FINITE.matcher(text).matches() ? Double.NaN : Double.parseDouble(text);
    return Double.isFinite(value)
        ? (Object) value
        : wrong(place, "a finite number", scalar, "write one such as 14.4");
  }

  private @Nullable Object notPlain(YamlNode.Scalar scalar, Place place) {
    return wrong(
        place,
        "a number in plain digits",
        scalar,
        "write it without prefix, underscore and leading zero");
  }

  /** A value of another kind; quotes around the right one are the usual reason. */
  private @Nullable Object misfit(
      YamlNode.Scalar scalar, ScalarKind right, Wanted wanted, Place place) {
    ScalarKind unquoted = ScalarKind.ofUnquoted(scalar.text());
    boolean fits =
        unquoted == right || (right == ScalarKind.FRACTION && unquoted == ScalarKind.WHOLE_NUMBER);
    String advice =
        fits
            ? "write it without quotes: " + Excerpt.of(scalar.text())
            : "write one such as " + wanted.example();
    return wrong(place, wanted.words(), scalar, advice);
  }

  private static String quote(YamlNode.Scalar scalar) {
    return "write it in quotes: \"" + Excerpt.of(scalar.text()) + "\"";
  }

  private @Nullable Object wrong(Place place, String expected, YamlNode found, String advice) {
    problems.add(
        place, "expected %s, found %s; %s".formatted(expected, found.description(), advice));
    return null;
  }
}
