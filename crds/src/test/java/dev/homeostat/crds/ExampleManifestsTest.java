package dev.homeostat.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples that a real API server accepted. */
class ExampleManifestsTest {

  /** The optional data folder beside the project; it must be there on the build server. */
  private static Path example(String name) {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw")) && root.getParent() != null) {
      root = root.getParent();
    }
    Path example = root.resolveSibling("shared").resolve("prototype").resolve(name);
    if (!"true".equals(System.getenv("CI"))) {
      assumeTrue(Files.exists(example), "skipped, since ../shared/prototype is not there");
    }
    return example;
  }

  @Test
  void read_sloChainExample_isRead() {
    ManifestFile file = ManifestReader.read(example("slochain-example.yaml"));
    assertThat(file.problems()).isEmpty();
    Manifest<SLOChainSpec> chain = file.of(SLOChainSpec.class).get(0);
    assertThat(chain.metadata().namespace()).isEqualTo("shop");
    assertThat(chain.spec().objective()).isEqualTo("0.999");
    assertThat(chain.spec().services()).hasSize(3);
    assertThat(chain.spec().services().get(0).errors())
        .isEqualTo("http_requests_total{job=\"web\",code=~\"5..\"}");
    assertThat(chain.spec().stages().get(0).members()).containsExactly("cache", "db");
    assertThat(chain.spec().alerts())
        .containsExactly(
            new SLOChainSpec.Alert("page", "1h", "5m", "0.02"),
            new SLOChainSpec.Alert("ticket", "3d", "6h", "0.1"));
    assertThat(chain.origin().lineOf("spec.alerts[1].short")).isEqualTo(25);
  }

  @Test
  void read_operatingModeExample_isRead() {
    ManifestFile file = ManifestReader.read(example("operatingmode-example.yaml"));
    assertThat(file.problems()).isEmpty();
    Manifest<OperatingModeSpec> mode = file.of(OperatingModeSpec.class).get(0);
    assertThat(mode.spec().signals().get(0).sloChain())
        .isEqualTo(new BurnRateSignal("checkout", "1h", null, null));
    assertThat(mode.spec().knobs()).hasSize(2);
    assertThat(mode.spec().knobs().get(1).values().floor().getIntVal()).isEqualTo(20);
    assertThat(mode.spec().modes().recovery().steps()).containsExactly(1L, 10L, 50L, 100L);
    OperatingModeSpec.Condition condition =
        mode.spec().modes().degraded().enter().get(1).allOf().get(0);
    assertThat(condition)
        .isEqualTo(
            new OperatingModeSpec.Condition(
                "p99", null, null, null, null, 0.2, null, 0.15, null, null, null, "1m", "5m"));
    assertThat(mode.origin().lineOf("spec.modes.degraded.enter[1].allOf[0].exitFor")).isEqualTo(31);
  }

  /** The operator decodes the same resource from the API server by Jackson. */
  @ParameterizedTest
  @CsvSource({"slochain-example.yaml", "operatingmode-example.yaml"})
  void read_example_sameSpecAsByJackson(String name) throws IOException {
    Path example = example(name);
    YAMLMapper jackson = new YAMLMapper();
    JsonNode tree = jackson.readTree(Files.readString(example));
    Object spec = ManifestReader.read(example).manifests().get(0).spec();
    assertThat(jackson.treeToValue(tree.get("spec"), spec.getClass())).isEqualTo(spec);
  }
}
