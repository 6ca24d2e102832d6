package dev.homeostat.crds;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a record type under the names that they have in YAML. */
final class RecordShape<R> {

  private static final ClassValue<RecordShape<?>> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
          return new RecordShape<>(type);
        }
      };

  private final Class<R> type;
  private final Constructor<R> constructor;
  private final Map<String, Type> types = new LinkedHashMap<>();

  static RecordShape<?> of(Class<?> type) {
    return SHAPES.get(type);
  }

  private RecordShape(Class<R> type) {
    this.type = type;
    List<Class<?>> parameters = new ArrayList<>();
    for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents())) {
      // The annotation's targets exclude record components; it is found on the accessor.
      JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
      types.put(
          renamed == null ? component.getName() : renamed.value(), component.getGenericType());
      parameters.add(component.getType());
    }
    try {
      this.constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no canonical constructor in " + type, e);
    }
  }

  Set<String> names() {
    return types.keySet();
  }

  /** Java types by name, in the order of declaration. */
  Map<String, Type> types() {
    return types;
  }

  /** The record with these components, in the order of declaration; null where there is none. */
  R create(List<? extends @Nullable Object> components) {
    try {
      return constructor.newInstance(components.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }
}
