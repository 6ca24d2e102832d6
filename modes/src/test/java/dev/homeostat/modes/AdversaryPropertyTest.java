package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homeostat.modes.World.Event;
import dev.homeostat.modes.World.Stamp;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Someone who sees the machine's mode, chooses every signal, and wants as many moves as possible.
 *
 * <p>Each Recovery was paid for with a dwell, and each Target with the hold of every step; no time
 * is used twice, so {@code dwells + climbs x steps x hold} is at most the time that passed.
 */
class AdversaryPropertyTest {

  private static final int EVALUATIONS = 400;
  private static final List<Double> ILL_HIGH = List.of(11.0, 11.0, 11.0);
  private static final List<Double> ILL_LOW = List.of(-1.0, -1.0, -1.0);
  private static final List<Double> WELL = List.of(World.CALM, World.CALM, World.CALM);

  /** What the adversary does in Recovery. */
  enum Strategy {
    FALL_BACK,
    CLIMB,
    RANDOM
  }

  /** How often the machine was moved, and in what time. */
  record Score(int falls, int recoveries, int climbs, long dwellMillis, long countedMillis) {}

  @Property(tries = 200)
  void step_adversary_cannotCycleFasterThanTheWaits(
      @ForAll("policies") ModePolicy policy,
      @ForAll Strategy strategy,
      @ForAll("clocks") List<Long> clock,
      @ForAll("choices") List<Integer> choices) {
    Score score = play(policy, strategy, clock, choices);

    long climbMillis = policy.climb().steps().size() * policy.climb().holdMillis();
    assertThat(score.dwellMillis() + score.climbs() * climbMillis)
        .isLessThanOrEqualTo(score.countedMillis());
    assertThat(score.falls()).isBetween(score.recoveries(), score.recoveries() + 1);
  }

  /**
   * The standard policy, evaluated every 10 s: a fall takes four samples; the dwell of 100 s takes
   * ten evaluations; four samples later it falls back. So after 4 + 10 evaluations a cycle takes 14
   * and 400 evaluations hold 28 recoveries: 4 + 10 + 27 x 14 = 392, and the next would need 406.
   */
  @Test
  void step_adversaryWhoFallsBackAtOnce_getsExactlyTheCyclesThatTheWaitsAllow() {
    ModePolicy policy = Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));

    Score score = play(policy, Strategy.FALL_BACK, List.of(10_000L), List.of(0));

    assertThat(score.recoveries()).isEqualTo(28);
    assertThat(score.climbs()).isZero();
  }

  /**
   * The whole circle of the standard policy: 4 samples to fall, 10 evaluations of dwell, 3 holds of
   * 2 evaluations. That is 20, so 400 evaluations hold 20 circles.
   */
  @Test
  void step_adversaryWhoClimbs_getsExactlyTheCirclesThatTheWaitsAllow() {
    ModePolicy policy = Scenario.policy(Policies.degrading(List.of(Scenario.ABOVE_10)));

    Score score = play(policy, Strategy.CLIMB, List.of(10_000L), List.of(0));

    assertThat(score).isEqualTo(new Score(20, 20, 20, 20 * Scenario.DWELL_MILLIS, 4_000_000));
  }

  @Provide
  Arbitrary<ModePolicy> policies() {
    return World.policies();
  }

  /** Delays that are repeated; a clock may run wild as well as regularly. */
  @Provide
  Arbitrary<List<Long>> clocks() {
    return Arbitraries.oneOf(
        Arbitraries.just(List.of(10_000L)),
        Arbitraries.of(10_000L, 20_000L, 1L, 3_600_000L, -3_600_000L)
            .list()
            .ofMinSize(1)
            .ofMaxSize(7));
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, 5).list().ofMinSize(1).ofMaxSize(31);
  }

  private static Score play(
      ModePolicy policy, Strategy strategy, List<Long> clock, List<Integer> choices) {
    ModeState state = ModeState.entered(policy, Mode.TARGET, 0);
    int falls = 0;
    int recoveries = 0;
    int climbs = 0;
    long dwellMillis = 0;
    long countedMillis = 0;
    long nowMillis = 0;
    for (int i = 0; i < EVALUATIONS; i++) {
      long elapsedMillis = clock.get(i % clock.size());
      int choice = choices.get(i % choices.size());
      Event event =
          new Event(
              elapsedMillis,
              values(state.mode(), strategy, choice),
              Stamp.FRESH,
              true,
              true,
              Guidance.NONE);
      ModeInputs inputs = World.inputs(nowMillis, List.of(event)).get(0);
      ModeStep step = ModeMachine.step(policy, state, inputs);
      if (step.state().mode() != state.mode()) {
        boolean fell = step.state().mode().isSaferThan(Mode.RECOVERY);
        falls += fell && state.mode() != Mode.DEGRADED ? 1 : 0;
        recoveries += step.state().mode() == Mode.RECOVERY ? 1 : 0;
        dwellMillis +=
            step.state().mode() == Mode.RECOVERY ? policy.stay(state.mode()).dwellMillis() : 0;
        climbs += step.state().mode() == Mode.TARGET ? 1 : 0;
      }
      nowMillis = inputs.nowMillis();
      countedMillis += Math.min(Math.max(elapsedMillis, 0), 2 * World.INTERVAL_MILLIS);
      state = step.state();
    }
    return new Score(falls, recoveries, climbs, dwellMillis, countedMillis);
  }

  private static List<Double> values(Mode mode, Strategy strategy, int choice) {
    boolean random = strategy == Strategy.RANDOM && choice > 2;
    boolean hurt =
        random
            ? choice == 3
            : mode == Mode.TARGET || (mode == Mode.RECOVERY && strategy == Strategy.FALL_BACK);
    return hurt ? (choice % 2 == 0 ? ILL_HIGH : ILL_LOW) : WELL;
  }
}
