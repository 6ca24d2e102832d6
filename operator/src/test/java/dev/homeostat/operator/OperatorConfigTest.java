package dev.homeostat.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homeostat.engine.policy.Enforcement;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {

  @Test
  void isReadFromTheEnvironmentOfThePod() {
    OperatorConfig config =
        read(
            Map.of(
                "HOMEOSTAT_IDENTITY", "homeostat-7f9c",
                "HOMEOSTAT_NAMESPACE", "reliability",
                "HOMEOSTAT_ENFORCEMENT", "Observe",
                "HOMEOSTAT_DEAF_AFTER_SECONDS", "10"));

    assertThat(config.identity()).hasValue("homeostat-7f9c");
    assertThat(config.namespace()).isEqualTo("reliability");
    assertThat(config.enforcement()).isEqualTo(Enforcement.OBSERVE);
    assertThat(config.deafAfterSeconds()).isEqualTo(10);
  }

  @Test
  void enforcesInItsOwnNamespaceUnlessToldOtherwise() {
    OperatorConfig config = read(Map.of());

    assertThat(config.identity()).isEmpty();
    assertThat(config.namespace()).isEqualTo("homeostat-system");
    assertThat(config.enforcement()).isEqualTo(Enforcement.ENFORCE);
    assertThat(config.deafAfterSeconds()).isEqualTo(60);
  }

  @Test
  void namesAnEnforcementThatThereIsNot() {
    assertThatThrownBy(() -> read(Map.of("HOMEOSTAT_ENFORCEMENT", "Sometimes")))
        .hasMessageContaining("Sometimes")
        .hasMessageContaining("homeostat.enforcement");
  }

  private static OperatorConfig read(Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .withSources(new EnvConfigSource(environment, 300))
        .withMapping(OperatorConfig.class)
        .build()
        .getConfigMapping(OperatorConfig.class);
  }
}
