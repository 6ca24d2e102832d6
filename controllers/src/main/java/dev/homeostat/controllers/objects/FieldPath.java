package dev.homeostat.controllers.objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where a field is, in the words of managedFields: {@code f:name} for a member, {@code
 * k:{"name":"app"}} for the item of a list that has that key.
 */
record FieldPath(List<String> elements) {

  static final String MEMBER = "f:";
  static final String ITEM = "k:";

  static final FieldPath ROOT = new FieldPath(List.of());

  FieldPath {
    elements = List.copyOf(elements);
  }

  static FieldPath annotation(String name) {
    return ROOT.member("metadata").member("annotations").member(name);
  }

  FieldPath member(String name) {
    return child(MEMBER + name);
  }

  FieldPath child(String element) {
    List<String> longer = new ArrayList<>(elements);
    longer.add(element);
    return new FieldPath(longer);
  }

  static boolean isItem(String element) {
    return element.startsWith(ITEM);
  }

  static String name(String element) {
    return element.substring(MEMBER.length());
  }

  /** The key of an item. */
  static ObjectNode key(String element) {
    try {
      return (ObjectNode) AccountRequests.JSON.readTree(element.substring(ITEM.length()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected k: and an object, found " + element, e);
    }
  }

  /** Such as {@code /spec/containers[name=app]/image}. */
  String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (String element : elements) {
      if (isItem(element)) {
        pointer.append(
            keyText(element, e -> escaped(e.getKey()) + "=" + escaped(e.getValue().asText())));
      } else {
        pointer.append('/').append(escaped(name(element)));
      }
    }
    return pointer.toString();
  }

  /**
   * As the API server names it in a conflict, such as {@code .spec.containers[name="app"].image}.
   */
  String dotted() {
    StringBuilder dotted = new StringBuilder();
    for (String element : elements) {
      if (isItem(element)) {
        dotted.append(
            keyText(element, e -> e.getKey() + "=" + AccountRequests.compact(e.getValue())));
      } else {
        dotted.append('.').append(name(element));
      }
    }
    return dotted.toString();
  }

  /** A token of a JSON pointer, RFC 6901. */
  static String escaped(String token) {
    return token.replace("~", "~0").replace("/", "~1");
  }

  private static String keyText(
      String element, Function<Map.Entry<String, JsonNode>, String> part) {
    return key(element).properties().stream().map(part).collect(Collectors.joining(",", "[", "]"));
  }
}
