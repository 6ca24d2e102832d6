package dev.homeostat.modes;

import dev.homeostat.modes.Exploration.Machine;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A machine with one guard removed, made by lying to the real one or by changing its answer.
 *
 * @param name the guard, and what is left without it
 * @param where the small policy under which it must be caught
 * @param machine the broken machine
 */
record Mutant(String name, ModePolicy where, Machine machine) {

  /** How the real machine's answer is changed. */
  private interface Twist {
    /**
     * @param idle what the machine would have answered while it is paused
     */
    ModeStep twist(ModeState before, ModeStep step, ModeStep idle);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Waits of the policy that are not waited for. */
  static List<Mutant> ofWaits() {
    return List.of(
        stays("dwell of Degraded: none", SmallWorld.DWELLS, Mode.DEGRADED, Mutant::undwelled),
        stays("dwell of Floor: none", SmallWorld.DWELLS, Mode.FLOOR, Mutant::undwelled),
        stays("dwell of Recovery: none", SmallWorld.DWELLS, Mode.RECOVERY, Mutant::undwelled),
        stays("cooldown of Degraded: none", SmallWorld.COOLDOWNS, Mode.DEGRADED, Mutant::uncooled),
        stays("cooldown of Floor: none", SmallWorld.FLOOR_COOLDOWN, Mode.FLOOR, Mutant::uncooled),
        stays("cooldown of Recovery: none", SmallWorld.COOLDOWNS, Mode.RECOVERY, Mutant::uncooled),
        backOff("back-off: none", SmallWorld.DWELLS, b -> times(b, b.windowMillis(), 0)),
        backOff("cap: none", SmallWorld.DECAY, b -> times(b, b.windowMillis(), 1_000)),
        backOff("window: none", SmallWorld.DWELLS, b -> times(b, 0, b.capMillis())),
        backOff("window: endless", SmallWorld.DWELLS, b -> times(b, 1_000, b.capMillis())),
        backOff(
            "decay: none",
            SmallWorld.DECAY,
            b -> new BackOff(b.windowMillis(), b.capMillis(), 1_000)),
        policy(
            "hold: none",
            SmallWorld.DWELLS,
            p ->
                new ModePolicy(
                    p.clauses(),
                    p.degraded(),
                    p.floor(),
                    p.recovery(),
                    new ModePolicy.Climb(p.climb().steps(), 0),
                    p.backOff(),
                    p.intervalMillis())),
        policy(
            "two intervals at most: four",
            SmallWorld.DWELLS,
            p ->
                new ModePolicy(
                    p.clauses(),
                    p.degraded(),
                    p.floor(),
                    p.recovery(),
                    p.climb(),
                    p.backOff(),
                    2 * p.intervalMillis())));
  }

  /** Conditions that are misread. */
  static List<Mutant> ofConditions() {
    return List.of(
        conditions("for: none", SmallWorld.TIMERS, c -> timed(c, c.exit(), 0, c.exitForMillis())),
        conditions("exitFor: none", SmallWorld.TIMERS, c -> timed(c, c.exit(), c.forMillis(), 0)),
        conditions(
            "hysteresis: none",
            SmallWorld.TIMERS,
            c -> timed(c, c.enter() - 1, c.forMillis(), c.exitForMillis())),
        clauses(
            "emergency: like any clause",
            SmallWorld.DWELLS,
            c -> new Clause(c.enters(), false, c.conditions())),
        clauses(
            "emergency: every clause into Floor",
            SmallWorld.DWELLS,
            c -> new Clause(c.enters(), c.enters() == Mode.FLOOR, c.conditions())));
  }

  /** Guidance that is not heeded. */
  static List<Mutant> ofGuidance() {
    return List.of(
        guidance("pause: ignored", g -> guided(g, false, g.override(), g.held())),
        guidance("override: ignored", g -> guided(g, g.paused(), null, g.held())),
        guidance(
            "override: goes before pause",
            g -> g.override() == null ? g : guided(g, false, g.override(), g.held())),
        guidance("rollback hold: ignored", g -> guided(g, g.paused(), g.override(), false)),
        new Mutant(
            "rollback: not counted as a repetition",
            SmallWorld.DWELLS,
            (policy, state, inputs) ->
                ModeMachine.step(policy, state, guided(inputs, Mutant::notRegressed))),
        guidance("rollback hold: goes before override", g -> g.held() ? Guides.HELD : g),
        guidance(
            "rollback hold: goes before emergency",
            g -> g.held() && g.override() == null ? Guides.paused(g) : g),
        guidance(
            "Degrade: ignored",
            g -> g.missing() == MissingData.DEGRADE ? Guides.missing(g, MissingData.HOLD) : g),
        guidance(
            "Freeze: ignored",
            g -> g.missing() == MissingData.FREEZE ? Guides.missing(g, MissingData.HOLD) : g),
        guidance(
            "Freeze: goes before emergency",
            g -> g.missing() == MissingData.FREEZE && g.override() == null ? Guides.paused(g) : g),
        guidance("freeze window: ignored", g -> windowed(g, false, g.scheduled() != null)),
        guidance(
            "freeze window: holds protection",
            g -> g.frozen() ? Guides.missing(g, MissingData.FREEZE) : g),
        guidance("schedule: ignored", g -> windowed(g, g.frozen(), false)),
        guidance(
            "schedule: goes before override",
            g -> g.scheduled() == null ? g : guided(g, g.paused(), null, g.held())),
        guidance(
            "gates: ignored",
            g ->
                new Guidance(
                    g.paused(),
                    g.override(),
                    g.held(),
                    g.regressed(),
                    g.missing(),
                    g.frozen(),
                    g.scheduled(),
                    true)),
        guidance("override: always skips gates", g -> sent(g, true)),
        guidance("override: never skips gates", g -> sent(g, false)));
  }

  /** Inputs that are taken for something else. */
  static List<Mutant> ofInputs() {
    return List.of(
        inputs("failed writes: ignored", i -> with(i, i.samples(), true, i.confirmed())),
        inputs("confirmation: ignored", i -> with(i, i.samples(), i.upwardAllowed(), true)),
        samples(
            "missing signals: zero",
            s -> s.present() ? s : new Sample(0, Turn.NEWEST_MILLIS + 1, 100)),
        new Mutant(
            "repeated stamps: new ones",
            SmallWorld.TIMERS,
            (policy, state, inputs) ->
                inputs.samples().stream().anyMatch(s -> s.atMillis() == Turn.NEWEST_MILLIS)
                    ? ModeMachine.step(policy, timers(state, Mutant::oneEarlier), inputs)
                    : ModeMachine.step(policy, state, inputs)),
        samples(
            "clock of the source set back: deaf",
            s -> new Sample(s.value(), s.atMillis(), Long.MAX_VALUE)),
        state(
            "gap: forgotten",
            t -> t.gap() && t.heldMillis() >= 0 ? timer(t, false, t.heldMillis()) : t),
        state("gap: zeroes protection", t -> t.gap() ? timer(t, true, -1) : t));
  }

  /** Answers that leave something out. */
  static List<Mutant> ofAnswers() {
    return List.of(
        twisted(
            "entry: keeps the timers",
            SmallWorld.TIMERS,
            (before, step, idle) -> moved(step, before.timers(), step.state().dwelledMillis())),
        twisted(
            "entry: keeps the dwell",
            SmallWorld.DWELLS,
            (before, step, idle) -> moved(step, step.state().timers(), before.dwelledMillis())),
        twisted(
            "regression: not counted",
            SmallWorld.DWELLS,
            (before, step, idle) ->
                before.mode() == Mode.RECOVERY ? repeats(step, before, 0) : step),
        twisted(
            "regression: counted twice",
            SmallWorld.DECAY,
            (before, step, idle) ->
                before.mode() == Mode.RECOVERY ? repeats(step, before, 2) : step),
        twisted(
            "return after Target: not counted",
            SmallWorld.DWELLS,
            (before, step, idle) -> before.mode() == Mode.TARGET ? repeats(step, before, 0) : step),
        twisted(
            "regression: waits for a dwell",
            SmallWorld.DWELLS,
            (before, step, idle) ->
                step.move() != null
                        && step.move().cause() == Move.Cause.REGRESSED
                        && before.dwelledMillis() < 2
                    ? idle
                    : step),
        twisted(
            "Recovery: skipped",
            SmallWorld.TIMERS,
            (before, step, idle) ->
                step.move() != null && step.move().cause() == Move.Cause.OVER
                    ? new ModeStep(in(step.state(), Mode.TARGET), null)
                    : step),
        twisted(
            "Target: never reached",
            SmallWorld.TIMERS,
            (before, step, idle) ->
                step.move() != null && step.move().to() == Mode.TARGET ? idle : step),
        twisted(
            "two moves at once: Degraded is passed over",
            SmallWorld.TIMERS,
            (before, step, idle) ->
                step.state().mode() == Mode.DEGRADED && before.mode() == Mode.TARGET
                    ? new ModeStep(in(step.state(), Mode.RECOVERY), step.move())
                    : step),
        new Mutant(
            "end of an override: waits go on",
            SmallWorld.DWELLS,
            (policy, state, inputs) -> ModeMachine.step(policy, overridden(state, false), inputs)));
  }

  private static Mutant policy(String name, ModePolicy where, UnaryOperator<ModePolicy> lie) {
    return new Mutant(
        name, where, (policy, state, inputs) -> ModeMachine.step(lie.apply(policy), state, inputs));
  }

  private static Mutant stays(String name, ModePolicy where, Mode mode, UnaryOperator<Stay> lie) {
    return policy(
        name,
        where,
        p ->
            new ModePolicy(
                p.clauses(),
                mode == Mode.DEGRADED ? lie.apply(p.degraded()) : p.degraded(),
                mode == Mode.FLOOR ? lie.apply(p.floor()) : p.floor(),
                mode == Mode.RECOVERY ? lie.apply(p.recovery()) : p.recovery(),
                p.climb(),
                p.backOff(),
                p.intervalMillis()));
  }

  private static Stay undwelled(Stay stay) {
    return new Stay(0, stay.cooldownMillis(), 0);
  }

  private static Stay uncooled(Stay stay) {
    return new Stay(stay.dwellMillis(), 0, 0);
  }

  private static Mutant backOff(String name, ModePolicy where, UnaryOperator<BackOff> lie) {
    return policy(
        name,
        where,
        p ->
            new ModePolicy(
                p.clauses(),
                p.degraded(),
                p.floor(),
                p.recovery(),
                p.climb(),
                lie.apply(p.backOff()),
                p.intervalMillis()));
  }

  private static BackOff times(BackOff backOff, long windowMillis, long capMillis) {
    return new BackOff(windowMillis, capMillis, backOff.decayMillis());
  }

  private static Mutant clauses(String name, ModePolicy where, UnaryOperator<Clause> lie) {
    return policy(
        name,
        where,
        p ->
            new ModePolicy(
                p.clauses().stream().map(lie).toList(),
                p.degraded(),
                p.floor(),
                p.recovery(),
                p.climb(),
                p.backOff(),
                p.intervalMillis()));
  }

  private static Mutant conditions(String name, ModePolicy where, UnaryOperator<Condition> lie) {
    return clauses(
        name,
        where,
        c -> new Clause(c.enters(), c.emergency(), c.conditions().stream().map(lie).toList()));
  }

  private static Condition timed(Condition c, double exit, long forMillis, long exitForMillis) {
    return new Condition(
        c.signal(), Condition.NONE, c.side(), c.enter(), exit, forMillis, exitForMillis);
  }

  private static Mutant inputs(String name, UnaryOperator<ModeInputs> lie) {
    return new Mutant(
        name,
        SmallWorld.TIMERS,
        (policy, state, inputs) -> ModeMachine.step(policy, state, lie.apply(inputs)));
  }

  private static ModeInputs with(
      ModeInputs i, List<Sample> samples, boolean upwardAllowed, boolean confirmed) {
    return new ModeInputs(
        i.nowMillis(), i.elapsedMillis(), samples, upwardAllowed, confirmed, i.guidance());
  }

  private static Mutant samples(String name, UnaryOperator<Sample> lie) {
    return inputs(
        name,
        i -> with(i, i.samples().stream().map(lie).toList(), i.upwardAllowed(), i.confirmed()));
  }

  private static Mutant guidance(String name, UnaryOperator<Guidance> lie) {
    return inputs(name, i -> guided(i, lie));
  }

  private static ModeInputs guided(ModeInputs i, UnaryOperator<Guidance> lie) {
    return new ModeInputs(
        i.nowMillis(),
        i.elapsedMillis(),
        i.samples(),
        i.upwardAllowed(),
        i.confirmed(),
        lie.apply(i.guidance()));
  }

  private static Guidance notRegressed(Guidance g) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        false,
        g.missing(),
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  private static Guidance guided(
      Guidance g, boolean paused, Guidance.@Nullable Destination override, boolean held) {
    return new Guidance(
        paused,
        override,
        held,
        g.regressed(),
        g.missing(),
        g.frozen(),
        g.scheduled(),
        g.gatesOpen());
  }

  private static Guidance windowed(Guidance g, boolean frozen, boolean scheduled) {
    return new Guidance(
        g.paused(),
        g.override(),
        g.held(),
        g.regressed(),
        g.missing(),
        frozen,
        scheduled ? g.scheduled() : null,
        g.gatesOpen());
  }

  private static Guidance sent(Guidance g, boolean skipGates) {
    Guidance.Destination to = g.override();
    return to == null
        ? g
        : guided(g, g.paused(), new Guidance.Destination(to.mode(), skipGates), g.held());
  }

  private static Mutant state(String name, UnaryOperator<ConditionTimer> lie) {
    return new Mutant(
        name,
        SmallWorld.TIMERS,
        (policy, state, inputs) -> ModeMachine.step(policy, timers(state, lie), inputs));
  }

  private static ModeState timers(ModeState state, UnaryOperator<ConditionTimer> lie) {
    return changed(state, state.dwelledMillis(), state.timers().stream().map(lie).toList());
  }

  private static ConditionTimer oneEarlier(ConditionTimer t) {
    return new ConditionTimer(t.lastSampleMillis() - 1, t.gap(), t.heldMillis(), t.overMillis());
  }

  private static ConditionTimer timer(ConditionTimer t, boolean gap, long heldMillis) {
    return new ConditionTimer(t.lastSampleMillis(), gap, heldMillis, t.overMillis());
  }

  private static Mutant twisted(String name, ModePolicy where, Twist twist) {
    return new Mutant(
        name,
        where,
        (policy, state, inputs) ->
            twist.twist(
                state,
                ModeMachine.step(policy, state, inputs),
                ModeMachine.step(policy, state, paused(inputs))));
  }

  private static ModeInputs paused(ModeInputs i) {
    return new ModeInputs(
        i.nowMillis(),
        i.elapsedMillis(),
        i.samples(),
        i.upwardAllowed(),
        i.confirmed(),
        Guides.paused(i.guidance()));
  }

  private static ModeStep moved(ModeStep step, List<ConditionTimer> timers, long dwelledMillis) {
    return step.move() == null
        ? step
        : new ModeStep(changed(step.state(), dwelledMillis, timers), step.move());
  }

  private static ModeStep repeats(ModeStep step, ModeState before, int times) {
    int more = step.state().waits().repeats() - before.waits().repeats();
    return new ModeStep(
        new ModeState(
            step.state().mode(),
            step.state().sinceMillis(),
            step.state().dwelledMillis(),
            step.state().step(),
            step.state().stepHeldMillis(),
            step.state().timers(),
            step.state().waits().withRepeats(before.waits().repeats() + more * times),
            step.state().overridden()),
        step.move());
  }

  private static ModeState changed(ModeState s, long dwelledMillis, List<ConditionTimer> timers) {
    return new ModeState(
        s.mode(),
        s.sinceMillis(),
        dwelledMillis,
        s.step(),
        s.stepHeldMillis(),
        timers,
        s.waits(),
        s.overridden());
  }

  private static ModeState overridden(ModeState s, boolean overridden) {
    return new ModeState(
        s.mode(),
        s.sinceMillis(),
        s.dwelledMillis(),
        s.step(),
        s.stepHeldMillis(),
        s.timers(),
        s.waits(),
        overridden);
  }

  private static ModeState in(ModeState s, Mode mode) {
    return new ModeState(
        mode,
        s.sinceMillis(),
        s.dwelledMillis(),
        s.step(),
        s.stepHeldMillis(),
        s.timers(),
        s.waits(),
        s.overridden());
  }
}
