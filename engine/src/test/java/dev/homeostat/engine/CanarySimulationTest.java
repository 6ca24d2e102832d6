package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.Settings;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.ObjectRef;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A limit held by four cells. The first two get a change towards more risk first, are compared with
 * the others for 5 s, and may have at most twice their errors, or 10, for 2 s.
 */
class CanarySimulationTest {

  private static final String LIMIT = "/data/admission.limit";
  private static final List<String> CELLS = List.of("cell-a", "cell-b", "cell-c", "cell-d");
  private static final String KNOB =
      "  - {name: limit, in: {configMapKey: {names: [cell-a, cell-b, cell-c, cell-d], key:"
          + " admission.limit}}, type: Integer, min: 10, max: 1000, saferDirection: Lower,"
          + " takeOver: true, values: {target: 620, degraded: 50}}\n";
  private static final String CANARY =
      "  canary: {share: 50, bake: 5s, compare: [{canary: errors-new, rest: errors-old, times: 2,"
          + " beyond: 10, for: 2s, canaryEvents: events-new, restEvents: events-old, minEvents:"
          + " 100}]}\n  rollbackWhen: {within: 30s, holdFor: 20s, anyOf: [{signal: errors-old,"
          + " times: 100, beyond: 5000, for: 2s}]}\n";
  private static final String MODE =
      Policies.mode("checkout", KNOB)
              .replace(
                  "  modes:\n",
                  """
                    - {name: errors-new, promql: {source: main, query: errors_new}}
                    - {name: errors-old, promql: {source: main, query: errors_old}}
                    - {name: events-new, promql: {source: main, query: events_new}}
                    - {name: events-old, promql: {source: main, query: events_old}}
                    modes:
                  """)
              .replace("steps: [1, 10, 50, 100], hold: 3s", "steps: [100], hold: 1s")
          + CANARY;
  private static final String POLICY =
      Policies.policy(MODE).replace("staleAfter: 3s", "staleAfter: 3s, allowPromql: true");

  private World world;
  private double burn;
  private double errorsNew = 5;
  private double errorsOld = 5;
  private double events = 1_000;

  @BeforeEach
  void open() {
    world = new World();
    for (String cell : CELLS) {
      world.objects.create(cell(cell), "kubectl", Map.of(LIMIT, "620"));
    }
    assertThat(world.declare(POLICY).problems()).isEmpty();
    world.signals.answer(this::answer);
    world.ticks(2);
  }

  private Reading answer(Query query) {
    double value =
        switch (query.expression()) {
          case "errors_new" -> errorsNew;
          case "errors_old" -> errorsOld;
          case "events_new", "events_old" -> events;
          default -> query.expression().startsWith("errors") ? burn * 0.01 * 1_000 : 1_000;
        };
    return Double.isNaN(value)
        ? new Reading.Missing("SourceUnreachable", "connection refused")
        : new Reading.Value(value, world.time.nowMillis());
  }

  private static ObjectRef cell(String name) {
    return ObjectRef.configMap("shop", name);
  }

  private List<String> limits() {
    return CELLS.stream().map(cell -> world.objects.field(cell(cell), LIMIT).text()).toList();
  }

  /** Degraded, and on the way back up to where the first cells have the change. */
  private void tried() {
    burn = 20;
    world.ticks(5);
    assertThat(limits()).as("what protects goes to all at once").containsOnly("50");
    burn = 0;
    for (int i = 0; i < 60 && !limits().contains("620"); i++) {
      world.tick();
    }
    assertThat(limits()).containsExactly("620", "620", "50", "50");
  }

  private Settings settings() {
    return Objects.requireNonNull(world.state()).settings();
  }

  @Test
  void change_asGoodAsTheRest_widensAfterTheBakeAndReachesTarget() {
    tried();

    Decision baking = world.ticks(5);

    assertThat(limits()).containsExactly("620", "620", "50", "50");
    assertThat(baking.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(baking.waitsFor()).containsExactly("the canary to be found good");
    world.ticks(2);
    assertThat(limits()).containsOnly("620");
    assertThat(world.ticks(10).mode()).isEqualTo(Mode.TARGET);
    assertThat(settings().trial()).isNull();
  }

  /** Cells whose Pods are replaced are compared with nothing: neither good nor worse is said. */
  @Test
  void rollout_duringTheBake_comparesNothingUntilItIsOver() {
    world.declare(
        POLICY.replace(
            "  interval: 1s", "  interval: 1s\n  targetRef: {kind: Deployment, name: checkout}"));
    world.workloads.set(
        Map.of(
            "/metadata/generation", "1", "/status/observedGeneration", "1", "/spec/replicas", "0"));
    tried();
    world.workloads.set(Map.of("/metadata/generation", "2", "/status/observedGeneration", "1"));
    errorsNew = 500;

    world.ticks(20);

    assertThat(limits()).containsExactly("620", "620", "50", "50");
    errorsNew = 5;
    world.workloads.set(
        Map.of(
            "/metadata/generation", "2", "/status/observedGeneration", "2", "/spec/replicas", "0"));
    world.ticks(8);
    assertThat(limits()).containsOnly("620");
  }

  @Test
  void change_worseThanTheRest_onlyWhatWasChangedIsTakenBack() {
    tried();
    int written = world.objects.writes().size();
    errorsNew = 21;
    errorsOld = 10;

    Decision failed = world.ticks(3);

    assertThat(limits()).containsOnly("50");
    assertThat(failed.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(failed.reason())
        .isEqualTo(
            "rolled back to revision 2: canary: errors-new was 21, more than 2 times the 10 of"
                + " errors-old for 2s");
    assertThat(world.objects.writes().subList(written, world.objects.writes().size()))
        .extracting(write -> write.object().name())
        .containsOnly("cell-a", "cell-b");
    assertThat(Objects.requireNonNull(world.state()).mode().waits().repeats()).isEqualTo(1);
  }

  /** Then it tries again, since the mode still asks for it. */
  @Test
  void failed_holdIsOver_isTriedAgain() {
    tried();
    errorsNew = 21;
    world.ticks(3);
    errorsNew = 5;
    world.ticks(19);
    assertThat(limits()).containsOnly("50");

    world.ticks(2);

    assertThat(limits()).containsExactly("620", "620", "50", "50");
    world.ticks(8);
    assertThat(limits()).containsOnly("620");
  }

  /** An incident of all cells is none of the change. */
  @Test
  void all_areIll_isNotTakenBack() {
    tried();
    errorsNew = 900;
    errorsOld = 900;

    world.ticks(8);

    assertThat(limits()).containsOnly("620");
  }

  @Test
  void tooFewEvents_neitherWidenNorFail() {
    tried();
    events = 99;
    errorsNew = 900;

    world.ticks(100);

    assertThat(limits()).containsExactly("620", "620", "50", "50");
  }

  @Test
  void sourceIsDown_neitherWidensNorFails() {
    tried();
    errorsNew = Double.NaN;

    world.ticks(100);

    assertThat(limits()).containsExactly("620", "620", "50", "50");
  }

  @Test
  void aCellCannotBeWritten_theBakeWaits() {
    tried();
    world.ticks(2);
    world.objects.set(cell("cell-b"), "kubectl", LIMIT, "70");

    world.ticks(50);

    assertThat(limits()).containsExactly("620", "70", "50", "50");
    world.objects.set(cell("cell-b"), "kubectl", LIMIT, "620");
    world.ticks(10);
    assertThat(limits()).containsOnly("620");
  }

  @Test
  void incidentDuringTheBake_protectsAllAtOnceAndEndsTheTrial() {
    tried();
    burn = 20;

    world.ticks(4);

    assertThat(limits()).containsOnly("50");
    assertThat(settings().trial()).isNull();
    assertThat(settings().rollback()).isNull();
  }

  @Test
  void restartDuringTheBake_goesOn() {
    tried();
    world.ticks(2);
    world.restart();

    world.ticks(2);
    assertThat(limits()).containsExactly("620", "620", "50", "50");
    world.ticks(8);
    assertThat(limits()).containsOnly("620");
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  /** A backup dropped it: the notes on the cells that have the change tell of the trial. */
  @Test
  void statusWipedDuringTheBake_bakesAnewAndThenWidens() {
    tried();
    world.ticks(4);
    world.statuses.wipe();
    world.restart();

    world.ticks(5);
    assertThat(limits()).containsExactly("620", "620", "50", "50");
    world.ticks(4);
    assertThat(limits()).containsOnly("620");
    world.statuses.wipe();
    world.restart();
    world.ticks(10);
    assertThat(limits()).as("a trial that is over is not told of").containsOnly("620");
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  @Test
  void statusWipedDuringTheBake_worseThanTheRest_isStillTakenBack() {
    tried();
    world.statuses.wipe();
    world.restart();
    errorsNew = 21;

    world.ticks(4);

    assertThat(limits()).containsOnly("50");
  }

  @Test
  void oneWhoEditsTheSpec_isTriedToo() {
    world.declare(POLICY.replace("target: 620", "target: 900"));
    world.ticks(2);
    assertThat(limits()).containsExactly("900", "900", "620", "620");
    errorsNew = 500;

    world.ticks(3);

    assertThat(limits()).containsOnly("620");
  }

  @Test
  void afterWidening_errorsRise_returnsToBeforeTheTrial() {
    tried();
    world.ticks(7);
    assertThat(limits()).containsOnly("620");
    errorsOld = 9_000;
    errorsNew = 9_000;

    world.ticks(3);

    assertThat(limits()).containsOnly("50");
  }

  @Test
  void aWriteFails_onceItIsMendedTheTrialGoesOn() {
    tried();
    world.objects.failWrites(cell("cell-c"), new WriteResult.Failed("Rejected", "no"));
    world.ticks(7);
    world.objects.failWrites(cell("cell-c"), null);
    world.ticks(5);

    assertThat(limits()).containsOnly("620");
  }

  @Test
  void deleted_allCellsAreGivenBack() {
    tried();
    world.deleteResources();
    world.tickAll();

    assertThat(limits()).containsOnly("620");
    assertThat(world.objects.field(cell("cell-d"), LIMIT).manager()).isEqualTo("kubectl");
  }

  @Test
  void canary_withoutSeveralObjects_isRefused() {
    CompiledPolicy compiled =
        world.declare(POLICY.replace("names: [cell-a, cell-b, cell-c, cell-d]", "name: cell-a"));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject)
        .containsExactly("spec.canary");
  }

  @Test
  void canary_thatCannotBeUsed_saysWhatToMend() {
    CompiledPolicy compiled =
        world.declare(
            POLICY
                .replace("share: 50", "share: 100")
                .replace("rest: errors-old, times: 2", "rest: errors, times: 0")
                .replace(", minEvents: 100", ""));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject)
        .containsExactly(
            "spec.canary.share",
            "spec.canary.compare[0].rest",
            "spec.canary.compare[0].times",
            "spec.canary.compare[0].minEvents");
  }
}
