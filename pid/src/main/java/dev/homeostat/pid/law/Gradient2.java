package dev.homeostat.pid.law;

/**
 * A limit on concurrency that follows the ratio of a long to a short average of the round trip.
 *
 * <pre>{@code
 * gradient = max(0.5, min(1, tolerance * long / short))
 * limit'   = limit (1 - smoothing) + (limit * gradient + queueSize) smoothing
 * long'    = long + 2 / (longWindow + 1) (short - long), a plain mean over the first 10 samples
 * }</pre>
 *
 * <p>Source: Netflix's concurrency-limits 0.5.4, {@code Gradient2Limit}. Unlike there a round trip
 * of 0 is refused: as a first sample it makes the gradient 0/0 and the limit 0 for ever.
 *
 * <p>Regimes. Steady: the gradient is 1 and the queue size probes for more. Rising load: the short
 * round trip exceeds the long one, and the limit falls by at most half its smoothed value a sample.
 * After a long overload the long average is more than twice the short one and is cut by 5 percent a
 * sample, so that it finds back. Idle, less than half in use: the limit stays, the average goes on.
 *
 * @param minLimit smallest limit, 1 or more
 * @param maxLimit largest limit
 * @param queueSize by how much it may grow, 0 or more
 * @param smoothing share of the new value, above 0 and at most 1
 * @param tolerance how much slower than usual is still well, 1 or more
 * @param longWindow samples of the long average, 1 or more
 */
public record Gradient2(
    int minLimit,
    int maxLimit,
    double queueSize,
    double smoothing,
    double tolerance,
    int longWindow)
    implements ControlLaw<Gradient2.State> {

  private static final int WARM_UP_SAMPLES = 10;

  /**
   * What it remembers.
   *
   * @param estimate the limit before its fraction is cut off
   * @param longRoundTrip the long average
   * @param warmUpSum sum of the first samples
   * @param samples how many of the first samples there were
   * @param atMillis timestamp of the last sample
   */
  public record State(
      double estimate, double longRoundTrip, double warmUpSum, int samples, long atMillis) {}

  public Gradient2 {
    Requirements.within("minLimit", minLimit, 1, maxLimit);
    Requirements.notNegative("queueSize", queueSize);
    Requirements.within("smoothing", smoothing, Double.MIN_VALUE, 1);
    Requirements.within("tolerance", tolerance, 1, Double.MAX_VALUE);
    Requirements.within("longWindow", longWindow, 1, Integer.MAX_VALUE);
  }

  /** With the parameters that its authors published. */
  public static Gradient2 published(int minLimit, int maxLimit) {
    return new Gradient2(minLimit, maxLimit, 4, 0.2, 1.5, 600);
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
    int samples = Math.min(state.samples() + 1, WARM_UP_SAMPLES);
    boolean warmingUp = state.samples() < WARM_UP_SAMPLES;
    double sum = warmingUp ? state.warmUpSum() + roundTrip : state.warmUpSum();
    double weight = 2.0 / (longWindow + 1);
    double longRoundTrip =
        warmingUp ? sum / samples : state.longRoundTrip() * (1 - weight) + roundTrip * weight;
    if (!Double.isFinite(longRoundTrip)) {
      return Refusals.hold(HoldReason.OVERFLOW, input);
    }
    double kept = longRoundTrip / roundTrip > 2 ? longRoundTrip * 0.95 : longRoundTrip;
    if (input.inflight() >= estimate / 2) {
      double gradient = Math.max(0.5, Math.min(1, tolerance * longRoundTrip / roundTrip));
      double wanted = estimate * gradient + queueSize;
      estimate = bounded(estimate * (1 - smoothing) + wanted * smoothing);
    }
    return new LawResult.Stepped<>(
        new State(estimate, kept, sum, samples, input.atMillis()), Math.floor(estimate));
  }

  @Override
  public LawResult<State> track(State state, LawInput input) {
    HoldReason refusal = Refusals.ofKnownApplied(input.applied());
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    double estimate = bounded(input.applied());
    return new LawResult.Stepped<>(
        new State(
            estimate, state.longRoundTrip(), state.warmUpSum(), state.samples(), input.atMillis()),
        Math.floor(estimate));
  }

  /** The fraction is kept, unless something else is in force than was asked for. */
  private double estimateOf(State state, double applied) {
    return Double.isNaN(applied) || applied == Math.floor(state.estimate())
        ? state.estimate()
        : bounded(applied);
  }

  private double bounded(double limit) {
    return Math.max(minLimit, Math.min(maxLimit, limit));
  }
}
