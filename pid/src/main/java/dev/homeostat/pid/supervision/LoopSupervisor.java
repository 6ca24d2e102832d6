package dev.homeostat.pid.supervision;

import dev.homeostat.pid.supervision.SupervisorState.Stage;
import java.util.EnumSet;
import java.util.Set;

/**
 * Watches a loop and says what it is to do.
 *
 * <p>An oscillation detunes it; another one under the slower gains holds it; one that goes on while
 * it is held, and so is not its own, asks for a lower mode. Each stage waits for an oscillation of
 * its own. Calm takes the measures back one by one, but not the slower gains: those a person or a
 * tuning takes back, with a new state. Saturation, sluggishness and poor control are reported.
 *
 * <p>Sources: those of the detectors, {@link Oscillation}, {@link Saturation}, {@link IdleIndex}
 * and {@link HarrisIndex}.
 *
 * <p>Regimes. Right for a swing that the loop's own gains make; one from outside costs two stages
 * until it is known as that.
 */
public final class LoopSupervisor {

  private static final int MOST_DOUBLINGS = 10;

  /** Looks at one sample; one that is no number, or not newer, changes nothing. */
  public static Supervised step(
      SupervisorSettings settings, SupervisorState state, SupervisedSample sample) {
    Oscillation before = state.oscillation();
    if (!sample.usable() || sample.atMillis() <= before.atMillis()) {
      return supervised(settings, state, false);
    }
    Oscillation oscillation =
        before.after(settings.oscillation(), sample.atMillis(), sample.error());
    boolean oscillates = oscillation.detected(settings.oscillation());
    Saturation saturation = state.saturation().after(settings.saturation(), sample);
    SupervisorState seen =
        new SupervisorState(
            state.stage(),
            state.holds(),
            calm(settings, state, oscillation),
            oscillation,
            saturation,
            state.idle().after(settings.idle(), sample),
            performance(settings, state, sample, saturation));
    return supervised(settings, oscillates ? raised(seen) : lowered(settings, seen), oscillates);
  }

  /** A loop that is held does not control. */
  private static Performance performance(
      SupervisorSettings settings,
      SupervisorState state,
      SupervisedSample sample,
      Saturation saturation) {
    boolean controls = state.stage() == Stage.NORMAL || state.stage() == Stage.DETUNED;
    return settings.performance() == null || !controls
        ? Performance.NONE
        : state
            .performance()
            .after(
                settings.performance(),
                sample,
                settings.oscillation().amplitude(),
                saturation.detected(settings.saturation()));
  }

  private static double calm(
      SupervisorSettings settings, SupervisorState state, Oscillation oscillation) {
    boolean first = state.oscillation().equals(Oscillation.NONE);
    // A larger error that has not crossed zero yet is no calm either.
    boolean disturbed =
        first
            || oscillation.count() > state.oscillation().count()
            || oscillation.area() > settings.oscillation().areaLimit();
    return disturbed
        ? 0
        : state.calmSeconds()
            + Math.min(
                Durations.secondsBetween(state.oscillation().atMillis(), oscillation.atMillis()),
                settings.oscillation().ultimatePeriodSeconds());
  }

  private static SupervisorState raised(SupervisorState state) {
    Stage next =
        switch (state.stage()) {
          case NORMAL -> Stage.DETUNED;
          case DETUNED -> Stage.HELD;
          case HELD, LOWER_MODE_ASKED -> Stage.LOWER_MODE_ASKED;
        };
    boolean holds = state.stage() == Stage.DETUNED;
    return at(state, next, holds ? state.holds() + 1 : state.holds());
  }

  private static SupervisorState lowered(SupervisorSettings settings, SupervisorState state) {
    if (state.stage() == Stage.NORMAL || state.stage() == Stage.DETUNED) {
      return state;
    }
    int doublings = Math.max(0, Math.min(state.holds() - 1, MOST_DOUBLINGS));
    if (state.calmSeconds() < settings.calmSeconds() * (1 << doublings)) {
      return state;
    }
    return at(
        state, state.stage() == Stage.LOWER_MODE_ASKED ? Stage.HELD : Stage.DETUNED, state.holds());
  }

  private static SupervisorState at(SupervisorState state, Stage stage, int holds) {
    return new SupervisorState(
        stage,
        holds,
        0,
        state.oscillation().forgotten(),
        state.saturation(),
        state.idle(),
        Performance.NONE);
  }

  private static Supervised supervised(
      SupervisorSettings settings, SupervisorState state, boolean oscillates) {
    Set<Finding> findings = EnumSet.noneOf(Finding.class);
    if (oscillates) {
      findings.add(Finding.OSCILLATING);
    }
    if (state.saturation().detected(settings.saturation())) {
      findings.add(Finding.SATURATED);
    }
    if (state.idle().detected(settings.idle())) {
      findings.add(Finding.SLUGGISH);
    }
    if (state.performance().poor()) {
      findings.add(Finding.POOR_CONTROL);
    }
    Verdict verdict =
        switch (state.stage()) {
          case NORMAL -> new Verdict.Proceed();
          case DETUNED -> new Verdict.Detune(settings.detuneFactor());
          case HELD -> new Verdict.Hold();
          case LOWER_MODE_ASKED -> new Verdict.AskLowerMode();
        };
    return new Supervised(state, verdict, findings);
  }

  private LoopSupervisor() {}
}
