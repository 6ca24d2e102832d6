package dev.homeostat.modes;

import static dev.homeostat.modes.Scenario.BAND;
import static dev.homeostat.modes.Scenario.ILL;
import static dev.homeostat.modes.Scenario.WELL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each step of Recovery is held for two intervals, and passed through its gates. */
class ModeMachineGateTest {

  private static final Guidance CLOSED = Guides.gatesClosed(Guidance.NONE);

  @Test
  void step_gatesClosed_climbsNoStep() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).guided(CLOSED);

    assertThat(scenario.ticks(1_000, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_gatesOpenAfterTheHold_climbsAtOnce() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).guided(CLOSED);
    scenario.ticks(10, WELL);

    scenario.guided(Guidance.NONE).tick(WELL);

    assertThat(scenario.state().step()).isOne();
    assertThat(scenario.state().stepHeldMillis()).isZero();
  }

  @Test
  void step_gatesOpenBeforeTheHold_doesNotShortenIt() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.tick(WELL);

    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_gatesCloseOnTheLastStep_doesNotReachTarget() {
    Scenario scenario = Scenario.in(Mode.RECOVERY);
    scenario.ticks(5, WELL);

    assertThat(scenario.guided(CLOSED).ticks(1_000, WELL)).isEmpty();
    assertThat(scenario.state().step()).isEqualTo(2);
    assertThat(scenario.guided(Guidance.NONE).ticksUntilMove(WELL)).isOne();
  }

  @Test
  void step_gatesClosedAndIllAgain_theHoldStartsAnew() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).guided(CLOSED);
    scenario.ticks(10, WELL);
    scenario.tick(BAND);

    scenario.guided(Guidance.NONE).tick(WELL);

    assertThat(scenario.state().step()).isZero();
  }

  @Test
  void step_gatesClosed_stillFallsBack() {
    assertThat(Scenario.in(Mode.RECOVERY).guided(CLOSED).ticksUntilMove(ILL)).isEqualTo(4);
  }

  @Test
  void step_gatesClosedInDegraded_stillLeavesForRecovery() {
    assertThat(Scenario.in(Mode.DEGRADED).guided(CLOSED).ticksUntilMove(WELL)).isEqualTo(10);
  }

  @Test
  void step_sentUpWithGatesClosed_waitsForThem() {
    Scenario scenario = Scenario.in(Mode.RECOVERY).guided(Guides.gatesClosed(Guides.TO_TARGET));

    assertThat(scenario.ticks(1_000, WELL)).isEmpty();
    assertThat(scenario.state().step()).isZero();
  }

  /** Gates alone are skipped; the three holds of two intervals are kept. */
  @Test
  void step_sentUpPastGates_waitsForNoneButForEveryHold() {
    Scenario scenario =
        Scenario.in(Mode.RECOVERY).guided(Guides.gatesClosed(Guides.SKIPPING_GATES));

    assertThat(scenario.ticksUntilMove(WELL)).isEqualTo(6);
  }
}
