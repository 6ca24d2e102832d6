package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.PendingAction;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.port.Task;
import dev.homeostat.modes.Mode;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is done once when a mode is entered or left, and what gates ask for outside. */
class ActionSimulationTest {

  private static final String CONTROL =
      """
      apiVersion: homeostat.dev/v1alpha1
      kind: HomeostatControl
      metadata: {name: cluster}
      spec: {webhooks: ['https://status.example.com/']}
      """;

  private static String policy(String degraded, String recovery) {
    return Policies.policy(
        Policies.mode("checkout", Policies.LIMIT)
            .replace("spec:\n", "spec:\n  targetRef: {kind: Deployment, name: checkout}\n")
            .replace("      minDwell: 5s", degraded + "      minDwell: 5s")
            .replace("hold: 3s}", "hold: 3s" + recovery + "}"),
        CONTROL);
  }

  private static String acting(String onFailure) {
    return """
          onEntry:
          - {name: mark, annotate: {key: example.com/mode, value: degraded}, onFailure: %1$s}
          - {name: page, webhook: {url: 'https://status.example.com/on'}, onFailure: %1$s}
          onExit:
          - {name: clear, webhook: {url: 'https://status.example.com/off'}}
    """
        .formatted(onFailure);
  }

  private static World world(String policy) {
    World world = new World(policy);
    world.workloads.set(java.util.Map.of("/spec/replicas", "0"));
    return world;
  }

  private static List<String> keys(World world) {
    return world.tasks.begun().stream()
        .map(task -> task.key().substring(task.uid().length()))
        .toList();
  }

  @Test
  void entry_doesEachActionOnceInOrderAndAfterItWasSaved() {
    World world = world(policy(acting("Retry"), ""));
    world.incident(1, 18);

    assertThat(keys(world)).containsExactly("/1/Degraded.Entry/mark", "/1/Degraded.Entry/page");
    assertThat(world.calls.indexOf("begin " + world.tasks.begun().get(0).key()))
        .isGreaterThan(world.calls.indexOf("save OperatingMode shop/checkout"));
    assertThat(Objects.requireNonNull(world.state()).outstanding().actions()).isEmpty();
  }

  @Test
  void exit_isDoneWhenTheModeIsLeft() {
    World world = world(policy(acting("Retry"), ""));
    world.incident(1, 40);

    assertThat(keys(world)).last().isEqualTo("/2/Degraded.Exit/clear");
    assertThat(((Task.Post) world.tasks.begun().get(2).work()).body())
        .isEqualTo(
            "{\"version\":\"1\",\"key\":\"%s\",\"namespace\":\"shop\",\"name\":\"checkout\",\"mode\":\"Degraded\",\"phase\":\"Exit\",\"action\":\"clear\",\"decision\":2}"
                .formatted(world.tasks.begun().get(2).key()));
  }

  /** Whatever the process ends after, nothing is lost, and what is done again has the same key. */
  @Test
  void restart_atEveryPoint_losesNoActionAndChangesNoKey() {
    for (int crash = 10; crash <= 18; crash++) {
      World world = world(policy(acting("Retry"), ""));
      world.incident(1, crash);
      world.restart();
      world.incident(crash + 1, 19);

      assertThat(keys(world).stream().distinct())
          .as("crash after second %d", crash)
          .containsExactly("/1/Degraded.Entry/mark", "/1/Degraded.Entry/page");
      assertThat(keys(world)).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void restart_onceAllIsDone_doesNothingAgain() {
    World world = world(policy(acting("Retry"), ""));
    world.incident(1, 17);
    world.restart();
    world.incident(18, 19);

    assertThat(keys(world)).hasSize(2);
  }

  @Test
  void failure_thatIsIgnored_isToldOnceAndTheNextIsDone() {
    World world = world(policy(acting("Ignore"), ""));
    world.tasks.fail("the server answered 500");
    world.incident(1, 13);

    Decision told = world.tick();
    Decision after = world.tick();

    assertThat(keys(world)).hasSize(2);
    assertThat(told.problems())
        .extracting(Problem::message)
        .containsExactly("the server answered 500; it is ignored");
    assertThat(after.problems()).isEmpty();
    assertThat(Objects.requireNonNull(world.state()).outstanding().actions()).isEmpty();
  }

  /** At once, after 10 s, after 20 s more. */
  @Test
  void failure_isTriedAgainEachTimeTwiceAsLate() {
    World world = world(policy(acting("Retry"), ""));
    world.tasks.fail("the server answered 500");
    world.burn(20, 50);
    Decision failing = world.ticks(45);

    assertThat(keys(world))
        .containsExactly(
            "/1/Degraded.Entry/mark", "/1/Degraded.Entry/mark", "/1/Degraded.Entry/mark");
    assertThat(failing.problems())
        .extracting(Problem::reason, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ActionFailed", "the server answered 500"));
    world.tasks.fail(null);
    assertThat(world.ticks(45).problems()).isEmpty();
    assertThat(keys(world)).last().isEqualTo("/1/Degraded.Entry/page");
  }

  @Test
  void failure_thatHolds_letsNothingRiseUntilItIsDone() {
    World world = world(policy(acting("Hold"), ""));
    world.tasks.fail("the server answered 500");
    assertThat(world.incident(1, 40).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.tick().waitsFor()).containsExactly("an action that holds until it is done");

    world.tasks.fail(null);

    assertThat(world.ticks(60).mode()).isNotEqualTo(Mode.DEGRADED);
  }

  @Test
  void action_thatNeverEnds_delaysNoMove() {
    World world = world(policy(acting("Retry"), ""));
    world.tasks.stick();

    assertThat(world.incident(1, 60).mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void protectiveMove_dropsWhatOlderMovesHaveNotDone() {
    World world = world(policy(acting("Retry"), ""));
    world.tasks.fail("the server answered 500");
    world.incident(1, 26);
    world.burn(20, 50);
    world.ticks(3);

    assertThat(Objects.requireNonNull(world.state()).mode().mode()).isEqualTo(Mode.DEGRADED);
    assertThat(Objects.requireNonNull(world.state()).outstanding().actions())
        .extracting(PendingAction::phase)
        .extracting(Enum::name)
        .containsOnly("ENTRY");
  }

  @Test
  void observe_doesNothingAndTellsWhatItWouldDo() {
    World world = world(policy(acting("Retry"), ""));
    world.cap(Enforcement.OBSERVE);
    world.incident(1, 18);

    assertThat(world.tasks.begun()).isEmpty();
    assertThat(
            Objects.requireNonNull(
                    world.statuses.load(
                        new dev.homeostat.engine.policy.ResourceId(
                            "OperatingMode", "shop", "checkout")))
                .wouldBe())
        .isEqualTo("Degraded: admission-limit=50; would do mark; would do page");
  }

  @Test
  void jobGate_runsOnceAStepAndShutsUntilItSucceeds() {
    String gated = policy("", ", gates: [{name: smoke, job: {cronJob: smoke-test}}]");
    World world = world(gated);
    world.tasks.fail("the Job failed");
    Decision shut = world.incident(1, 60);

    assertThat(shut.step()).isZero();
    assertThat(shut.waitsFor()).containsExactly("gate smoke (the Job failed)");
    assertThat(keys(world)).containsExactly("/2/gate/smoke");
    world.tasks.fail(null);
    world.ticks(300);
    assertThat(keys(world)).containsSubsequence("/2/gate/smoke", "/3/gate/smoke", "/4/gate/smoke");
    assertThat(Objects.requireNonNull(world.state()).mode().mode()).isEqualTo(Mode.TARGET);
  }

  @Test
  void webhookGate_thatNeverAnswers_holdsTheStepAndNothingElse() {
    World world =
        world(
            policy("", ", gates: [{name: ask, webhook: {url: 'https://status.example.com/ok'}}]"));
    world.tasks.stick();

    assertThat(world.incident(1, 90).step()).isZero();
    world.burn(20, 50);
    assertThat(world.ticks(3).mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void gate_inObserve_isNotAskedAndIsOpen() {
    World world = world(policy("", ", gates: [{name: smoke, job: {cronJob: smoke-test}}]"));
    world.cap(Enforcement.OBSERVE);

    assertThat(world.incident(1, 60).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.tasks.begun()).isEmpty();
  }

  @Test
  void journal_withTasksAndAnswers_replaysTheSame() {
    World world = world(policy(acting("Retry"), ", gates: [{name: smoke, job: {cronJob: t}}]"));
    world.tasks.fail("no");
    world.incident(1, 30);
    world.tasks.fail(null);
    world.ticks(60);

    assertThat(Replayed.assertSame(world.journal.lines())).isEqualTo(90);
  }
}
