package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes that a client reads resources into. */
class CustomResourcesTest {

  private static final String MODE =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: OperatingMode
      metadata: {name: checkout, namespace: shop, generation: 3}
      spec:
        interval: 1s
        fromANewerVersion: {a: 1}
        knobs:
        - {name: pool, min: 10, max: "200", fromANewerVersion: true}
      status: {observedGeneration: 2, mode: Degraded, fromANewerVersion: [1]}
      """;

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void type_ofKind_hasItsNameScopeAndSpec(ResourceKind kind) throws Exception {
    Class<? extends CustomResource<?, ?>> type = type(kind);
    CustomResource<?, ?> resource = type.getDeclaredConstructor().newInstance();
    assertThat(resource.getApiVersion()).isEqualTo(ResourceKind.API_VERSION);
    assertThat(HasMetadata.getKind(type)).isEqualTo(kind.title());
    assertThat(resource instanceof Namespaced).isEqualTo(kind.namespaced());
    assertThat(type.getMethod("getSpec").getReturnType()).isAssignableFrom(kind.specType());
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends CustomResource<?, ?>> type(ResourceKind kind) throws Exception {
    return (Class<? extends CustomResource<?, ?>>)
        Class.forName("dev.homeostat.crds." + kind.title());
  }

  @ParameterizedTest
  @EnumSource(ResourceKind.class)
  void recordsOfKind_unknownField_isIgnoredByEach(ResourceKind kind) throws Exception {
    Set<Class<?>> records = new LinkedHashSet<>();
    collect(kind.specType(), records);
    collect(Class.forName(kind.specType().getName().replace("Spec", "Status")), records);
    assertThat(records)
        .hasSizeGreaterThan(1)
        .allSatisfy(
            type -> {
              JsonIgnoreProperties ignored = type.getAnnotation(JsonIgnoreProperties.class);
              assertThat(ignored).isNotNull();
              assertThat(ignored.ignoreUnknown()).isTrue();
            });
  }

  private static void collect(Type type, Set<Class<?>> records) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        collect(argument, records);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord() && records.add(plain)) {
      for (RecordComponent component : plain.getRecordComponents()) {
        collect(component.getGenericType(), records);
      }
    }
  }

  /** An object that a newer version wrote must not stop the informer of an older one. */
  @Test
  void unmarshal_fieldsOfANewerVersion_areIgnored() {
    OperatingMode mode = new KubernetesSerialization().unmarshal(MODE, OperatingMode.class);
    assertThat(mode.getMetadata().getName()).isEqualTo("checkout");
    assertThat(mode.getSpec().interval()).isEqualTo("1s");
    assertThat(mode.getSpec().knobs().get(0).max().getStrVal()).isEqualTo("200");
    assertThat(mode.getSpec().signals()).isEmpty();
    assertThat(mode.getStatus().mode()).isEqualTo("Degraded");
    assertThat(mode.getStatus().observedGeneration()).isEqualTo(2);
  }

  @Test
  void unmarshal_fence_isClusterScopedWithItsHolder() {
    LeaderFence fence =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: homeostat.dev/v1alpha1
                kind: LeaderFence
                metadata: {name: operator}
                spec: {holder: homeostat-operator-a, transitions: 7, fromANewerVersion: 1}
                """,
                LeaderFence.class);
    assertThat(fence).isNotInstanceOf(Namespaced.class);
    assertThat(fence.getMetadata().getName()).isEqualTo(LeaderFence.NAME);
    assertThat(fence.getSpec()).isEqualTo(new LeaderFenceSpec("homeostat-operator-a", 7L));
  }

  @Test
  void marshal_status_isReadBackTheSame() {
    KubernetesSerialization yaml = new KubernetesSerialization();
    OperatingMode mode = yaml.unmarshal(MODE, OperatingMode.class);
    OperatingMode again = yaml.unmarshal(yaml.asYaml(mode), OperatingMode.class);
    assertThat(again.getStatus()).isEqualTo(mode.getStatus());
    assertThat(again.getSpec()).isEqualTo(mode.getSpec());
  }
}
