package dev.homeostat.slo.chain;

import static dev.homeostat.slo.chain.ChainProblem.Kind.CYCLE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.LATENCY_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBERS_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBER_UNKNOWN;
import static dev.homeostat.slo.chain.ChainProblem.Kind.MEMBER_USED_TWICE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.NAME_DUPLICATE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.NAME_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.OBJECTIVE_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.OUTSIDE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.RETRY_LOAD_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.ROOT_UNKNOWN;
import static dev.homeostat.slo.chain.ChainProblem.Kind.SERVICES_MISSING;
import static dev.homeostat.slo.chain.ChainProblem.Kind.SHARED_AVAILABILITY_OUT_OF_RANGE;
import static dev.homeostat.slo.chain.ChainProblem.Kind.WAITED_FOR_UNKNOWN;
import static dev.homeostat.slo.chain.Chains.FAN_OUT;
import static dev.homeostat.slo.chain.Chains.REDUNDANT;
import static dev.homeostat.slo.chain.Chains.SERIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainDeclarationTest {

  private static final Service WEB = Service.of("web", 0.999);
  private static final Service DB = Service.of("db", 0.999);

  @Test
  void compile_soundChain_isCompiledWithNothingOutside() {
    ChainCompilation compiled =
        declare("all", List.of(WEB, DB), Stage.of("all", SERIAL, "web", "db"));

    assertThat(compiled).isInstanceOf(ChainCompilation.Compiled.class);
    assertThat(((ChainCompilation.Compiled) compiled).outside()).isEmpty();
  }

  @Test
  void compile_stagesInAnyOrder_isTheSameChain() {
    Stage pair = Stage.of("pair", REDUNDANT, "web", "db");
    Stage all = Stage.of("all", SERIAL, "pair");

    assertThat(declare("all", List.of(WEB, DB), all, pair))
        .isInstanceOf(ChainCompilation.Compiled.class);
  }

  @Test
  void compile_stageInItself_isACycle() {
    assertThatProblems(declare("all", List.of(WEB), Stage.of("all", SERIAL, "web", "all")))
        .containsExactly(
            new ChainProblem(
                CYCLE,
                "stages[0]",
                "stages contain each other: all -> all",
                "remove one of them from the members of another"));
  }

  @Test
  void compile_twoCyclesApart_areBothTold() {
    assertThatProblems(
            declare(
                "web",
                List.of(WEB),
                Stage.of("a", SERIAL, "b"),
                Stage.of("b", SERIAL, "c"),
                Stage.of("c", SERIAL, "a"),
                Stage.of("d", SERIAL, "e"),
                Stage.of("e", SERIAL, "d")))
        .extracting(ChainProblem::place, ChainProblem::found)
        .containsExactly(
            tuple("stages[0]", "stages contain each other: a -> b -> c -> a"),
            tuple("stages[3]", "stages contain each other: d -> e -> d"));
  }

  /** The way from the outer stage leads into the cycle, and is no part of it. */
  @Test
  void compile_cycleBelowAStage_namesTheCycleOnly() {
    assertThatProblems(
            declare(
                "all",
                List.of(WEB),
                Stage.of("all", SERIAL, "web", "a"),
                Stage.of("a", SERIAL, "b"),
                Stage.of("b", SERIAL, "a")))
        .extracting(ChainProblem::kind, ChainProblem::found)
        .contains(tuple(CYCLE, "stages contain each other: a -> b -> a"));
  }

  @Test
  void compile_unknownMember_isNamed() {
    assertThatProblems(declare("all", List.of(WEB), Stage.of("all", SERIAL, "web", "dbb")))
        .containsExactly(
            new ChainProblem(
                MEMBER_UNKNOWN,
                "stages[0].members[1]",
                "'dbb' is neither a service nor a stage",
                "name one that is declared"));
  }

  @Test
  void compile_unknownRoot_isNamed() {
    assertThatProblems(declare("al", List.of(WEB)))
        .extracting(ChainProblem::kind, ChainProblem::place, ChainProblem::message)
        .containsExactly(
            tuple(
                ROOT_UNKNOWN,
                "root",
                "'al' is neither a service nor a stage; name one that is declared"));
  }

  @Test
  void compile_namesTwice_areToldAtTheSecondPlace() {
    assertThatProblems(
            declare(
                "all",
                List.of(WEB, DB, WEB),
                Stage.of("db", SERIAL, "web"),
                Stage.of("all", SERIAL, "db")))
        .extracting(ChainProblem::kind, ChainProblem::place, ChainProblem::found)
        .containsExactly(
            tuple(NAME_DUPLICATE, "services[2].name", "web is the name of services[0] already"),
            tuple(NAME_DUPLICATE, "stages[0].name", "db is the name of services[1] already"));
  }

  @Test
  void compile_memberOfTwoStages_isUsedTwice() {
    assertThatProblems(
            declare(
                "all",
                List.of(WEB, DB),
                Stage.of("one", SERIAL, "web", "db"),
                Stage.of("all", SERIAL, "one", "db")))
        .extracting(ChainProblem::kind, ChainProblem::place, ChainProblem::found)
        .containsExactly(
            tuple(
                MEMBER_USED_TWICE,
                "stages[1].members[1]",
                "db is a member already, at stages[0].members[1], and its events would count"
                    + " twice"));
  }

  @Test
  void compile_memberTwiceInOneStage_isUsedTwice() {
    assertThatProblems(declare("all", List.of(WEB), Stage.of("all", SERIAL, "web", "web")))
        .extracting(ChainProblem::kind)
        .containsExactly(MEMBER_USED_TWICE);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 99.9, Double.NaN, Double.POSITIVE_INFINITY})
  void compile_objectiveOutOfRange_isRefused(double objective) {
    assertThatProblems(
            new ChainDeclaration(objective, "web", List.of(Service.of("web", objective)), List.of())
                .compile())
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(
            tuple(OBJECTIVE_OUT_OF_RANGE, "objective"),
            tuple(OBJECTIVE_OUT_OF_RANGE, "services[0].objective"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void compile_sharedAvailabilityOutOfRange_isRefused(double shared) {
    Compose redundant = new Compose.Redundant(shared, null);

    assertThatProblems(declare("all", List.of(WEB, DB), Stage.of("all", redundant, "web", "db")))
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(tuple(SHARED_AVAILABILITY_OUT_OF_RANGE, "stages[0].sharedAvailability"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void compile_latencyOutOfRange_isRefused(double millis) {
    assertThatProblems(declare("web", List.of(new Service("web", 0.9, millis, null, null))))
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(tuple(LATENCY_OUT_OF_RANGE, "services[0].latencyBudgetMillis"));
  }

  @ParameterizedTest
  @CsvSource({"0.5, 100", "NaN, 100", "Infinity, 100", "3, 0", "3, -1", "3, NaN", "3, Infinity"})
  void compile_retryLoadOutOfRange_isRefused(double attempts, double capacity) {
    RetryLoad load = new RetryLoad(attempts, capacity);

    assertThatProblems(declare("web", List.of(new Service("web", 0.9, null, null, load))))
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(tuple(RETRY_LOAD_OUT_OF_RANGE, "services[0].retryLoad"));
  }

  @Test
  void compile_waitingForAStranger_isRefused() {
    Compose redundant = new Compose.Redundant(1.0, "cache");

    assertThatProblems(declare("all", List.of(WEB, DB), Stage.of("all", redundant, "web", "db")))
        .containsExactly(
            new ChainProblem(
                WAITED_FOR_UNKNOWN,
                "stages[0].waitedFor",
                "'cache' is no member of all",
                "name one of web, db"));
  }

  @Test
  void compile_tooFewMembers_isRefused() {
    assertThatProblems(
            declare(
                "all",
                List.of(WEB, DB),
                Stage.of("one", REDUNDANT, "web"),
                Stage.of("two", FAN_OUT, "db"),
                Stage.of("none", SERIAL),
                Stage.of("all", SERIAL, "one", "two", "none")))
        .extracting(ChainProblem::kind, ChainProblem::place, ChainProblem::mend)
        .containsExactly(
            tuple(MEMBERS_MISSING, "stages[0].members", "name at least 2"),
            tuple(MEMBERS_MISSING, "stages[1].members", "name at least 2"),
            tuple(MEMBERS_MISSING, "stages[2].members", "name at least 1"));
  }

  @Test
  void compile_nothing_isRefused() {
    assertThatProblems(declare("", List.of()))
        .extracting(ChainProblem::kind)
        .containsExactly(SERVICES_MISSING, ROOT_UNKNOWN);
  }

  @Test
  void compile_nameless_isRefused() {
    assertThatProblems(declare("web", List.of(WEB, Service.of(" ", 0.9))))
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(tuple(NAME_MISSING, "services[1].name"));
  }

  @Test
  void compile_manyMistakes_areAllTold() {
    assertThatProblems(
            new ChainDeclaration(
                    1,
                    "root",
                    List.of(Service.of("web", 0), WEB),
                    List.of(
                        Stage.of("a", SERIAL, "b", "web"),
                        Stage.of("b", FAN_OUT, "a", "web", "ghost")))
                .compile())
        .extracting(ChainProblem::kind)
        .containsExactly(
            OBJECTIVE_OUT_OF_RANGE,
            OBJECTIVE_OUT_OF_RANGE,
            NAME_DUPLICATE,
            MEMBER_USED_TWICE,
            MEMBER_UNKNOWN,
            ROOT_UNKNOWN,
            CYCLE);
  }

  @Test
  void compile_partsThatTheRootDoesNotReach_areToldAndLeftOut() {
    ChainCompilation compiled = declare("web", List.of(DB, WEB), Stage.of("spare", SERIAL, "db"));

    assertThat(((ChainCompilation.Compiled) compiled).outside())
        .extracting(ChainProblem::kind, ChainProblem::place)
        .containsExactly(tuple(OUTSIDE, "services[0]"), tuple(OUTSIDE, "stages[0]"));
    assertThat(((ChainCompilation.Compiled) compiled).chain().services()).containsExactly(WEB);
  }

  private static ChainCompilation declare(String root, List<Service> services, Stage... stages) {
    return new ChainDeclaration(0.99, root, services, List.of(stages)).compile();
  }

  private static ListAssert<ChainProblem> assertThatProblems(ChainCompilation compilation) {
    assertThat(compilation).isInstanceOf(ChainCompilation.Refused.class);
    return assertThat(((ChainCompilation.Refused) compilation).problems());
  }
}
