package dev.homeostat.pid.law;

/**
 * A limit on concurrency that keeps the queue it causes between two bounds.
 *
 * <pre>{@code
 * queue = ceil(limit (1 - noLoad / roundTrip)),  s = max(1, floor(log10(limit)))
 * dropped:                    limit' = limit - s
 * queue <= s:                 limit' = limit + betaFactor s
 * queue < alphaFactor s:      limit' = limit + s
 * queue > betaFactor s:       limit' = limit - s
 * }</pre>
 *
 * <p>Source: Brakmo and Peterson, TCP Vegas (1995), as Netflix's concurrency-limits 0.5.4 has it in
 * {@code VegasLimit}. There the time until the round trip without load is measured anew has a
 * random factor within 0.5 to 1; here a sequence of low discrepancy (the golden ratio's) gives it,
 * so that a replay decides the same and many instances still do not probe together.
 *
 * <p>Regimes. No queue: it grows fast. Some queue: slowly. A queue within alpha to beta: it stays.
 * More, or a drop: it shrinks. Idle, less than half in use: it stays. Each new best round trip, and
 * each probe, only sets {@code noLoad}.
 *
 * @param maxLimit largest limit, 1 or more
 * @param smoothing share of the new value, above 0 and at most 1
 * @param alphaFactor bound of the queue below which the limit grows, 1 or more
 * @param betaFactor bound of the queue above which it shrinks, alphaFactor or more
 * @param probeMultiplier samples between two probes, as a multiple of the limit, 1 or more
 */
public record Vegas(
    int maxLimit, double smoothing, int alphaFactor, int betaFactor, int probeMultiplier)
    implements ControlLaw<Vegas.State> {

  private static final double GOLDEN_RATIO = 0.6180339887498949;

  /**
   * What it remembers.
   *
   * @param estimate the limit before its fraction is cut off
   * @param noLoad the best round trip since the last probe; 0 where there is none yet
   * @param samples since the last probe
   * @param probes so far
   * @param atMillis timestamp of the last sample
   */
  public record State(double estimate, double noLoad, int samples, int probes, long atMillis) {}

  public Vegas {
    Requirements.within("maxLimit", maxLimit, 1, Integer.MAX_VALUE);
    Requirements.within("smoothing", smoothing, Double.MIN_VALUE, 1);
    Requirements.within("alphaFactor", alphaFactor, 1, betaFactor);
    Requirements.within("probeMultiplier", probeMultiplier, 1, Integer.MAX_VALUE);
  }

  /** With the parameters that its authors published. */
  public static Vegas published(int maxLimit) {
    return new Vegas(maxLimit, 1, 3, 6, 30);
  }

  @Override
  public State start(double applied) {
    Requirements.finite("applied", applied);
    return new State(bounded(applied), 0, 0, 0, PidState.NO_SAMPLE);
  }

  @Override
  public LawResult<State> step(State state, LawInput input) {
    HoldReason refusal = Refusals.ofLatency(state.atMillis(), input);
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    double roundTrip = input.measurement();
    double estimate = estimateOf(state, input.applied());
    int samples = state.samples() + 1;
    if (jitter(state.probes()) * probeMultiplier * estimate <= samples) {
      return stepped(new State(estimate, roundTrip, 0, state.probes() + 1, input.atMillis()));
    }
    if (state.noLoad() == 0 || roundTrip < state.noLoad()) {
      return stepped(new State(estimate, roundTrip, samples, state.probes(), input.atMillis()));
    }
    double next = next(estimate, state.noLoad(), input);
    return stepped(new State(next, state.noLoad(), samples, state.probes(), input.atMillis()));
  }

  @Override
  public LawResult<State> track(State state, LawInput input) {
    HoldReason refusal = Refusals.ofKnownApplied(input.applied());
    return refusal != null
        ? Refusals.hold(refusal, input)
        : stepped(
            new State(
                bounded(input.applied()),
                state.noLoad(),
                state.samples(),
                state.probes(),
                input.atMillis()));
  }

  private double next(double estimate, double noLoad, LawInput input) {
    double queue = Math.ceil(estimate * (1 - noLoad / input.measurement()));
    int scale = Math.max(1, (int) Math.log10(estimate));
    double wanted;
    if (input.dropped()) {
      wanted = estimate - scale;
    } else if (input.inflight() * 2 < estimate) {
      return estimate;
    } else if (queue <= scale) {
      wanted = estimate + betaFactor * scale;
    } else if (queue < alphaFactor * scale) {
      wanted = estimate + scale;
    } else if (queue > betaFactor * scale) {
      wanted = estimate - scale;
    } else {
      return estimate;
    }
    return (1 - smoothing) * estimate + smoothing * bounded(wanted);
  }

  private static double jitter(int probes) {
    double turns = (probes + 1) * GOLDEN_RATIO;
    return 0.5 + 0.5 * (turns - Math.floor(turns));
  }

  private static LawResult<State> stepped(State state) {
    return new LawResult.Stepped<>(state, Math.floor(state.estimate()));
  }

  /** The fraction is kept, unless something else is in force than was asked for. */
  private double estimateOf(State state, double applied) {
    return Double.isNaN(applied) || applied == Math.floor(state.estimate())
        ? state.estimate()
        : bounded(applied);
  }

  private double bounded(double limit) {
    return Math.max(1, Math.min(maxLimit, limit));
  }
}
