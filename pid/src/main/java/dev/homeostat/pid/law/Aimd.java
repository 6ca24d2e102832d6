package dev.homeostat.pid.law;

import org.jspecify.annotations.Nullable;

/**
 * A limit on concurrency by additive increase and multiplicative decrease.
 *
 * <pre>{@code
 * dropped or roundTrip > timeout:  limit' = floor(limit * backoffRatio)
 * else inflight >= limit / 2:      limit' = limit + 1
 * }</pre>
 *
 * <p>Source: Chiu and Jain, Analysis of the Increase and Decrease Algorithms for Congestion
 * Avoidance (1989), as Netflix's concurrency-limits 0.5.4 has it in {@code AIMDLimit}.
 *
 * <p>Regimes. Loaded: one more a sample. Idle, less than half in use: it stays, since a limit that
 * is not felt is not tested. Overloaded: a fixed share less a sample.
 *
 * @param minLimit smallest limit, 1 or more
 * @param maxLimit largest limit
 * @param backoffRatio what is left after a drop, 0.5 or more and below 1
 * @param timeout round trip above which a sample counts as a drop, in the signal's unit
 */
public record Aimd(int minLimit, int maxLimit, double backoffRatio, double timeout)
    implements ControlLaw<Aimd.State> {

  /**
   * What it remembers.
   *
   * @param limit the limit
   * @param atMillis timestamp of the last sample
   */
  public record State(int limit, long atMillis) {}

  public Aimd {
    Requirements.within("minLimit", minLimit, 1, maxLimit);
    Requirements.within("backoffRatio", backoffRatio, 0.5, Math.nextDown(1.0));
    Requirements.time("timeout", timeout);
  }

  @Override
  public State start(double applied) {
    Requirements.finite("applied", applied);
    return new State(bounded(applied), PidState.NO_SAMPLE);
  }

  @Override
  public LawResult<State> step(State state, LawInput input) {
    HoldReason refusal =
        Refusals.first(
            refusal(input),
            Refusals.first(
                Refusals.ofApplied(input.applied()),
                Refusals.ofTimestamp(state.atMillis(), input.atMillis())));
    if (refusal != null) {
      return Refusals.hold(refusal, input);
    }
    double limit = Double.isNaN(input.applied()) ? state.limit() : bounded(input.applied());
    if (input.dropped() || input.measurement() > timeout) {
      limit = Math.floor(limit * backoffRatio);
    } else if (input.inflight() * 2 >= limit) {
      limit += 1;
    }
    return stepped(bounded(limit), input);
  }

  @Override
  public LawResult<State> track(State state, LawInput input) {
    HoldReason refusal = Refusals.ofKnownApplied(input.applied());
    return refusal != null
        ? Refusals.hold(refusal, input)
        : stepped(bounded(input.applied()), input);
  }

  private static LawResult<State> stepped(int limit, LawInput input) {
    return new LawResult.Stepped<>(new State(limit, input.atMillis()), limit);
  }

  /** What a drop took, and how many were in flight then, is of no account. */
  private static @Nullable HoldReason refusal(LawInput input) {
    return input.dropped()
        ? null
        : Refusals.first(
            Refusals.ofRoundTrip(input.measurement()), Refusals.ofInflight(input.inflight()));
  }

  private int bounded(double limit) {
    return (int) Math.max(minLimit, Math.min(maxLimit, limit));
  }
}
