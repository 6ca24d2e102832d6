package dev.homeostat.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The committed CustomResourceDefinitions are those of the types. */
class CrdGoldenTest {

  @Test
  void generate_types_committedFilesAreTheSame() throws IOException {
    Map<String, String> generated = CrdFiles.generate();
    if (System.getProperty("updateCrds") != null) {
      CrdFiles.write(CrdFiles.COMMITTED, generated);
    }
    Map<String, String> committed = CrdFiles.read(CrdFiles.COMMITTED);
    assertThat(committed.keySet()).isEqualTo(generated.keySet()).hasSize(8);
    generated.forEach(
        (name, yaml) ->
            assertThat(committed.get(name))
                .as("%s is not what the types say; run ./mvnw test -pl crds -DupdateCrds", name)
                .isEqualTo(yaml));
  }

  @Test
  void generate_twice_sameBytes() {
    assertThat(CrdFiles.generate()).isEqualTo(CrdFiles.generate());
  }
}
