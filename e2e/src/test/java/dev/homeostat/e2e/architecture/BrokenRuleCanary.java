package dev.homeostat.e2e.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * Must fail. It runs in the profile {@code canary} alone, for a person to see that a broken rule
 * breaks the build, whichever of the two ways it is written in:
 *
 * <pre>{@code ./mvnw -pl e2e -am verify -Pcanary}</pre>
 *
 * <p>There must be two failures here, and BUILD FAILURE. Surefire 3.5.3 ran no test of the first
 * kind, and the build was green.
 */
@AnalyzeClasses(packages = "dev.homeostat.e2e.fixture.clock")
class BrokenRuleCanary {

  @ArchTest
  static final ArchRule FIXTURE_KNOWS_NO_CLOCK =
      Ambient.CLOCK.noneIn("dev.homeostat.e2e.fixture.clock..");

  @Test
  void fixture_knowsNoClock() {
    JavaClasses fixtures = Codebase.fixtures();
    FIXTURE_KNOWS_NO_CLOCK.check(fixtures);
  }
}
