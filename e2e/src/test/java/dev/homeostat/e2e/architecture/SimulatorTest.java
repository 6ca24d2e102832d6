package dev.homeostat.e2e.architecture;

import static dev.homeostat.e2e.architecture.Boundaries.BASICS;
import static dev.homeostat.e2e.architecture.Codebase.main;
import static dev.homeostat.e2e.architecture.Codebase.packages;
import static dev.homeostat.e2e.architecture.Codebase.with;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the same seed must not depend on. */
class SimulatorTest {

  private static final String KERNEL = packages("sim.kernel");
  private static final String METRICS = packages("sim.metrics");
  private static final String PLANT = packages("sim.plant");

  /** All but the reader of scenario files, which is done before anything runs. */
  private static final String[] RUNNING = {
    KERNEL, METRICS, PLANT, packages("sim.scenario"), packages("sim.control"), packages("sim.peers")
  };

  @ParameterizedTest
  @EnumSource
  void simulator_knowsNothingAmbient(Ambient ambient) {
    ambient.noneIn(RUNNING).check(main());
    if (ambient != Ambient.INPUT_OUTPUT) {
      ambient.noneIn(packages("sim")).check(main());
    }
  }

  @Test
  void kernel_knowsTheBasicsAlone() {
    Boundaries.onlyKnow(KERNEL, with(BASICS, KERNEL))
        .because("virtual time is the same, whatever happens in it")
        .check(main());
  }

  @Test
  void plants_knowNoControllerAndNoEngine() {
    Boundaries.onlyKnow(METRICS, with(BASICS, KERNEL, METRICS))
        .because("a scrape reads numbers")
        .check(main());
    Boundaries.onlyKnow(PLANT, with(BASICS, KERNEL, METRICS, PLANT))
        .because("a plant has knobs and series, and knows nobody who uses them")
        .check(main());
  }

  @Test
  void files_knowNoEngine() {
    Boundaries.onlyKnowOfOurs(
            packages("sim.file"),
            packages("sim.file"),
            packages("sim.scenario"),
            METRICS,
            PLANT,
            packages("crds"))
        .because("a file says what happens, and not what is done about it")
        .check(main());
  }

  @Test
  void engine_isKnownToControlAlone() {
    for (String below : List.of(KERNEL, METRICS, PLANT, packages("sim.scenario"))) {
      Boundaries.knowNothingOf(
              below,
              packages("engine"),
              packages("crds"),
              packages("modes"),
              packages("sim.control"),
              packages("sim.file"))
          .because("a plant is the same for every policy that is compared in it")
          .check(main());
    }
    Boundaries.onlyKnowOfOurs(
            packages("sim.control"),
            packages("sim"),
            packages("engine"),
            packages("crds"),
            packages("modes"))
        .because("the simulator is one shell around the engine, and the others are none of its")
        .check(main());
  }
}
