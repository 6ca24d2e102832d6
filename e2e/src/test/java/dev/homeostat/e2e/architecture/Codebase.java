package dev.homeostat.e2e.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;

/** The compiled classes of all modules, and the names of the modules. */
final class Codebase {

  private static final String ROOT = "dev.homeostat";
  private static final String E2E = packages("e2e");

  /** Modules that know nothing but themselves; those that do not exist yet are waited for. */
  static final List<String> PURE = List.of("pid", "modes", "slo", "escrow", "nodes", "chaos");

  private static final ImportOption NO_TESTS =
      location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

  private static final JavaClasses MAIN =
      new ClassFileImporter().withImportOption(NO_TESTS).importPackages(ROOT);

  private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

  /** What is shipped. */
  static JavaClasses main() {
    return MAIN;
  }

  /** What is shipped, and the ports in memory of the engine's tests. */
  static JavaClasses mainAndEngineTests() {
    return ALL.that(resideOutsideOfPackage(E2E));
  }

  /** The deliberate violations among the tests of this module. */
  static JavaClasses fixtures() {
    return new ClassFileImporter().importPackages(fixture(""));
  }

  /** The packages of a module, such as {@code dev.homeostat.engine..}. */
  static String packages(String module) {
    return ROOT + "." + module + "..";
  }

  /** The packages of some modules. */
  static String[] packages(List<String> modules) {
    return modules.stream().map(Codebase::packages).toArray(String[]::new);
  }

  /** A package of deliberate violations. */
  static String fixture(String name) {
    return ROOT + ".e2e.fixture" + (name.isEmpty() ? "" : "." + name);
  }

  /** Some names, and one more. */
  static String[] with(String[] names, String... more) {
    return Stream.concat(Stream.of(names), Stream.of(more)).toArray(String[]::new);
  }

  private Codebase() {}
}
