package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.policy.CompiledPolicy;
import dev.homeostat.engine.policy.Problem;
import dev.homeostat.engine.policy.Query;
import dev.homeostat.engine.port.Reading;
import dev.homeostat.modes.Mode;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No data is neither zero nor health: it raises nothing, is named, and passes by itself. */
class MissingDataTest {

  /** The ways in which a number is not there. */
  private enum Lack {
    UNREACHABLE("SourceUnreachable"),
    NO_ANSWER("NoAnswer"),
    STALE("Stale"),
    AHEAD("AheadOfTime"),
    NOT_A_NUMBER("NotFinite"),
    INFINITE("NotFinite"),
    LOW_TRAFFIC("LowTraffic"),
    SILENCE("LowTraffic"),
    MORE_ERRORS_THAN_EVENTS("Implausible"),
    NEGATIVE("Implausible");

    private final String reason;

    Lack(String reason) {
      this.reason = reason;
    }

    /** Lets the signals lack in this way. */
    void befall(World world) {
      long now = world.time.nowMillis();
      switch (this) {
        case UNREACHABLE -> world.blackout();
        case NO_ANSWER -> world.signals.answerNothing();
        case STALE -> world.signals.answer(query -> new Reading.Value(1_000, now));
        case AHEAD ->
            world.signals.answer(
                query -> new Reading.Value(1_000, world.time.nowMillis() + 3_600_000));
        case NOT_A_NUMBER -> counts(world, errors -> Double.NaN, 1_000);
        case INFINITE -> counts(world, errors -> Double.POSITIVE_INFINITY, 1_000);
        case LOW_TRAFFIC -> counts(world, errors -> 0, 19);
        case SILENCE -> counts(world, errors -> 0, 0);
        case MORE_ERRORS_THAN_EVENTS -> counts(world, errors -> 1_001, 1_000);
        case NEGATIVE -> counts(world, errors -> -1, 1_000);
      }
    }

    private static void counts(World world, ToDoubleFunction<Query> errors, double total) {
      world.signals.answer(
          query ->
              Reading.of(
                  query.expression().startsWith("errors") ? errors.applyAsDouble(query) : total,
                  world.time.nowMillis(),
                  query.expression()));
    }
  }

  @ParameterizedTest
  @EnumSource(Lack.class)
  void lack_inDegraded_raisesNothingIsNamedAndPasses(Lack lack) {
    World world = new World();
    world.incident(1, 12);
    lack.befall(world);
    world.time.advance(lack == Lack.STALE ? 10_000 : 0);
    for (int i = 0; i < 60; i++) {
      Decision decision = world.tick();
      assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
      assertThat(world.limit()).isEqualTo("50");
      assertThat(decision.problems()).extracting(Problem::reason).containsOnly(lack.reason);
      assertThat(decision.problems())
          .extracting(Problem::subject)
          .containsExactly("signal burn-long", "signal burn-short");
      assertThat(decision.problems()).allSatisfy(p -> assertThat(p.message()).isNotBlank());
    }

    world.burn(0, 0);
    world.ticks(40);
    assertThat(world.tick().mode()).isEqualTo(Mode.TARGET);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void lack_ofOneSignal_namesThatOneAndHoldsTheOthersBack() {
    World world = new World();
    world.incident(1, 12);
    world.signals.answer(
        query ->
            query instanceof Query.Increase increase && increase.windowMillis() > 5_000
                ? new Reading.Missing("SourceUnreachable", "refused")
                : new Reading.Value(
                    query.expression().startsWith("errors") ? 0 : 1_000, world.time.nowMillis()));
    Decision decision = world.ticks(60);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(decision.problems())
        .extracting(Problem::subject)
        .containsExactly("signal burn-long");
  }

  @Test
  void plan_missingSignal_blocksUpwardMoves() {
    World world = new World();
    world.incident(1, 21);
    world.blackout();

    assertThat(world.ticks(60).mode()).isEqualTo(Mode.DEGRADED);
  }

  @Test
  void plan_missingSignalInTarget_doesNotDegrade() {
    World world = new World();
    world.blackout();

    assertThat(world.ticks(600).mode()).isEqualTo(Mode.TARGET);
    assertThat(world.objects.writes()).isEmpty();
  }

  @Test
  void plan_missingSignalOfAnotherClause_protectsAllTheSame() {
    World world =
        new World(
            World.POLICY.replace(
                "    recovery: {steps",
                "      - allOf: [{signal: burn-short, above: 40, exitBelow: 1, for: 1s, exitFor:"
                    + " 2s}]\n"
                    + "    recovery: {steps"));
    world.signals.answer(
        query ->
            query instanceof Query.Increase increase && increase.windowMillis() > 5_000
                ? new Reading.Missing("SourceUnreachable", "refused")
                : new Reading.Value(
                    query.expression().startsWith("errors") ? 500 : 1_000, world.time.nowMillis()));
    Decision decision = world.ticks(3);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
    assertThat(decision.problems()).hasSize(1);
  }

  @Test
  void protectiveRamp_missingData_finishes() {
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT));
    world.incident(1, 12);
    assertThat(world.limit()).isEqualTo("506");
    world.blackout();
    world.ticks(9);

    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void upwardRamp_missingData_stopsAndGoesOn() {
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT));
    Decision decision = world.incident(1, 45);
    for (int second = 0; second < 60 && decision.step() < 3; second++) {
      decision = world.tick();
    }
    world.ticks(3);
    String limit = world.limit();
    assertThat(Integer.parseInt(limit)).isBetween(336, 619);
    world.blackout();
    world.ticks(30);
    assertThat(world.limit()).isEqualTo(limit);

    world.burn(0, 0);
    world.ticks(30);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void blackoutDuringRecovery_freezesTheClimbAndHoldsAnew() {
    World world = new World();
    Decision first = world.incident(1, 26);
    assertThat(first.step()).isEqualTo(1);
    world.ticks(1);
    world.blackout();
    Decision frozen = world.ticks(30);
    assertThat(frozen.mode()).isEqualTo(Mode.RECOVERY);
    assertThat(frozen.step()).isEqualTo(1);
    assertThat(Objects.requireNonNull(world.state()).mode().stepHeldMillis())
        .isLessThanOrEqualTo(0);
    assertThat(world.limit()).isEqualTo("107");

    world.burn(0, 0);
    // Six seconds until the source has settled, then the hold of three.
    assertThat(world.ticks(9).step()).isEqualTo(1);
    assertThat(world.ticks(2).step()).isEqualTo(2);
  }

  @Test
  void clock_setBackDuringRecovery_doesNotMakeItDeaf() {
    World world = new World();
    Decision climbing = world.incident(1, 26);
    assertThat(climbing.mode()).isEqualTo(Mode.RECOVERY);
    world.time.advance(-3_600_000);
    world.burn(50, 50);
    Decision decision = world.ticks(4);

    assertThat(decision.mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void clock_setBackDuringRecovery_doesNotClimbOnWhatWasWellBefore() {
    World world = new World();
    world.incident(1, 26);
    world.time.advance(-3_600_000);
    // Neither ill nor well: nothing may be counted towards the next step.
    world.burn(5, 5);

    assertThat(world.ticks(60).step()).isEqualTo(1);
  }

  @Test
  void clock_setForward_shortensNoWait() {
    World world = new World();
    world.incident(1, 11);
    world.burn(0, 0);
    world.time.advance(3_600_000);

    assertThat(world.tick().mode()).isEqualTo(Mode.DEGRADED);
    assertThat(world.limit()).isEqualTo("50");
  }

  @Test
  void clock_setForwardMidRamp_makesNoLeap() {
    World world = new World(Policies.withKnobs(Policies.RAMPED_LIMIT));
    world.incident(1, 12);
    assertThat(world.limit()).isEqualTo("506");
    world.time.advance(3_600_000);
    world.incident(13, 13);

    assertThat(world.limit()).as("two intervals at most").isEqualTo("392");
  }

  @Test
  void badResource_isSuspendedAndTheOthersGoOn() {
    String second =
        Policies.mode(
            "second",
            Policies.knob(
                "pool",
                "pool.size",
                "type: Integer, min: 1, max: 100, saferDirection: Lower, takeOver: true, values:"
                    + " {target: 20, degraded: 5}"));
    String first = Policies.mode("checkout", Policies.LIMIT);
    World world = new World(Policies.policy(first, second));
    world.incident(1, 15);
    CompiledPolicy compiled =
        world.declare(Policies.policy(first.replace("degraded: 50", "degraded: 5000"), second));

    assertThat(compiled.problems().keySet())
        .singleElement()
        .hasToString("OperatingMode shop/checkout");
    for (int second2 = 16; second2 <= 40; second2++) {
      world.incidentAt(second2);
      assertThat(world.tickAll())
          .singleElement()
          .satisfies(e -> assertThat(e.resource().name()).isEqualTo("second"));
      assertThat(world.limit()).isEqualTo("50");
    }
    assertThat(world.objects.field(World.CONFIG, "/data/pool.size").text()).isEqualTo("20");

    world.declare(Policies.policy(first, second));
    world.ticks(30);
    assertThat(world.limit()).isEqualTo("620");
  }

  @Test
  void badResource_fromTheStart_isNeverEvaluated() {
    World world = new World(World.POLICY.replace("degraded: 50", "degraded: 5000"));

    assertThat(world.tickAll()).isEmpty();
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "620"));
    world.declare(World.POLICY);
    world.incident(1, 12);
    assertThat(world.limit()).isEqualTo("50");
  }
}
