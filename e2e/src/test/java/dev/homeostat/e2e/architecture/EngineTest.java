package dev.homeostat.e2e.architecture;

import static dev.homeostat.e2e.architecture.Boundaries.BASICS;
import static dev.homeostat.e2e.architecture.Codebase.PURE;
import static dev.homeostat.e2e.architecture.Codebase.main;
import static dev.homeostat.e2e.architecture.Codebase.packages;
import static dev.homeostat.e2e.architecture.Codebase.with;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTest {

  private static final String ENGINE = packages("engine");
  private static final String PLAN = packages("engine.plan");
  private static final String POLICY = packages("engine.policy");
  private static final String RULES = packages("engine.rules");
  private static final String IMPORTS = packages("engine.imports");
  private static final String PORT = packages("engine.port");
  private static final String ROOT = "dev.homeostat.engine";

  @Test
  void engine_knowsTypesOfResourcesAndNoClient() {
    String[] ours = with(packages(PURE), ENGINE, packages("crds"));
    String[] jdk =
        with(BASICS, "java.time", "java.time.format", "java.util.regex", "java.nio.charset");
    String[] libraries = {
      "com.fasterxml.jackson..", "com.cronutils..", "dev.cel..", "io.fabric8.kubernetes.api.model.."
    };
    Boundaries.onlyKnow(ENGINE, with(with(ours, jdk), libraries))
        .because("one engine runs live, in virtual time and in a replay, so no SDK may be in it")
        .allowEmptyShould(false)
        .check(main());
  }

  @Test
  void engine_knowsNoClock() {
    Ambient.CLOCK.noneIn(ENGINE).check(main());
  }

  @Test
  void engine_knowsNoRandomSource() {
    Ambient.RANDOM.noneIn(ENGINE).check(main());
  }

  @Test
  void engine_knowsNoThread() {
    Ambient.THREAD.noneIn(ENGINE).check(main());
  }

  @Test
  void engine_knowsNoEnvironment() {
    Ambient.ENVIRONMENT.noneIn(ENGINE).check(main());
  }

  @Test
  void engine_readsAndWritesNothing() {
    Ambient.INPUT_OUTPUT.noneIn(ENGINE).check(main());
  }

  @Test
  void policy_knowsNeitherPlanNorPortNorCycle() {
    Boundaries.knowNothingOf(POLICY, PLAN, PORT, ROOT)
        .because("what is wanted does not depend on how it is done")
        .check(main());
  }

  @Test
  void rulesAndImports_knowOfTheEngineOnlyWhatIsWanted() {
    for (String texts : new String[] {RULES, IMPORTS}) {
      Boundaries.knowNothingOf(texts, PLAN, PORT, ROOT)
          .because("rules are made of what is declared, where nothing runs")
          .check(main());
    }
    Boundaries.knowNothingOf(RULES, IMPORTS)
        .because("what is imported becomes a declared chain first")
        .check(main());
  }

  @Test
  void ports_knowNothingOfPlanningNorOfTheLoop() {
    Boundaries.knowNothingOf(PORT, PLAN, ROOT)
        .because("a port takes what is read and written, and knows nothing of why")
        .check(main());
  }

  @Test
  void plan_knowsOfThePortsOnlyWhatPassesThroughThem() {
    Boundaries.onlyKnowTypes(
            PLAN,
            PORT,
            Set.of("Reading", "ObjectWrite", "ObjectRestore", "Author", "Task", "TaskAnswer"))
        .because("the plan step is a pure function: it asks nothing of the world")
        .check(main());
    Boundaries.knowNothingOf(PLAN, ROOT)
        .because("the loop runs the plan step, not the other way round")
        .check(main());
  }

  @Test
  void ports_haveTwoImplementations() {
    for (String ports : List.of(PORT, ROOT)) {
      Boundaries.portsHaveTwoImplementations(ports)
          .because("an interface with one implementation is not a port")
          .check(Codebase.mainAndEngineTests());
    }
  }
}
