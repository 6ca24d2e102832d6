package dev.homeostat.crds;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one resource's tree strictly into records, and notes each field's line.
 *
 * <p>It goes on after a problem, with the field absent, so that all are found in one go; what it
 * returns after a problem is of no use.
 */
final class RecordDecoder {

  private final Problems problems;
  private final ScalarDecoder scalars;
  private final Map<String, Integer> lines = new HashMap<>();

  RecordDecoder(Problems problems) {
    this.problems = problems;
    this.scalars = new ScalarDecoder(problems);
  }

  /** Lines by path of all fields decoded so far. */
  Map<String, Integer> lines() {
    return lines;
  }

  void note(Place place) {
    lines.put(place.path().toString(), place.line());
  }

  void unknownField(Place place, String name, Collection<String> known) {
    problems.add(place, "unknown field; " + NearestName.advice(name, "fields", known));
  }

  /** The value, or null after a problem and where there is none. */
  @Nullable Object field(Type type, YamlNode.Field field, Place place) {
    note(place);
    return field.value().isNothing() ? null : value(type, field.value(), place);
  }

  private @Nullable Object value(Type type, YamlNode node, Place place) {
    if (node instanceof YamlNode.Refused) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(arguments[0], node, place)
          : map(arguments[1], node, place);
    }
    Class<?> plain = (Class<?>) type;
    return plain.isRecord() ? record(plain, node, place) : scalars.decode(plain, node, place);
  }

  private @Nullable Object record(Class<?> type, YamlNode node, Place place) {
    RecordShape<?> shape = RecordShape.of(type);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      String fields = String.join(", ", shape.names());
      problems.add(
          place,
          "expected a mapping, found %s; its fields are %s".formatted(node.description(), fields));
      return null;
    }
    mapping
        .fields()
        .forEach(
            (name, field) -> {
              if (!shape.names().contains(name)) {
                unknownField(place.field(field.line(), name), name, shape.names());
              }
            });
    List<@Nullable Object> components = new ArrayList<>();
    shape
        .types()
        .forEach(
            (name, componentType) -> {
              YamlNode.Field field = mapping.fields().get(name);
              components.add(
                  field == null
                      ? null
                      : field(componentType, field, place.field(field.line(), name)));
            });
    return shape.create(components);
  }

  private @Nullable Object list(Type itemType, YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Items list)) {
      problems.add(
          place,
          "expected a list, found %s; begin each item with \"- \"".formatted(node.description()));
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      YamlNode item = list.items().get(i);
      Place itemPlace = place.item(item.line(), i);
      note(itemPlace);
      Object value = present(itemType, item, itemPlace);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private @Nullable Object map(Type valueType, YamlNode node, Place place) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      problems.add(
          place,
          "expected a mapping, found %s; write its entries as name: value"
              .formatted(node.description()));
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    mapping
        .fields()
        .forEach(
            (name, field) -> {
              Place entryPlace = place.field(field.line(), name);
              note(entryPlace);
              Object value = present(valueType, field.value(), entryPlace);
              if (value != null) {
                values.put(name, value);
              }
            });
    return values;
  }

  private @Nullable Object present(Type type, YamlNode node, Place place) {
    if (node.isNothing()) {
      problems.add(place, "expected a value, found nothing; give it one, or remove it");
      return null;
    }
    return value(type, node, place);
  }
}
