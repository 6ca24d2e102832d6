package dev.homeostat.engine.imports;

import dev.homeostat.crds.ManifestProblem;
import dev.homeostat.crds.ScalarKind;
import dev.homeostat.crds.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a file that is imported, with its place; where it is missing, the place of what should
 * hold it.
 *
 * @param file as the user named it
 * @param line from 1
 * @param path such as {@code slos[0].sli}
 * @param node the value; null where it is missing or left out
 */
record Source(String file, int line, String path, @Nullable YamlNode node) {

  private static final int LONGEST_SHOWN = 400;

  static Source of(String file, YamlNode document) {
    return new Source(file, document.line(), "", document);
  }

  boolean isMissing() {
    return node == null || node.isNothing();
  }

  Source field(String key) {
    String at = path.isEmpty() ? key : path + "." + key;
    YamlNode.Field field =
        node instanceof YamlNode.Mapping mapping ? mapping.fields().get(key) : null;
    return field == null
        ? new Source(file, line, at, null)
        : new Source(file, field.line(), at, field.value());
  }

  /** The field of the first of these names that is there. */
  Source anyField(String first, String second) {
    Source found = field(first);
    return found.isMissing() ? field(second) : found;
  }

  List<Source> items() {
    List<Source> items = new ArrayList<>();
    if (node instanceof YamlNode.Items list) {
      for (int i = 0; i < list.items().size(); i++) {
        YamlNode item = list.items().get(i);
        items.add(new Source(file, item.line(), path + "[" + i + "]", item));
      }
    }
    return items;
  }

  /** The value as it is written, or null where it is missing or no single value. */
  @Nullable String text() {
    return node instanceof YamlNode.Scalar scalar && !scalar.isNothing() ? scalar.text() : null;
  }

  boolean isTrue() {
    return node instanceof YamlNode.Scalar scalar
        && scalar.kind() == ScalarKind.BOOLEAN
        && List.of("true", "True", "TRUE", "yes", "on", "y").contains(scalar.text());
  }

  /** The fields that hold single values. */
  Map<String, Source> texts() {
    Map<String, Source> texts = new LinkedHashMap<>();
    names().forEach(name -> texts.put(name, field(name)));
    texts.values().removeIf(value -> value.text() == null);
    return texts;
  }

  List<String> names() {
    return node instanceof YamlNode.Mapping mapping
        ? List.copyOf(mapping.fields().keySet())
        : List.of();
  }

  /** A problem at this place; what a hostile file holds must not reach a terminal as it is. */
  ManifestProblem problem(String message) {
    return new ManifestProblem(file, line, shown(path), shown(message));
  }

  private static String shown(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
    return plain.length() <= LONGEST_SHOWN ? plain : plain.substring(0, LONGEST_SHOWN) + "...";
  }
}
