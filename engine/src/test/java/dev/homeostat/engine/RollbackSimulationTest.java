package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.PastMove;
import dev.homeostat.engine.plan.Settings;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.modes.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A change towards more risk is taken back where the short burn rate is more than five times what
 * it was before it, and above 2. Steps of 1, 10, 50 and 100 percent from 50 to 620 are 55, 107, 335
 * and 620; with Target's first set they are the revisions 3 to 6, after Degraded as revision 2.
 */
class RollbackSimulationTest {

  private static final String WHEN =
      "  rollbackWhen: {within: 30s, holdFor: 20s,"
          + " anyOf: [{signal: burn-short, times: 5, beyond: 2, for: 2s}]}\n";
  private static final String MODE = Policies.mode("checkout", Policies.LIMIT) + WHEN;
  private static final String FLOOR =
      MODE.replace("degraded: 50}", "degraded: 50, floor: 10}")
          .replace(
              "    recovery:",
              "    floor: {emergency: [{allOf: [{signal: burn-short, above: 30, exitBelow: 1, for:"
                  + " 1s}]}]}\n    recovery:");

  /** A world that climbs, just after the step of 50 percent was taken. */
  private static World climbing(String policy) {
    World world = new World(Policies.policy(policy));
    world.burn(20, 20);
    world.ticks(5);
    world.burn(0.5, 0.5);
    tickUntil(world, "335");
    return world;
  }

  private static Decision tickUntil(World world, String limit) {
    for (int i = 0; i < 200; i++) {
      Decision decision = world.tick();
      if (world.limit().equals(limit)) {
        return decision;
      }
    }
    throw new AssertionError("the limit never was " + limit + " but is " + world.limit());
  }

  private static Settings settings(World world) {
    return Objects.requireNonNull(world.state()).settings();
  }

  @Test
  void step_errorsRiseAfterIt_returnsToTheSettingsBeforeAndStaysInItsMode() {
    World world = climbing(MODE);
    world.burn(5, 5);

    assertThat(world.ticks(2).reason()).isEmpty();
    Decision decision = world.tick();

    assertThat(decision.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(decision.move()).isNull();
    assertThat(world.limit()).isEqualTo("107");
    assertThat(decision.reason())
        .isEqualTo(
            "rolled back to revision 4: burn-short was 5, more than 5 times its 0.5 before for 2s"
                + " since revision 5");
    assertThat(decision.problems())
        .extracting(Problem::reason, Problem::subject)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("RolledBack", "revision 4"));
    assertThat(decision.waitsFor())
        .containsExactly("20s of holding revision 4, or an Approval of decision 6");
  }

  @Test
  void held_signalsAreWellAgain_risesOnlyWhenTheTimeHasPassed() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);

    for (int i = 0; i < 19; i++) {
      assertThat(world.tick().mode()).isEqualTo(Mode.RECOVERY);
      assertThat(world.limit()).isEqualTo("107");
    }
    Decision released = world.tick();

    assertThat(released.reason()).isEqualTo("the hold of revision 4 has ended");
    assertThat(world.limit()).isEqualTo("335");
    tickUntil(world, "620");
    assertThat(world.ticks(10).mode()).isEqualTo(Mode.TARGET);
  }

  /** What goes wrong again is taken back again. */
  @Test
  void released_errorsRiseAgain_returnsAgain() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    tickUntil(world, "335");
    world.burn(5, 5);

    assertThat(tickUntil(world, "107").reason()).startsWith("rolled back to revision 6");
  }

  @Test
  void rollback_countsAsARegression() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");

    assertThat(Objects.requireNonNull(world.state()).mode().waits().repeats()).isEqualTo(1);
  }

  /** Protection is never taken back, whatever becomes of the signals. */
  @Test
  void degraded_errorsRiseAfterIt_isNotTakenBack() {
    World world = new World(Policies.policy(MODE));
    world.burn(0.5, 0.5);
    world.ticks(3);
    world.burn(20, 20);
    tickUntil(world, "50");
    world.burn(400, 99);

    assertThat(world.ticks(60).mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
    assertThat(settings(world).rollback()).isNull();
  }

  /** Flagger and Argo Rollouts take a change back when Prometheus is down. */
  @Test
  void step_sourceIsDownAfterIt_isNotTakenBackAndIsStillWatchedAfterwards() {
    World world = climbing(MODE);
    world.blackout();
    world.ticks(100);

    assertThat(world.limit()).isEqualTo("335");
    world.burn(5, 5);
    assertThat(tickUntil(world, "107").reason()).startsWith("rolled back to revision 4");
  }

  @Test
  void step_errorsRiseLongAfterIt_isNotTakenBack() {
    World world = climbing(MODE.replace("within: 30s", "within: 3s"));
    world.burn(0.9, 0.9);
    tickUntil(world, "620");
    world.ticks(20);
    world.burn(5, 5);

    assertThat(world.ticks(30).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void held_emergency_entersFloorWithItsSettings() {
    World world = climbing(FLOOR);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(99, 99);

    assertThat(tickUntil(world, "10").mode()).isEqualTo(Mode.FLOOR);
  }

  /** One who edits the spec is watched like one who climbs. */
  @Test
  void specIsRaisedInTarget_errorsRise_returnsToWhatWasBefore() {
    World world = new World(Policies.policy(MODE));
    world.burn(0.5, 0.5);
    world.ticks(3);
    world.declare(Policies.policy(MODE.replace("target: 620", "target: 900")));
    world.tick();
    assertThat(world.limit()).isEqualTo("900");
    world.burn(5, 5);

    assertThat(tickUntil(world, "620").mode()).isEqualTo(Mode.TARGET);
    assertThat(world.ticks(10).problems()).extracting(Problem::reason).contains("RolledBack");
  }

  @Test
  void held_restart_isStillHeldAndNoShorter() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    world.ticks(10);
    world.restart();

    for (int i = 0; i < 10; i++) {
      world.tick();
      assertThat(world.limit()).isEqualTo("107");
    }
    assertThat(tickUntil(world, "335").reason()).isEqualTo("the hold of revision 4 has ended");
  }

  /**
   * A backup dropped it: the note on the object tells of what is held, and its time begins anew.
   */
  @Test
  void held_statusWiped_isStillHeldAndLonger() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    world.ticks(10);
    world.statuses.wipe();
    world.restart();

    for (int i = 0; i < 20; i++) {
      world.tick();
      assertThat(world.limit()).isEqualTo("107");
    }
    assertThat(tickUntil(world, "335").reason()).isEqualTo("the hold of revision 4 has ended");
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  @Test
  void override_statusWiped_isStillHeldUntilItIsDeleted() {
    World world = climbing(MODE);
    tickUntil(world, "620");
    world.ticks(10);
    world.declare(Policies.policy(MODE, toRevision(4, 600)));
    world.tick();
    world.statuses.wipe();
    world.restart();

    world.ticks(30);
    assertThat(world.limit()).isEqualTo("107");
    world.declare(Policies.policy(MODE));
    world.ticks(2);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void watched_restart_isStillWatched() {
    World world = climbing(MODE);
    world.restart();
    world.burn(5, 5);

    assertThat(tickUntil(world, "107").reason()).contains("more than 5 times its 0.5 before");
    assertThat(settings(world).history()).hasSize(6);
  }

  @Test
  void held_approved_endsAtOnce() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    world.declare(Policies.policy(MODE, approval(5)));
    assertThat(world.ticks(3).waitsFor()).isNotEmpty();
    world.declare(Policies.policy(MODE, approval(6)));

    assertThat(world.tick().reason()).isEqualTo("the hold of revision 4 has ended");
    assertThat(world.limit()).isEqualTo("335");
  }

  @Test
  void override_toARevision_returnsToItAndHoldsUntilItIsDeleted() {
    World world = climbing(MODE);
    tickUntil(world, "620");
    world.ticks(10);
    world.declare(Policies.policy(MODE, toRevision(4, 600)));

    Decision decision = world.tick();

    assertThat(decision.mode()).isEqualTo(Mode.TARGET);
    assertThat(decision.reason())
        .isEqualTo("rolled back to revision 4: ModeOverride back asks for it");
    assertThat(world.limit()).isEqualTo("107");
    world.burn(20, 20);
    assertThat(world.ticks(50).mode()).as("it holds").isEqualTo(Mode.TARGET);
    world.burn(0.5, 0.5);
    world.ticks(10);
    world.declare(Policies.policy(MODE));
    assertThat(world.tick().reason()).isEqualTo("the hold of revision 4 has ended");
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void override_toARevision_expires() {
    World world = climbing(MODE);
    tickUntil(world, "620");
    long seconds = (world.time.nowMillis() - 1_000_000_000_000L) / 1_000;
    world.declare(Policies.policy(MODE, toRevision(4, seconds + 10)));
    world.ticks(9);

    assertThat(world.limit()).isEqualTo("107");
    world.tick();
    assertThat(world.limit()).isEqualTo("620");
  }

  /** Its set stays known while it is held, however many others come. */
  @Test
  void override_toARevisionThatIsKeptNoMore_isStillHeldAfterARestart() {
    World world = climbing(MODE);
    tickUntil(world, "620");
    world.declare(Policies.policy(MODE, toRevision(4, 6_000)));
    world.tick();
    for (int i = 0; i < 12; i++) {
      int target = 60 + i;
      world.declare(
          Policies.policy(MODE.replace("target: 620", "target: " + target), toRevision(4, 6_000)));
      world.tick();
    }
    assertThat(settings(world).find(4)).isNull();
    world.declare(Policies.policy(MODE, toRevision(4, 6_000)));
    world.tick();
    world.restart();
    world.ticks(3);

    assertThat(world.limit()).isEqualTo("107");
  }

  @Test
  void override_toAnUnknownRevision_saysWhichThereAreAndChangesNothing() {
    World world = climbing(MODE);
    world.declare(Policies.policy(MODE, toRevision(99, 600)));

    Decision decision = world.tick();

    assertThat(world.limit()).isEqualTo("335");
    assertThat(decision.problems())
        .containsExactly(
            new Problem(
                "UnknownRevision",
                "ModeOverride back",
                "expected one of the revisions 5, 4, 3, 2, 1 that status.settings keeps, found 99;"
                    + " name one of them"));
  }

  /** It returns to settings and not to risk: more than its mode allows there never is. */
  @Test
  void override_toARiskierRevisionInDegraded_raisesNothing() {
    World world = new World(Policies.policy(MODE));
    world.burn(20, 20);
    world.ticks(5);
    world.declare(Policies.policy(MODE, toRevision(1, 600)));
    world.ticks(5);

    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void override_withBothOrNeither_isRefused() {
    World world = new World();
    String both = toRevision(1, 600).replace("toRevision", "mode: Target, toRevision");

    CompiledPolicy compiled = world.declare(Policies.policy(MODE, both));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject)
        .containsExactly("spec.toRevision");
  }

  @Test
  void paused_whileHeld_timeDoesNotPass() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    world.declare(Policies.policy(MODE.replace("spec:\n", "spec:\n  paused: true\n")));
    world.ticks(60);
    world.declare(Policies.policy(MODE));

    world.ticks(10);
    assertThat(world.limit()).isEqualTo("107");
  }

  @Test
  void journal_rollbackAndItsEnd_standThereWithTheirMode() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    tickUntil(world, "335");

    List<PastMove> journal = Objects.requireNonNull(world.state()).journal();
    assertThat(journal.get(0).why()).isEqualTo("the hold of revision 4 has ended");
    assertThat(journal.get(1).why()).startsWith("rolled back to revision 4");
    assertThat(journal.get(1).from()).isEqualTo(Mode.RECOVERY);
    assertThat(journal.get(1).to()).isEqualTo(Mode.RECOVERY);
  }

  @Test
  void replay_ofARollback_givesTheSameBytes() {
    World world = climbing(MODE);
    world.burn(5, 5);
    tickUntil(world, "107");
    world.burn(0.5, 0.5);
    world.restart();
    tickUntil(world, "620");

    assertThat(Replayed.assertSame(world.journal.lines())).isGreaterThan(30);
  }

  @Test
  void history_manyChanges_keepsTheLastTen() {
    World world = climbing(MODE);
    for (int i = 0; i < 3; i++) {
      world.burn(20, 20);
      tickUntil(world, "50");
      world.burn(0.5, 0.5);
      tickUntil(world, "620");
    }

    assertThat(settings(world).history()).hasSize(10);
    assertThat(settings(world).history().get(0).values()).containsEntry("admission-limit", "620");
  }

  @Test
  void rollbackWhen_thatCannotBeUsed_saysWhatToMend() {
    World world = new World();

    CompiledPolicy compiled =
        world.declare(
            Policies.policy(
                MODE.replace("times: 5, beyond: 2, for: 2s", "times: 1, for: 1m")
                    .replace("signal: burn-short, times", "signal: errors, times")));

    assertThat(compiled.problems().values().stream().flatMap(List::stream))
        .extracting(Problem::subject)
        .containsExactly(
            "spec.rollbackWhen.anyOf[0].signal",
            "spec.rollbackWhen.anyOf[0].times",
            "spec.rollbackWhen.anyOf[0].beyond");
  }

  private static String approval(int decision) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: Approval
    metadata: {name: agreed, namespace: shop}
    spec: {operatingMode: checkout, decision: %d, until: "2999-01-01T00:00:00Z"}
    """
        .formatted(decision);
  }

  private static String toRevision(int revision, long seconds) {
    return """
    apiVersion: homeostat.dev/v1alpha1
    kind: ModeOverride
    metadata: {name: back, namespace: shop}
    spec: {operatingMode: checkout, toRevision: %d, until: "%s", reason: worse than before}
    """
        .formatted(revision, Instant.ofEpochMilli(1_000_000_000_000L + seconds * 1_000));
  }
}
