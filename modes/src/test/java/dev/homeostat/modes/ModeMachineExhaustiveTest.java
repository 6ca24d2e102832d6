package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reachable state of small policies, with every class of input, restart and takeover; and the
 * same with each guard of the machine removed, which must be noticed.
 */
@Execution(ExecutionMode.CONCURRENT)
class ModeMachineExhaustiveTest {

  @Test
  void step_everyReachableState_keepsTheRulesAndComesToRest() {
    List<Exploration> explored =
        SmallWorld.POLICIES.parallelStream()
            .map(policy -> new Exploration(policy, ModeMachine::step, SmallWorld::restarted).run())
            .toList();

    int states = 0;
    int places = 0;
    long turns = 0;
    for (Exploration all : explored) {
      assertThat(all.fault()).isNull();
      states += all.states();
      places += all.places();
      turns += all.turns();
    }
    System.out.println(
        "states visited: "
            + states
            + " (with what was saved and what is true: "
            + places
            + "), turns: "
            + turns);
    assertThat(states).isGreaterThan(5_000);
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void step_guardRemoved_isNoticed(Mutant mutant) {
    Exploration broken =
        new Exploration(mutant.where(), mutant.machine(), SmallWorld::restarted).run();

    assertThat(broken.fault()).isNotNull();
  }

  static Stream<Mutant> mutants() {
    return Stream.of(
            Mutant.ofWaits(),
            Mutant.ofConditions(),
            Mutant.ofGuidance(),
            Mutant.ofInputs(),
            Mutant.ofAnswers())
        .flatMap(List::stream);
  }

  @Test
  void restart_dwellIsCreditedWhole_isNoticed() {
    assertThat(
            fault(
                SmallWorld.DWELLS,
                (policy, s) ->
                    restarted(
                        s, policy.stay(s.mode()).dwellMillis(), s.stepHeldMillis(), s.waits())))
        .isNotNull();
  }

  @Test
  void restart_repetitionsAreForgotten_isNoticed() {
    assertThat(
            fault(
                SmallWorld.DWELLS,
                (policy, s) ->
                    restarted(s, s.dwelledMillis(), s.stepHeldMillis(), s.waits().withRepeats(0))))
        .isNotNull();
  }

  @Test
  void restart_cooldownsAreForgotten_isNoticed() {
    assertThat(
            fault(
                SmallWorld.COOLDOWNS,
                (policy, s) -> restarted(s, s.dwelledMillis(), s.stepHeldMillis(), Waits.NEW)))
        .isNotNull();
  }

  /** The object may have held another value since the last evaluation. */
  @Test
  void restart_holdOfAStepHasBegun_isNoticed() {
    assertThat(
            fault(SmallWorld.DWELLS, (policy, s) -> restarted(s, s.dwelledMillis(), 0, s.waits())))
        .isNotNull();
  }

  @Test
  void restart_overrideIsForgotten_isNoticed() {
    assertThat(
            fault(
                SmallWorld.DWELLS,
                (policy, s) ->
                    new ModeState(
                        s.mode(),
                        s.sinceMillis(),
                        s.dwelledMillis(),
                        s.step(),
                        s.stepHeldMillis(),
                        s.timers(),
                        s.waits(),
                        false)))
        .isNotNull();
  }

  @Test
  void step_targetIsNeverReached_doesNotComeToRest() {
    ModePolicy policy = SmallWorld.TIMERS;
    ModeState climbing = SmallWorld.restarted(policy, ModeState.entered(policy, Mode.RECOVERY, 0));
    Mutant stuck =
        mutants().filter(m -> m.name().equals("Target: never reached")).findFirst().orElseThrow();

    assertThat(new Exploration(policy, stuck.machine(), SmallWorld::restarted).unrest(climbing))
        .contains("calm does not lead to Target");
  }

  /** What is wrong where a restart keeps something else of what it keeps rightly. */
  private static String fault(ModePolicy policy, Exploration.Restart wrong) {
    return new Exploration(
            policy,
            ModeMachine::step,
            (p, state) -> wrong.restarted(p, SmallWorld.restarted(p, state)))
        .run()
        .fault();
  }

  private static ModeState restarted(
      ModeState s, long dwelledMillis, long stepHeldMillis, Waits waits) {
    return new ModeState(
        s.mode(),
        s.sinceMillis(),
        dwelledMillis,
        s.step(),
        stepHeldMillis,
        s.timers(),
        waits,
        s.overridden());
  }
}
