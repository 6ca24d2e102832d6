package dev.homeostat.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.homeostat.e2e.architecture.Codebase.PURE;
import static dev.homeostat.e2e.architecture.Codebase.main;
import static dev.homeostat.e2e.architecture.Codebase.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModulesTest {

  @Test
  void modules_haveNoCycles() {
    slices()
        .matching("dev.homeostat.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a module that knows one above it cannot be used without it")
        .check(main());
  }

  /** The engine's ports and plan know records of each other; EngineTest says which. */
  @Test
  void packages_haveNoCycles() {
    slices()
        .matching("dev.homeostat.(**)")
        .that(describe("are not the engine's", slice -> !slice.getNamePart(1).startsWith("engine")))
        .should()
        .beFreeOfCycles()
        .because("a package that knows one above it cannot be read without it")
        .check(main());
  }

  @Test
  void crdsAndSamples_knowNothingOfOurs() {
    for (String module : List.of("crds", "samples")) {
      Boundaries.onlyKnowOfOurs(packages(module), packages(module))
          .because("resources are plain types, and the sample stands for somebody else's service")
          .check(main());
    }
  }

  @Test
  void replay_knowsTheEngineAndWhatAStateConsistsOf() {
    String replay = packages("replay");
    Boundaries.onlyKnowOfOurs(replay, packages("engine"), packages("crds"), packages("modes"))
        .because("a replay needs a journal and the engine")
        .check(main());
    Boundaries.onlyKnowTypes(replay, packages("modes"), Set.of("ModePolicy", "ModeState"))
        .because("it asks whether a recorded state fits its policy, and decides nothing by itself")
        .check(main());
  }

  @Test
  void demo_knowsNoShell() {
    Boundaries.knowNothingOf(packages("demo"), packages("replay"), packages("cli"))
        .because("the demo is one shell and the command line another")
        .check(main());
  }

  @Test
  void shells_readMovesAndKnowNoRule() {
    List<String> insiders = new ArrayList<>(PURE);
    insiders.addAll(List.of("engine", "replay"));
    Boundaries.onlyFor(insiders, packages(PURE), Set.of("Mode", "Move"))
        .because("shells hold no rule of the domain: of it they read which move was made, no more")
        .check(main());
  }

  @Test
  void shells_planNothing() {
    Boundaries.onlyFor(
            List.of("engine", "replay"),
            new String[] {packages("engine.plan")},
            Set.of(
                "Decision",
                "Inputs",
                "LoopReport",
                "ObjectRestore",
                "ObjectWrite",
                "WorkloadState"))
        .because("ControlCycle plans; a shell reads decisions and carries out writes")
        .check(main());
    Boundaries.onlyKnowTypes(
            packages("replay"),
            packages("engine.plan"),
            Set.of("Planner", "Planned", "Decision", "Inputs", "WorkloadState"))
        .because("a replay runs the plan step on what was recorded, and nothing else of it")
        .check(main());
  }

  @Test
  void crds_knowOfTheClientOneTypeToExtend() {
    Boundaries.onlyKnowTypes(packages("crds"), Cluster.CLIENT, Set.of("CustomResource"))
        .because("the types of the resources extend fabric8's, and send nothing")
        .check(main());
  }

  @Test
  void clients_areKnownToControllersAlone() {
    Boundaries.onlyFor(
            List.of("crds", "controllers"),
            new String[] {Cluster.CLIENT, "io.javaoperatorsdk.."},
            Set.of())
        .because("whatever decides must run where there is no cluster")
        .check(main());
  }

  @Test
  void quarkus_isKnownToTheApplicationsAlone() {
    Boundaries.onlyFor(
            List.of("operator"), new String[] {"io.quarkiverse..", "io.quarkus.."}, Set.of())
        .because("the applications alone are touched when Quarkus is upgraded")
        .check(main());
  }

  @Test
  void controllers_knowNoOtherShell() {
    Boundaries.knowNothingOf(
            packages("controllers"), packages("demo"), packages("replay"), packages("cli"))
        .because("the operator is one shell, and these are others")
        .allowEmptyShould(true)
        .check(main());
  }

  @Test
  void cluster_isWrittenByActuatorsAlone() {
    Cluster.onlyActuatorsWrite("dev.homeostat..")
        .because("who reads what may change a cluster must find it by its name")
        .check(main());
  }
}
