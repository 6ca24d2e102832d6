package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.Action;

/**
 * Lets a loop swing under a relay until it swings evenly, and reads the ultimate point from that.
 *
 * <pre>{@code
 * e > hysteresis: high,  e < -hysteresis: low
 * Ku = 4 d / (pi sqrt(a^2 - hysteresis^2)),  Pu = the period
 * }</pre>
 *
 * <p>Source: Astrom and Hagglund, Automatic tuning of simple regulators with specifications on
 * phase and amplitude margins, Automatica 20 (1984). It is even when three cycles in a row agree
 * within 5 percent, their periods at the finest within one sample; the cycle of the start does not
 * count.
 *
 * <p>Regimes. Right where the swing is nearly a sine, as behind a lag: the describing function
 * counts the first harmonic alone, and Ku may be wrong by a quarter where dead time dominates. It
 * fails where noise exceeds the hysteresis, and where a load moves the signal meanwhile.
 *
 * <p>The output takes two values only. Duration, the signal's distance from the set point and the
 * error budget are bounded; whatever ends it, the knob returns to the centre.
 */
public final class RelayExperiment {

  private static final double SECONDS_PER_MILLI = 1e-3;
  private static final int CYCLES = 3;

  /** Begins with the first input, high or low as its error asks for. */
  public static RelayResult begin(RelaySettings settings, RelayInput input) {
    if (!usable(input)) {
      return new RelayResult.Held(RelayResult.HoldReason.NOT_FINITE);
    }
    double error = error(settings, input);
    RelayState state =
        new RelayState(
            error >= 0,
            input.atMillis(),
            input.atMillis(),
            input.budgetSpentRatio(),
            RelayState.NO_CYCLE,
            error,
            error,
            RelayState.Cycles.NONE);
    return Math.abs(error) > settings.bounds().maxDeviation()
        ? new RelayResult.Aborted(RelayResult.Reason.DEVIATION_TOO_LARGE)
        : new RelayResult.Running(state, output(settings, state.high()));
  }

  /** Goes on with the next input. */
  public static RelayResult step(RelaySettings settings, RelayState state, RelayInput input) {
    // Time and budget are bounded first: a signal that is away must not keep the knob off its
    // centre.
    double seconds = (input.atMillis() - state.startedMillis()) * SECONDS_PER_MILLI;
    if (seconds > settings.bounds().maxSeconds()) {
      return new RelayResult.Aborted(RelayResult.Reason.TIMED_OUT);
    }
    double spent = input.budgetSpentRatio() - state.budgetAtStart();
    if (spent > settings.bounds().maxBudgetSpentRatio()) {
      return new RelayResult.Aborted(RelayResult.Reason.BUDGET_SPENT);
    }
    if (!usable(input)) {
      return new RelayResult.Held(RelayResult.HoldReason.NOT_FINITE);
    }
    if (input.atMillis() <= state.atMillis()) {
      return new RelayResult.Held(RelayResult.HoldReason.TIMESTAMP_NOT_NEWER);
    }
    double error = error(settings, input);
    if (Math.abs(error) > settings.bounds().maxDeviation()) {
      return new RelayResult.Aborted(RelayResult.Reason.DEVIATION_TOO_LARGE);
    }
    boolean high = state.high() ? error >= -settings.hysteresis() : error > settings.hysteresis();
    boolean cycleEnds = high && !state.high();
    RelayState seen = seen(state, high, error, input.atMillis());
    if (!cycleEnds) {
      return new RelayResult.Running(seen, output(settings, high));
    }
    RelayState.Cycles cycles = counted(state, input.atMillis());
    if (cycles.count() >= CYCLES) {
      return finished(settings, cycles);
    }
    RelayState next =
        new RelayState(
            true,
            state.startedMillis(),
            input.atMillis(),
            state.budgetAtStart(),
            input.atMillis(),
            error,
            error,
            cycles);
    return new RelayResult.Running(next, output(settings, true));
  }

  /**
   * The model of a process whose gain is known, from a finished experiment. With {@code k = |K| d}
   * the response rises from {@code hysteresis} for a dead time more, to {@code a = k - (k -
   * hysteresis) e^(-theta/tau)}, and falls from there to {@code -hysteresis}, so that {@code Pu = 2
   * tau ln((k + a)/(k - a))} and {@code theta = tau ln((k - hysteresis)/(k - a))}.
   */
  public static Identification model(
      RelaySettings settings, RelayResult.Finished finished, double processGain) {
    double reach = Math.abs(processGain) * settings.amplitude();
    double amplitude = finished.amplitude();
    if (!Double.isFinite(reach)) {
      return new Identification.NotIdentified(Identification.Reason.NOT_FINITE);
    }
    if (reach <= amplitude) {
      return new Identification.NotIdentified(Identification.Reason.GAIN_TOO_SMALL);
    }
    double lag =
        finished.ultimate().periodSeconds()
            / (2 * Math.log((reach + amplitude) / (reach - amplitude)));
    double deadTime = lag * Math.log((reach - settings.hysteresis()) / (reach - amplitude));
    return new Identification.Identified(
        new FirstOrderModel(processGain, lag, deadTime), Double.NaN);
  }

  private static RelayState seen(RelayState state, boolean high, double error, long atMillis) {
    return new RelayState(
        high,
        state.startedMillis(),
        atMillis,
        state.budgetAtStart(),
        state.cycleMillis(),
        Math.min(state.lowest(), error),
        Math.max(state.highest(), error),
        state.cycles());
  }

  private static RelayState.Cycles counted(RelayState state, long atMillis) {
    return state.cycleMillis() == RelayState.NO_CYCLE
        ? state.cycles()
        : state
            .cycles()
            .and(
                (state.highest() - state.lowest()) / 2,
                (atMillis - state.cycleMillis()) * SECONDS_PER_MILLI,
                (atMillis - state.atMillis()) * SECONDS_PER_MILLI);
  }

  private static RelayResult finished(RelaySettings settings, RelayState.Cycles cycles) {
    double hysteresis = settings.hysteresis();
    double inner = cycles.amplitude() * cycles.amplitude() - hysteresis * hysteresis;
    if (!(inner > 0)) {
      return new RelayResult.Aborted(RelayResult.Reason.AMPLITUDE_WITHIN_HYSTERESIS);
    }
    double gain = 4 * settings.amplitude() / (Math.PI * Math.sqrt(inner));
    return new RelayResult.Finished(
        new UltimatePoint(gain, cycles.periodSeconds()), cycles.amplitude());
  }

  private static boolean usable(RelayInput input) {
    return Double.isFinite(input.measurement())
        && Double.isFinite(input.setpoint())
        && Double.isFinite(input.budgetSpentRatio());
  }

  private static double error(RelaySettings settings, RelayInput input) {
    double error = input.setpoint() - input.measurement();
    return settings.action() == Action.REVERSE ? error : -error;
  }

  private static double output(RelaySettings settings, boolean high) {
    return settings.centre() + (high ? settings.amplitude() : -settings.amplitude());
  }

  private RelayExperiment() {}
}
