package dev.homeostat.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.homeostat.e2e.conventions.Checkout;
import dev.homeostat.e2e.conventions.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules over no classes hold: these tests see to it that there are some. */
class ImportTest {

  /** Modules whose classes are no part of what is shipped. */
  private static final Set<String> APART = Set.of("e2e", "e2e/real", "bench");

  private static final Map<String, Integer> FEWEST =
      Map.ofEntries(
          Map.entry("modes", 15),
          Map.entry("slo", 40),
          Map.entry("crds", 30),
          Map.entry("engine", 50),
          Map.entry("samples", 35),
          Map.entry("demo", 20),
          Map.entry("replay", 3),
          Map.entry("controllers", 60),
          Map.entry("operator", 4),
          Map.entry("cli", 5));

  @Test
  void classes_areImportedFromEveryModule() {
    Map<String, Long> found =
        Codebase.main().stream()
            .collect(Collectors.groupingBy(ImportTest::module, Collectors.counting()));

    FEWEST.forEach(
        (module, fewest) ->
            assertThat(found.getOrDefault(module, 0L))
                .as("classes of the module %s", module)
                .isGreaterThanOrEqualTo(fewest));
  }

  @Test
  void classes_areImportedForEverySourceFile() {
    Set<String> imported =
        Codebase.main().stream().map(JavaClass::getName).collect(Collectors.toSet());

    List<String> missing =
        Checkout.sources("main").stream()
            .filter(file -> !APART.contains(file.module()))
            .map(SourceFile::className)
            .filter(name -> !name.endsWith("package-info") && !imported.contains(name))
            .toList();

    assertThat(missing).as("classes that no rule sees: add their module to e2e").isEmpty();
  }

  @Test
  void classes_ofTestsAreNotTakenForShippedOnes() {
    assertThat(Codebase.main().stream().map(JavaClass::getName))
        .noneMatch(name -> name.contains(".inmemory.") || name.contains(".e2e.real."));
    assertThat(Codebase.mainAndEngineTests().stream().map(JavaClass::getName))
        .anyMatch(name -> name.contains(".inmemory."));
  }

  private static String module(JavaClass type) {
    return type.getPackageName().split("\\.", -1)[2];
  }
}
