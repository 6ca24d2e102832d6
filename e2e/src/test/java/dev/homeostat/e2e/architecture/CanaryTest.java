package dev.homeostat.e2e.architecture;

import static dev.homeostat.e2e.architecture.Boundaries.BASICS;
import static dev.homeostat.e2e.architecture.Codebase.fixture;
import static dev.homeostat.e2e.architecture.Codebase.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that cannot fail is worth nothing: each of them finds the violation made for it. */
class CanaryTest {

  private static final JavaClasses FIXTURES = Codebase.fixtures();

  private static final Map<Ambient, String> VIOLATORS =
      Map.of(
          Ambient.CLOCK, "clock",
          Ambient.RANDOM, "random",
          Ambient.THREAD, "thread",
          Ambient.ENVIRONMENT, "environment",
          Ambient.INPUT_OUTPUT, "io");

  private static final Map<Ambient, List<String>> VIOLATIONS =
      Map.of(
          Ambient.CLOCK,
              List.of("System.nanoTime()", "System.currentTimeMillis()", "java.time.Instant.now()"),
          Ambient.RANDOM, List.of("java.util.Random.nextInt", "Math.random()", "UUID.randomUUID()"),
          Ambient.THREAD,
              List.of("ReentrantLock.isLocked()", "Thread.currentThread()", "parallelStream()"),
          Ambient.ENVIRONMENT,
              List.of("System.getenv(", "System.getProperty(", "Runtime.availableProcessors()"),
          Ambient.INPUT_OUTPUT,
              List.of("Files.readString(", "java.lang.System.out", "URI.create("));

  @ParameterizedTest
  @EnumSource
  void ambient_usedInAPureModule_isReported(Ambient ambient) {
    String violator = fixture(VIOLATORS.get(ambient) + "..");

    List<String> violations = violations(ambient.noneIn(violator));

    assertThat(String.join("\n", violations)).contains(VIOLATIONS.get(ambient));
  }

  @ParameterizedTest
  @EnumSource
  void ambient_usedElsewhere_isNotReported(Ambient ambient) {
    assertThat(violations(ambient.noneIn(fixture("second..")))).isEmpty();
  }

  @Test
  void onlyKnow_moreThanTheBasics_isReported() {
    assertThat(
            violations(
                Boundaries.onlyKnow(
                    fixture("shell.."), with(BASICS, fixture("shell.."), "dev.homeostat.."))))
        .anySatisfy(found -> assertThat(found).contains("org.assertj"));
    assertThat(
            violations(Boundaries.onlyKnow(fixture("second.."), with(BASICS, fixture("second..")))))
        .isEmpty();
  }

  @Test
  void knowNothingOf_onePureModuleKnowsAnother_isReported() {
    assertThat(violations(Boundaries.knowNothingOf(fixture("first.."), fixture("second.."))))
        .isNotEmpty();
    assertThat(violations(Boundaries.knowNothingOf(fixture("second.."), fixture("first.."))))
        .isEmpty();
  }

  @Test
  void onlyKnowOfOurs_anotherModule_isReported() {
    assertThat(violations(Boundaries.onlyKnowOfOurs(fixture("first.."), fixture("shell.."))))
        .isNotEmpty();
    assertThat(violations(Boundaries.onlyKnowOfOurs(fixture("first.."), fixture("second.."))))
        .isEmpty();
  }

  @Test
  void onlyFor_aShellWithARuleOfItsOwn_isReported() {
    List<String> violations =
        violations(
            Boundaries.onlyFor(
                List.of("engine", "modes"),
                new String[] {"dev.homeostat.modes..", "dev.homeostat.engine.plan.."},
                Set.of("Move", "Mode")));

    assertThat(violations).anySatisfy(found -> assertThat(found).contains("Ramp"));
    assertThat(violations).anySatisfy(found -> assertThat(found).contains("Planner"));
    assertThat(violations).noneSatisfy(found -> assertThat(found).contains("upward"));
  }

  @Test
  void onlyFor_aLibraryThatNobodyMayKnow_isReported() {
    String[] library = {"org.assertj.."};

    assertThat(violations(Boundaries.onlyFor(List.of(), library, Set.of())))
        .anySatisfy(found -> assertThat(found).contains("Assertions"));
  }

  @Test
  void onlyKnowTypes_anotherType_isReported() {
    String shell = fixture("shell..");
    assertThat(violations(Boundaries.onlyKnowTypes(shell, "dev.homeostat.modes..", Set.of("Move"))))
        .isNotEmpty();
    assertThat(
            violations(
                Boundaries.onlyKnowTypes(shell, "dev.homeostat.modes..", Set.of("Move", "Ramp"))))
        .isEmpty();
  }

  @Test
  void onlyActuatorsWrite_anotherClass_isReportedInEveryWayItWrites() {
    List<String> violations = violations(Cluster.onlyActuatorsWrite(fixture("cluster..")));

    assertThat(violations).hasSize(4).allSatisfy(found -> assertThat(found).contains("Meddler"));
    assertThat(String.join("\n", violations))
        .contains("serverSideApply()", "delete()", "patch(", "raw(");
  }

  @Test
  void onlyFor_aClientOutsideControllers_isReported() {
    assertThat(violations(Boundaries.onlyFor(List.of(), new String[] {Cluster.CLIENT}, Set.of())))
        .anySatisfy(found -> assertThat(found).contains("Onlooker"));
  }

  @Test
  void portsHaveTwoImplementations_oneClassAndALambda_isReported() {
    assertThat(violations(Boundaries.portsHaveTwoImplementations(fixture("port.."))))
        .containsExactly(fixture("port.Lonely") + " is implemented by [Only]");
  }

  private static List<String> violations(ArchRule rule) {
    return rule.evaluate(FIXTURES).getFailureReport().getDetails();
  }
}
