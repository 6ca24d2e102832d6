package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.modes.World.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** The machine under any policy and any sequence of signals, stamps, clocks and failures. */
class ModeMachinePropertyTest {

  private static final long START_MILLIS = 1_000_000_000;

  @Property(tries = 400)
  void step_anyIncident_makesOnlyLegalMovesFromWhereItIs(
      @ForAll("policies") ModePolicy policy, @ForAll("incidents") List<Event> events) {
    ModeState state = ModeState.entered(policy, Mode.TARGET, START_MILLIS);
    for (ModeInputs inputs : World.inputs(START_MILLIS, events)) {
      ModeStep step = ModeMachine.step(policy, state, inputs);
      Move move = step.move();
      if (move == null) {
        assertThat(step.state().mode()).isEqualTo(state.mode());
      } else {
        assertThat(move.from()).isEqualTo(state.mode());
        assertThat(move.to()).isEqualTo(step.state().mode());
        assertThat(state.mode().mayMoveTo(step.state().mode())).isTrue();
      }
      state = step.state();
    }
  }

  @Property(tries = 400)
  void step_anyIncident_protectsExactlyWhenItsHistorySaysSo(
      @ForAll("policies") ModePolicy policy, @ForAll("incidents") List<Event> events) {
    History history = new History(policy, Mode.TARGET);
    ModeState state = ModeState.entered(policy, Mode.TARGET, START_MILLIS);
    for (ModeInputs inputs : World.inputs(START_MILLIS, unguided(events))) {
      history.add(inputs);
      ModeStep step = ModeMachine.step(policy, state, inputs);
      Move fall = step.move() == null || step.move().upward() ? null : step.move();
      assertThat(fall).isEqualTo(protective(policy, history, state.mode()));
      history.moved(step.move());
      state = step.state();
    }
  }

  /** The fall that the past asks for; null where it asks for none. */
  private static @Nullable Move protective(ModePolicy policy, History history, Mode mode) {
    int emergency = history.firstClause(Mode.FLOOR, true);
    int floor = history.firstClause(Mode.FLOOR, false);
    int degraded = history.firstClause(Mode.DEGRADED, false);
    Move.Cause cause = mode == Mode.RECOVERY ? Move.Cause.REGRESSED : Move.Cause.ENTERED;
    boolean dwelled = history.dwelledMillis() >= policy.degraded().dwellMillis();
    if (mode == Mode.FLOOR) {
      return null;
    }
    if (emergency >= 0) {
      return new Move(mode, Mode.FLOOR, Move.Cause.EMERGENCY, emergency);
    }
    if (floor >= 0 && (mode != Mode.DEGRADED || dwelled)) {
      return new Move(mode, Mode.FLOOR, cause, floor);
    }
    return degraded >= 0 && mode != Mode.DEGRADED
        ? new Move(mode, Mode.DEGRADED, cause, degraded)
        : null;
  }

  @Property(tries = 400)
  void step_anyIncident_leavesProtectionExactlyWhenItsHistorySaysSo(
      @ForAll("policies") ModePolicy policy,
      @ForAll("incidents") List<Event> events,
      @ForAll("protective") Mode start) {
    int left = 0;
    History history = new History(policy, start);
    ModeState state = ModeState.entered(policy, start, START_MILLIS);
    for (ModeInputs inputs : World.inputs(START_MILLIS, unguided(events))) {
      history.add(inputs);
      ModeStep step = ModeMachine.step(policy, state, inputs);
      Mode mode = state.mode();
      if (mode == Mode.DEGRADED || mode == Mode.FLOOR) {
        boolean due =
            protective(policy, history, mode) == null
                && History.complete(inputs)
                && inputs.upwardAllowed()
                && history.dwelledMillis() >= history.waitMillis(mode)
                && history.cooled(mode)
                && history.isOver(mode);
        assertThat(step.state().mode() == Mode.RECOVERY).isEqualTo(due);
        left += due ? 1 : 0;
      }
      history.moved(step.move());
      state = step.state();
    }
    Statistics.collect(left > 0);
    Statistics.coverage(coverage -> coverage.check(true).percentage(p -> p >= 20));
  }

  @Property(tries = 400)
  void step_anyIncidentAndGuidance_neverRisesWithoutAllItNeeds(
      @ForAll("policies") ModePolicy policy, @ForAll("incidents") List<Event> events) {
    ModeState state = ModeState.entered(policy, Mode.RECOVERY, START_MILLIS);
    for (ModeInputs inputs : World.inputs(START_MILLIS, events)) {
      ModeStep step = ModeMachine.step(policy, state, inputs);
      if (rose(state, step)) {
        Guidance guidance = inputs.guidance();
        boolean sent = guidance.override() != null;
        assertThat(History.complete(inputs)).isTrue();
        assertThat(inputs.upwardAllowed()).isTrue();
        assertThat(inputs.confirmed() || state.mode() != Mode.RECOVERY).isTrue();
        assertThat(guidance.paused()).isFalse();
        assertThat(sent || !(guidance.held() || guidance.frozen())).isTrue();
        assertThat(sent || guidance.missing() != MissingData.FREEZE).isTrue();
        assertThat(
                state.mode() != Mode.RECOVERY
                    || guidance.gatesOpen()
                    || (sent && guidance.override().skipGates()))
            .isTrue();
      }
      state = step.state();
    }
  }

  /** The evaluations since a step was reached, or since the newest one that did not count. */
  @Property(tries = 400)
  void step_anyIncident_climbsExactlyWhenTheStepWasHeldWithoutInterruption(
      @ForAll("policies") ModePolicy policy, @ForAll("incidents") List<Event> events) {
    History history = new History(policy, Mode.RECOVERY);
    ModeState state = ModeState.entered(policy, Mode.RECOVERY, START_MILLIS);
    List<Long> held = new ArrayList<>(List.of(0L));
    for (ModeInputs inputs : World.inputs(START_MILLIS, unguided(events))) {
      history.add(inputs);
      ModeStep step = ModeMachine.step(policy, state, inputs);
      boolean fell = step.move() != null && !step.move().upward();
      if (state.mode() == Mode.RECOVERY && !fell) {
        boolean counts =
            History.complete(inputs)
                && inputs.upwardAllowed()
                && inputs.confirmed()
                && history.isWell();
        if (!counts) {
          held.clear();
        } else {
          held.add(held.isEmpty() ? 0 : Math.min(Math.max(inputs.elapsedMillis(), 0), 20_000));
        }
        long heldMillis = held.stream().mapToLong(Long::longValue).sum();
        boolean last = state.step() == policy.climb().steps().size() - 1;
        boolean waited =
            history.dwelledMillis() >= policy.recovery().dwellMillis()
                && history.cooled(Mode.RECOVERY);
        assertThat(rose(state, step))
            .isEqualTo(counts && heldMillis >= policy.climb().holdMillis() && (waited || !last));
      }
      if (rose(state, step) || step.move() != null) {
        held = new ArrayList<>(List.of(0L));
      }
      history.moved(step.move());
      state = step.state();
    }
  }

  @Property(tries = 200)
  void step_sameInputs_giveEqualOutputs(
      @ForAll("policies") ModePolicy policy, @ForAll("incidents") List<Event> events) {
    assertThat(run(policy, events)).isEqualTo(run(policy, events));
  }

  /**
   * Calm inputs lead to Target in the longest wait and cooldown of each mode, the longest exit and
   * every hold, all rounded up to evaluations, with one more to start each.
   */
  @Property(tries = 400)
  void step_calmFromAnyState_reachesTargetAndStays(
      @ForAll("policies") ModePolicy policy, @ForAll("states") ModeState anywhere) {
    ModeState state = withTimersFor(policy, anywhere);
    int most =
        2 * evaluations(World.LONGEST_DWELL_MILLIS)
            + 2 * evaluations(World.LONGEST_COOLDOWN_MILLIS)
            + evaluations(World.LONGEST_EXIT_FOR_MILLIS)
            + policy.climb().steps().size() * evaluations(policy.climb().holdMillis());
    List<Event> calm = Collections.nCopies(most + 200, World.calm());
    int evaluation = 0;
    for (ModeInputs inputs : World.inputs(START_MILLIS, calm)) {
      ModeStep step = ModeMachine.step(policy, state, inputs);
      evaluation++;
      if (step.move() != null) {
        assertThat(step.move().upward()).isTrue();
        assertThat(evaluation).isLessThanOrEqualTo(most);
      }
      state = step.state();
      if (evaluation > most) {
        assertThat(state.mode()).isEqualTo(Mode.TARGET);
      }
    }
  }

  @Provide
  Arbitrary<ModePolicy> policies() {
    return World.policies();
  }

  @Provide
  Arbitrary<Mode> protective() {
    return Arbitraries.of(Mode.DEGRADED, Mode.FLOOR);
  }

  @Provide
  Arbitrary<List<Event>> incidents() {
    return World.incidents();
  }

  /** Any state that a status may hold, with eight timers, as many as a policy may need. */
  @Provide
  Arbitrary<ModeState> states() {
    Arbitrary<Long> served = Arbitraries.of(0L, 5_000L, 30_000L, 1_000_000L);
    Arbitrary<Long> counted = Arbitraries.of(ConditionTimer.NOT_HOLDING, 0L, 9_000L, 1_000_000L);
    Arbitrary<ConditionTimer> timer =
        Combinators.combine(
                Arbitraries.of(Long.MIN_VALUE, 0L, START_MILLIS),
                Arbitraries.of(true, false),
                counted,
                counted)
            .as(ConditionTimer::new);
    return Combinators.combine(Arbitraries.of(Mode.class), served, counted, timer.list().ofSize(8))
        .as(
            (mode, dwelled, held, timers) ->
                new ModeState(mode, 0, dwelled, 0, held, timers, Waits.NEW, false));
  }

  private static ModeState withTimersFor(ModePolicy policy, ModeState state) {
    return new ModeState(
        state.mode(),
        state.sinceMillis(),
        state.dwelledMillis(),
        state.mode() == Mode.RECOVERY ? policy.climb().steps().size() / 2 : 0,
        state.stepHeldMillis(),
        state.timers().subList(0, policy.conditionCount()),
        state.waits(),
        state.overridden());
  }

  private static int evaluations(long waitMillis) {
    return Math.toIntExact((waitMillis + World.INTERVAL_MILLIS - 1) / World.INTERVAL_MILLIS) + 1;
  }

  private static boolean rose(ModeState before, ModeStep step) {
    Move move = step.move();
    return move == null ? step.state().step() > before.step() : move.upward();
  }

  private static List<Event> unguided(List<Event> events) {
    return events.stream().map(Event::unguided).toList();
  }

  private static List<ModeStep> run(ModePolicy policy, List<Event> events) {
    List<ModeStep> steps = new ArrayList<>();
    ModeState state = ModeState.entered(policy, Mode.TARGET, START_MILLIS);
    for (ModeInputs inputs : World.inputs(START_MILLIS, events)) {
      steps.add(ModeMachine.step(policy, state, inputs));
      state = steps.get(steps.size() - 1).state();
    }
    return steps;
  }
}
