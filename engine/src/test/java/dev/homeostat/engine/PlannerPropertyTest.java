package dev.homeostat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.engine.inmemory.Policies;
import dev.homeostat.engine.inmemory.World;
import dev.homeostat.engine.plan.Decision;
import dev.homeostat.engine.plan.WorkloadState;
import dev.homeostat.engine.policy.Enforcement;
import dev.homeostat.engine.policy.KnobKind;
import dev.homeostat.engine.port.WriteResult;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.Move;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever happens to signals, objects, statuses, process and clock, what must hold holds. */
class PlannerPropertyTest {

  private static final String TTL = "/data/cache.ttl";
  private static final String POLICY =
      Policies.withKnobs(
          Policies.RAMPED_LIMIT,
          Policies.knob(
              "ttl",
              "cache.ttl",
              "type: Duration, min: 5s, max: 10m, saferDirection: Higher, takeOver: true, ramp: 5s,"
                  + " values: {target: 30s, degraded: 5m}"));

  /** A slew of 100 a second, and an evaluation that may count two intervals. */
  private static final double LONGEST_LEAP = 200;

  /** What happens between two evaluations. */
  private enum Event {
    QUIET,
    ILL,
    VERY_ILL,
    BETWEEN,
    WELL,
    BLACKOUT,
    HALF_BLIND,
    STALE,
    WRITES_FAIL,
    SAVES_FAIL,
    READS_FAIL,
    MENDED,
    RESTART,
    RESTART_WIPED,
    EDITED_BY_OTHER,
    SET_BACK,
    OBSERVE,
    ENFORCE,
    CLOCK_BACK,
    CLOCK_FORWARD,
    SUSPENDED,
    DECLARED,
    MADE_ANEW
  }

  private static final WriteResult.Failed AWAY = new WriteResult.Failed("Away", "is away");

  @Provide
  Arbitrary<List<Event>> events() {
    return Arbitraries.frequencyOf(
            Tuple.of(14, Arbitraries.just(Event.QUIET)),
            Tuple.of(6, Arbitraries.of(Event.ILL, Event.VERY_ILL, Event.WELL)),
            Tuple.of(3, Arbitraries.of(Event.MENDED, Event.ENFORCE, Event.DECLARED)),
            Tuple.of(7, Arbitraries.of(Event.class)))
        .list()
        .ofMinSize(100)
        .ofMaxSize(300);
  }

  @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED)
  void run_anyEvents_keepsWhatMustHold(@ForAll("events") List<Event> events) {
    World world = new World(POLICY);
    world.objects.create(World.CONFIG, "kubectl", Map.of(World.LIMIT, "600", TTL, "30s"));
    Watch watch = new Watch(world);
    for (Event event : events) {
      watch.befall(event);
      watch.tick();
    }
    watch.calm();
    assertThat(Replayed.assertSame(world.journal.lines())).isPositive();
  }

  /** Lets things happen to a world, and looks at every write. */
  private static final class Watch {
    private final World world;
    private Enforcement cap = Enforcement.ENFORCE;
    private Mode mode = Mode.TARGET;

    Watch(World world) {
      this.world = world;
    }

    void befall(Event event) {
      switch (event) {
        case QUIET -> {}
        case ILL -> world.burn(20, 20);
        case VERY_ILL -> world.burn(50, 90);
        case BETWEEN -> world.burn(20, 5);
        case WELL -> world.burn(0, 0);
        case BLACKOUT -> world.blackout();
        case HALF_BLIND -> world.halfBlind();
        case STALE -> world.freeze();
        case WRITES_FAIL -> world.objects.failWrites(AWAY);
        case SAVES_FAIL -> world.statuses.failSaves(AWAY);
        case READS_FAIL -> world.objects.failReads("is away");
        case MENDED -> mend();
        case RESTART -> world.restart();
        case RESTART_WIPED -> {
          world.statuses.wipe();
          world.restart();
        }
        case EDITED_BY_OTHER -> world.objects.set(World.CONFIG, "kubectl", World.LIMIT, "333");
        case SET_BACK -> setBack();
        case OBSERVE -> cap(Enforcement.OBSERVE);
        case ENFORCE -> cap(Enforcement.ENFORCE);
        case CLOCK_BACK -> world.time.advance(-30_000);
        case CLOCK_FORWARD -> world.time.advance(600_000);
        case SUSPENDED -> world.declare(POLICY.replace("minDwell: 5s", "minDwell: never"));
        case DECLARED -> world.declare(POLICY);
        case MADE_ANEW ->
            world.objects.create(World.CONFIG, "helm", Map.of(World.LIMIT, "700", TTL, "20s"));
      }
    }

    private void mend() {
      world.objects.failWrites(null);
      world.objects.failReads((String) null);
      world.statuses.failSaves(null);
    }

    private void cap(Enforcement newCap) {
      cap = newCap;
      world.cap(newCap);
    }

    /** As a person does who reads what is wanted. */
    private void setBack() {
      if (world.state() != null) {
        String text = world.state().knobs().get(0).text();
        if (!text.isEmpty()) {
          world.objects.set(World.CONFIG, "kubectl", World.LIMIT, text);
        }
      }
    }

    void tick() {
      double limit = limit();
      double ttl = ttl();
      int writes = world.objects.writes().size();
      WorkloadState before = world.state();
      boolean blind = false;
      for (Evaluation evaluation : world.tickAll()) {
        Decision decision = evaluation.decision();
        if (decision != null) {
          blind = decision.problems().stream().anyMatch(p -> p.subject().startsWith("signal "));
          assertLegal(before, decision, blind);
          mode = decision.mode();
        }
      }
      if (world.objects.writes().size() == writes) {
        return;
      }
      assertThat(cap).as("a write happened").isEqualTo(Enforcement.ENFORCE);
      assertThat(limit()).isBetween(10.0, 1000.0);
      assertThat(ttl()).isBetween(5_000.0, 600_000.0);
      assertThat(Math.abs(limit() - limit)).isLessThanOrEqualTo(LONGEST_LEAP);
      if (blind) {
        assertThat(limit()).isLessThanOrEqualTo(limit);
        assertThat(ttl()).isGreaterThanOrEqualTo(ttl);
      }
    }

    private static void assertLegal(
        @Nullable WorkloadState before, Decision decision, boolean blind) {
      Move move = decision.move();
      if (move != null) {
        assertThat(move.upward() && blind).as("moved upward without data").isFalse();
        assertThat(decision.mode()).isEqualTo(move.to());
      }
      if (before != null) {
        Mode from = move == null ? decision.mode() : move.from();
        assertThat(from).as("mode before").isEqualTo(before.mode().mode());
        assertThat(decision.step() - before.mode().step()).isLessThanOrEqualTo(1);
      }
    }

    private double limit() {
      return Double.parseDouble(world.limit());
    }

    private double ttl() {
      String text = world.objects.field(World.CONFIG, TTL).text();
      return KnobKind.DURATION.parse(text).orElseThrow();
    }

    void calm() {
      befall(Event.DECLARED);
      befall(Event.ENFORCE);
      mend();
      world.burn(0, 0);
      for (int second = 0; second < 240; second++) {
        if (second % 20 == 0) {
          setBack();
        }
        tick();
      }
      assertThat(mode).isEqualTo(Mode.TARGET);
      assertThat(world.limit()).isEqualTo("620");
      assertThat(ttl()).isEqualTo(30_000);
      int writes = world.objects.writes().size();
      int saves = world.statuses.saves();
      for (int second = 0; second < 120; second++) {
        tick();
      }
      assertThat(world.objects.writes()).hasSize(writes);
      assertThat(world.statuses.saves() - saves).isEqualTo(2);
    }
  }
}
