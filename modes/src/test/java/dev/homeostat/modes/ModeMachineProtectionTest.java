package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moves away from Target: {@code for} is 30 s, so it takes four samples 10 s apart. */
class ModeMachineProtectionTest {

  private static final Move ENTERED = new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.ENTERED, 0);

  @Test
  void step_conditionHoldsForItsTime_entersDegraded() {
    Scenario scenario = Scenario.in(Mode.TARGET);

    assertThat(scenario.ticks(3, ILL)).isEmpty();
    assertThat(scenario.tick(ILL)).isEqualTo(ENTERED);
  }

  @Test
  void step_entersDegraded_remembersSinceWhenAndNoWait() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    scenario.ticks(4, ILL);

    ConditionTimer zeroed =
        new ConditionTimer(
            scenario.nowMillis(), false, ConditionTimer.NOT_HOLDING, ConditionTimer.NOT_HOLDING);
    assertThat(scenario.state())
        .isEqualTo(
            new ModeState(
                Mode.DEGRADED, scenario.nowMillis(), 0, 0, 0, List.of(zeroed), Waits.NEW, false));
  }

  @Test
  void step_modeStays_keepsSinceWhen() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    long sinceMillis = scenario.nowMillis();

    scenario.ticks(3, ILL);

    assertThat(scenario.state().sinceMillis()).isEqualTo(sinceMillis);
  }

  @Test
  void step_conditionEndsEarly_startsOver() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    scenario.ticks(3, ILL);
    scenario.tick(BAND);

    assertThat(scenario.ticksUntilMove(ILL)).isEqualTo(4);
  }

  @Test
  void step_noFor_entersOnTheFirstSample() {
    Condition atOnce = new Condition(0, Condition.NONE, Condition.Side.ABOVE, 10, 5, 0, 0);
    Scenario scenario =
        new Scenario(Mode.TARGET, Scenario.policy(Policies.degrading(List.of(atOnce))));

    assertThat(scenario.tick(ILL)).isEqualTo(ENTERED);
  }

  @Test
  void step_conditionBelow_entersOnLowValues() {
    Condition below = new Condition(0, Condition.NONE, Condition.Side.BELOW, 5, 10, 30_000, 0);
    Scenario scenario =
        new Scenario(Mode.TARGET, Scenario.policy(Policies.degrading(List.of(below))));

    assertThat(scenario.ticks(10, 11)).isEmpty();
    assertThat(scenario.ticksUntilMove(4)).isEqualTo(4);
  }

  @Test
  void step_valueEqualsEnter_isNotEntered() {
    assertThat(Scenario.in(Mode.TARGET).ticks(100, 10)).isEmpty();
  }

  @Test
  void step_oneConditionOfAClauseHolds_stays() {
    Scenario scenario = twoConditions();

    assertThat(scenario.ticks(100, ILL, WELL)).isEmpty();
    assertThat(scenario.ticks(100, WELL, ILL)).isEmpty();
  }

  @Test
  void step_bothConditionsOfAClauseHold_waitsForTheOneThatStartedLast() {
    Scenario scenario = twoConditions();
    scenario.ticks(20, ILL, WELL);

    assertThat(scenario.ticksUntilMove(ILL, ILL)).isEqualTo(4);
  }

  @Test
  void step_conditionsOfTwoClausesHold_doNotMakeOne() {
    Scenario scenario = twoClausesOfTwo();

    assertThat(scenario.ticks(100, ILL, WELL, WELL, ILL)).isEmpty();
    assertThat(scenario.ticks(100, WELL, ILL, ILL, WELL)).isEmpty();
  }

  @Test
  void step_secondClauseHolds_isNamedInTheMove() {
    Scenario scenario = twoClausesOfTwo();

    List<Move> moves = scenario.ticks(4, WELL, WELL, ILL, ILL);

    assertThat(moves).containsExactly(new Move(Mode.TARGET, Mode.DEGRADED, Move.Cause.ENTERED, 1));
  }

  @Test
  void step_bothClausesHold_theFirstIsNamed() {
    Scenario scenario = twoClausesOfTwo();

    assertThat(scenario.ticks(4, ILL, ILL, ILL, ILL)).containsExactly(ENTERED);
  }

  @Test
  void step_repeatedStamp_isNoInput() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    long stampMillis = scenario.nowMillis();
    for (int i = 0; i < 100; i++) {
      assertThat(scenario.tickStamped(stampMillis, ILL)).isNull();
    }

    assertThat(scenario.state().timers().get(0).heldMillis()).isZero();
  }

  @Test
  void step_timeGoesBackwards_addsNothing() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    scenario.tick(ILL);
    long stampMillis = scenario.nowMillis();

    for (int i = 1; i <= 100; i++) {
      assertThat(scenario.tickStamped(stampMillis - i * 60_000L, ILL)).isNull();
    }
    assertThat(scenario.state().timers().get(0).heldMillis()).isZero();
  }

  /** Of the jump of an hour 2 x 10 s count, so 10 of the 30 s are missing. */
  @Test
  void step_clockJumps_addsTwoIntervals() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    scenario.tick(ILL);

    assertThat(scenario.tickAfter(3_600_000, ILL)).isNull();
    assertThat(scenario.tick(ILL)).isEqualTo(ENTERED);
  }

  /** Three samples are 20 s; the one after the gap adds nothing, the next the last 10 s. */
  @Test
  void step_gap_freezesTheWait() {
    Scenario scenario = Scenario.in(Mode.TARGET);
    scenario.ticks(3, ILL);

    assertThat(scenario.ticks(50, Double.NaN)).isEmpty();
    assertThat(scenario.ticksUntilMove(ILL)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void step_valueThatIsNotFinite_isMissing(double value) {
    Scenario scenario = Scenario.in(Mode.TARGET);
    assertThat(scenario.ticks(100, value)).isEmpty();

    assertThat(scenario.state().timers()).containsExactly(ConditionTimer.NEW.withGap());
  }

  @Test
  void step_anotherSignalMissing_stillProtects() {
    assertThat(Scenario.in(Mode.TARGET).ticksUntilMove(ILL, Double.NaN)).isEqualTo(4);
  }

  @Test
  void step_nothingMayRiseNorIsConfirmed_stillProtects() {
    Scenario scenario = Scenario.in(Mode.TARGET).upwardAllowed(false).confirmed(false);

    assertThat(scenario.ticksUntilMove(ILL)).isEqualTo(4);
  }

  @Test
  void step_calm_staysInTarget() {
    assertThat(Scenario.in(Mode.TARGET).ticks(1_000, WELL)).isEmpty();
  }

  private static Scenario twoConditions() {
    Clause clause = Policies.degrading(List.of(Scenario.above(0), Scenario.above(1)));
    return new Scenario(Mode.TARGET, Scenario.policy(clause));
  }

  private static Scenario twoClausesOfTwo() {
    Clause first = Policies.degrading(List.of(Scenario.above(0), Scenario.above(1)));
    Clause second = Policies.degrading(List.of(Scenario.above(2), Scenario.above(3)));
    return new Scenario(Mode.TARGET, Scenario.policy(first, second));
  }
}
