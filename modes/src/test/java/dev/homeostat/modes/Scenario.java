package dev.homeostat.modes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine that is run evaluation by evaluation on a clock of its own.
 *
 * <p>With the standard policy an evaluation is due every 10 s, and signal 0 is ill above 10 for 30
 * s and well below 5 for 40 s.
 */
final class Scenario {

  static final long INTERVAL_MILLIS = 10_000;
  static final long FOR_MILLIS = 30_000;
  static final long EXIT_FOR_MILLIS = 40_000;
  static final long DWELL_MILLIS = 100_000;
  static final long HOLD_MILLIS = 20_000;

  static final double ILL = 11;
  static final double BAND = 7;
  static final double WELL = 4;

  static final Condition ABOVE_10 = above(0);

  private final ModePolicy policy;
  private ModeState state;
  private long nowMillis = 1_000_000;
  private boolean upwardAllowed = true;
  private boolean confirmed = true;
  private Guidance guidance = Guidance.NONE;

  Scenario(Mode mode, ModePolicy policy) {
    this.policy = policy;
    this.state = ModeState.entered(policy, mode, nowMillis);
  }

  /** A workload under the standard policy. */
  static Scenario in(Mode mode) {
    return new Scenario(mode, policy(Policies.degrading(List.of(ABOVE_10))));
  }

  static ModePolicy policy(Clause... clauses) {
    return Policies.simple(
        List.of(clauses), DWELL_MILLIS, List.of(10, 50, 100), HOLD_MILLIS, INTERVAL_MILLIS);
  }

  /** The standard condition on another signal. */
  static Condition above(int signal) {
    return new Condition(
        signal, Condition.NONE, Condition.Side.ABOVE, 10, 5, FOR_MILLIS, EXIT_FOR_MILLIS);
  }

  static Condition aboveWithoutExit(int signal) {
    return new Condition(
        signal, Condition.NONE, Condition.Side.ABOVE, 10, Double.NaN, FOR_MILLIS, 0);
  }

  Scenario upwardAllowed(boolean allowed) {
    this.upwardAllowed = allowed;
    return this;
  }

  Scenario confirmed(boolean everyObject) {
    this.confirmed = everyObject;
    return this;
  }

  Scenario guided(Guidance by) {
    this.guidance = by;
    return this;
  }

  /** One interval later, every sample stamped now; a value of NaN is a missing one. */
  @Nullable Move tick(double... values) {
    return tickAfter(INTERVAL_MILLIS, values);
  }

  @Nullable Move tickAfter(long elapsedMillis, double... values) {
    nowMillis += elapsedMillis;
    return evaluate(elapsedMillis, nowMillis, values);
  }

  /** One interval later, with samples that carry another stamp. */
  @Nullable Move tickStamped(long stampMillis, double... values) {
    nowMillis += INTERVAL_MILLIS;
    return evaluate(INTERVAL_MILLIS, stampMillis, values);
  }

  /** Ticks a number of times, and collects the moves. */
  List<Move> ticks(int count, double... values) {
    List<Move> moves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Move move = tick(values);
      if (move != null) {
        moves.add(move);
      }
    }
    return moves;
  }

  /** Ticks until the machine moves, and counts; -1 after a thousand without a move. */
  int ticksUntilMove(double... values) {
    for (int count = 1; count <= 1_000; count++) {
      if (tick(values) != null) {
        return count;
      }
    }
    return -1;
  }

  private @Nullable Move evaluate(long elapsedMillis, long stampMillis, double... values) {
    List<Sample> samples =
        Arrays.stream(values)
            .mapToObj(value -> new Sample(value, stampMillis, Long.MAX_VALUE))
            .toList();
    ModeStep step =
        ModeMachine.step(
            policy,
            state,
            new ModeInputs(nowMillis, elapsedMillis, samples, upwardAllowed, confirmed, guidance));
    state = step.state();
    return step.move();
  }

  ModeState state() {
    return state;
  }

  Mode mode() {
    return state.mode();
  }

  long nowMillis() {
    return nowMillis;
  }
}
