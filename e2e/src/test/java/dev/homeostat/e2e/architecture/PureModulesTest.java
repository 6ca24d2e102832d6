package dev.homeostat.e2e.architecture;

import static dev.homeostat.e2e.architecture.Boundaries.BASICS;
import static dev.homeostat.e2e.architecture.Codebase.PURE;
import static dev.homeostat.e2e.architecture.Codebase.main;
import static dev.homeostat.e2e.architecture.Codebase.packages;
import static dev.homeostat.e2e.architecture.Codebase.with;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PureModulesTest {

  @Test
  void pureModules_knowNothingButTheBasicsAndThemselves() {
    for (String module : PURE) {
      Boundaries.onlyKnow(packages(module), with(known(module), packages(module)))
          .because("records go in and records come out: Kubernetes, metrics and logs are elsewhere")
          .check(main());
    }
  }

  /** The months of a budget have their actual lengths; a date is a value, and no clock is read. */
  private static String[] known(String module) {
    return module.equals("slo") ? with(BASICS, "java.time", "java.time.temporal") : BASICS;
  }

  @Test
  void pureModules_knowNotEachOther() {
    for (String module : PURE) {
      List<String> others = new ArrayList<>(PURE);
      others.remove(module);
      Boundaries.knowNothingOf(packages(module), packages(others))
          .because("engine alone joins them")
          .allowEmptyShould(true)
          .check(main());
    }
  }

  @Test
  void pureModules_knowNoClock() {
    Ambient.CLOCK.noneIn(packages(PURE)).check(main());
  }

  @Test
  void pureModules_knowNoRandomSource() {
    Ambient.RANDOM.noneIn(packages(PURE)).check(main());
  }

  @Test
  void pureModules_knowNoThread() {
    Ambient.THREAD.noneIn(packages(PURE)).check(main());
  }

  @Test
  void pureModules_knowNoEnvironment() {
    Ambient.ENVIRONMENT.noneIn(packages(PURE)).check(main());
  }

  @Test
  void pureModules_readAndWriteNothing() {
    Ambient.INPUT_OUTPUT.noneIn(packages(PURE)).check(main());
  }
}
