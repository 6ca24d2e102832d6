package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every record that a spec is made of. */
class SpecRecordsTest {

  private static final Set<Class<?>> SCALARS =
      Set.of(String.class, Long.class, Double.class, Boolean.class, IntOrString.class);

  /** The specs and, through their components, all records in them. */
  static Set<Class<?>> records() {
    Set<Class<?>> records = new LinkedHashSet<>();
    for (ResourceKind kind : ResourceKind.values()) {
      collect(kind.specType(), records);
    }
    return records;
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(t -> collect(t, records));
    } else if (type instanceof Class<?> plain && plain.isRecord() && records.add(plain)) {
      components(plain).forEach(c -> collect(c.getGenericType(), records));
    }
  }

  private static Stream<RecordComponent> components(Class<?> type) {
    return Arrays.stream(type.getRecordComponents());
  }

  private static boolean isCollection(RecordComponent component) {
    return component.getType() == List.class || component.getType() == Map.class;
  }

  private static void assertCollectionsEmpty(Object decoded) {
    components(decoded.getClass())
        .filter(SpecRecordsTest::isCollection)
        .forEach(c -> assertThat(value(c, decoded)).as(c.toString()).isIn(List.of(), Map.of()));
  }

  private static Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.toString(), e);
    }
  }

  @Test
  void records_ofAllSpecs_areFound() {
    assertThat(records())
        .contains(
            SignalSourceSpec.Query.class,
            SLOChainSpec.Alert.class,
            OperatingModeSpec.Condition.class,
            ControlLoopSpec.Pid.class,
            SharedSignal.class)
        .hasSizeGreaterThanOrEqualTo(28);
  }

  @ParameterizedTest
  @MethodSource("records")
  void component_ofSpec_hasADescription(Class<?> type) {
    assertThat(components(type))
        .allSatisfy(
            component -> {
              JsonPropertyDescription description =
                  component.getAccessor().getAnnotation(JsonPropertyDescription.class);
              assertThat(description).as(component.toString()).isNotNull();
              assertThat(description.value()).isNotBlank().endsWith(".");
            });
  }

  /** Any other type would let one stored object stop the reading of its neighbours. */
  @ParameterizedTest
  @MethodSource("records")
  void component_ofSpec_hasATypeThatDecodesAnyStoredObject(Class<?> type) {
    assertThat(components(type))
        .allSatisfy(
            component -> {
              Class<?> plain = component.getType();
              boolean allowed =
                  SCALARS.contains(plain) || plain.isRecord() || isCollection(component);
              assertThat(allowed).as(component.toString()).isTrue();
            });
  }

  @ParameterizedTest
  @MethodSource("records")
  void decode_emptyMappingByJackson_listsAreEmpty(Class<?> type) throws Exception {
    assertCollectionsEmpty(new ObjectMapper().readValue("{}", type));
  }

  @ParameterizedTest
  @MethodSource("records")
  void decode_emptyMappingByReader_listsAreEmpty(Class<?> type) {
    Problems problems = new Problems("f");
    YamlNode.Field empty = new YamlNode.Field(1, new YamlNode.Mapping(1, Map.of()));
    Object decoded = new RecordDecoder(problems).field(type, empty, new Place(1, FieldPath.ROOT));
    assertThat(problems.count()).isZero();
    assertThat(decoded).isInstanceOf(type);
    assertCollectionsEmpty(decoded);
  }

  @Test
  void lists_ofNullRecordMembers_areEmptyInAFile() {
    ManifestFile file =
        ManifestReader.read(
            "f",
            """
            apiVersion: homeostat.dev/v1alpha1
            kind: OperatingMode
            metadata: {name: a, labels: ~}
            spec: {signals: ~, modes: {floor: {enter: ~}, recovery: {}}}
            """);
    Manifest<OperatingModeSpec> manifest = file.of(OperatingModeSpec.class).get(0);
    assertThat(manifest.metadata().labels()).isEmpty();
    assertThat(manifest.metadata().annotations()).isEmpty();
    assertThat(manifest.spec().signals()).isEmpty();
    assertThat(manifest.spec().modes().floor().enter()).isEmpty();
    assertThat(manifest.spec().modes().recovery().steps()).isEmpty();
  }
}
