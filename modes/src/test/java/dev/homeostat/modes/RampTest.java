package dev.homeostat.modes;

import static dev.homeostat.modes.SaferDirection.HIGHER;
import static dev.homeostat.modes.SaferDirection.LOWER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A knob within 0 to 100 that takes 100 s for a move, so 10 s are a tenth of the way. */
class RampTest {

  private static final double UNLIMITED = Double.POSITIVE_INFINITY;
  private static final KnobLimits LIMITS = new KnobLimits(0, 100, LOWER, 100_000, UNLIMITED);

  @Test
  void advance_towardsMore_movesLinearly() {
    Ramp ramp = Ramp.at(20).towards(60);

    double[] values = new double[4];
    for (int i = 0; i < values.length; i++) {
      ramp = ramp.advance(LIMITS, 25_000, true);
      values[i] = ramp.value();
    }

    assertThat(values).containsExactly(30, 40, 50, 60);
  }

  @Test
  void advance_towardsLess_movesLinearly() {
    Ramp ramp = Ramp.at(60).towards(20);

    assertThat(ramp.advance(LIMITS, 25_000, true).value()).isEqualTo(50);
    assertThat(ramp.advance(LIMITS, 75_000, true).value()).isEqualTo(30);
  }

  @Test
  void advance_lateEvaluation_stopsAtTheGoal() {
    assertThat(Ramp.at(20).towards(60).advance(LIMITS, 900_000, true).value()).isEqualTo(60);
    assertThat(Ramp.at(60).towards(20).advance(LIMITS, 900_000, true).value()).isEqualTo(20);
  }

  @Test
  void advance_noTime_staysWhereItIs() {
    assertThat(Ramp.at(20).towards(60).advance(LIMITS, 0, true).value()).isEqualTo(20);
  }

  @Test
  void advance_timeGoesBackwards_staysWhereItIs() {
    Ramp onTheWay = new Ramp(20, 60, 30);

    assertThat(onTheWay.advance(LIMITS, -3_600_000, true)).isEqualTo(onTheWay);
  }

  /** The ramp would move 40 in 100 s; the slew rate allows 0.1 a second, 1 in 10 s. */
  @Test
  void advance_slewBelowTheRamp_isTheSpeed() {
    KnobLimits slow = new KnobLimits(0, 100, LOWER, 100_000, 0.0001);

    assertThat(Ramp.at(20).towards(60).advance(slow, 10_000, true).value()).isEqualTo(21);
    assertThat(Ramp.at(60).towards(20).advance(slow, 10_000, true).value()).isEqualTo(59);
  }

  @Test
  void advance_slewAboveTheRamp_doesNotQuickenIt() {
    KnobLimits fast = new KnobLimits(0, 100, LOWER, 100_000, 1);

    assertThat(Ramp.at(20).towards(60).advance(fast, 10_000, true).value()).isEqualTo(24);
  }

  @Test
  void advance_instant_arrivesWithoutAnyTime() {
    KnobLimits instant = new KnobLimits(0, 100, LOWER, 0, UNLIMITED);

    assertThat(Ramp.at(20).towards(60).advance(instant, 0, true).value()).isEqualTo(60);
  }

  @Test
  void advance_instantWithASlewRate_keepsTheSlewRate() {
    KnobLimits instant = new KnobLimits(0, 100, LOWER, 0, 0.001);

    assertThat(Ramp.at(20).towards(60).advance(instant, 10_000, true).value()).isEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"150, 100", "-50, 0"})
  void advance_goalOutsideTheBounds_stopsAtTheBound(double goal, double bound) {
    Ramp ramp = Ramp.at(50).towards(goal).advance(LIMITS, 900_000, true);

    assertThat(ramp.value()).isEqualTo(bound);
    assertThat(ramp.arrived(LIMITS)).isTrue();
  }

  @Test
  void advance_riskierAndNotAllowed_stops() {
    Ramp lower = new Ramp(20, 60, 30);
    Ramp higher = new Ramp(60, 20, 50);

    assertThat(lower.advance(LIMITS, 25_000, false)).isEqualTo(lower);
    assertThat(higher.advance(higherIsSafer(), 25_000, false)).isEqualTo(higher);
  }

  @Test
  void advance_saferAndNotAllowed_finishes() {
    assertThat(new Ramp(60, 20, 50).advance(LIMITS, 75_000, false).value()).isEqualTo(20);
    assertThat(new Ramp(20, 60, 30).advance(higherIsSafer(), 75_000, false).value()).isEqualTo(60);
  }

  @Test
  void advance_stoppedAndAllowedAgain_goesOnAtItsSpeed() {
    Ramp stopped = new Ramp(20, 60, 30).advance(LIMITS, 25_000, false);

    assertThat(stopped.advance(LIMITS, 25_000, true)).isEqualTo(new Ramp(20, 60, 40));
  }

  @Test
  void advance_instantRiskierAndNotAllowed_stops() {
    KnobLimits instant = new KnobLimits(0, 100, LOWER, 0, UNLIMITED);

    assertThat(Ramp.at(20).towards(60).advance(instant, 10_000, false).value()).isEqualTo(20);
  }

  /** Resumed at 15 of a motion from 10 to 20 whose upper bound has since become 10. */
  @Test
  void advance_outsideItsBoundsWithTheOriginOnTheBound_comesBack() {
    KnobLimits lowered = new KnobLimits(0, 10, LOWER, 100_000, UNLIMITED);
    Ramp halfWay = new Ramp(10, 20, 15).advance(lowered, 50_000, false);

    assertThat(halfWay.value()).isEqualTo(12.5);
    assertThat(halfWay.advance(lowered, 50_000, false).value()).isEqualTo(10);
  }

  @Test
  void towards_newGoalOnTheWay_startsFromWhereItIs() {
    assertThat(new Ramp(20, 60, 30).towards(0)).isEqualTo(new Ramp(30, 0, 30));
  }

  @Test
  void towards_sameGoal_keepsItsSpeed() {
    Ramp onTheWay = new Ramp(20, 60, 30);

    assertThat(onTheWay.towards(60)).isSameAs(onTheWay);
  }

  @ParameterizedTest
  @CsvSource({"20", "45", "60"})
  void resumedAt_onTheWay_keepsItsSpeed(double live) {
    assertThat(new Ramp(20, 60, 30).resumedAt(live)).isEqualTo(new Ramp(20, 60, live));
    assertThat(new Ramp(60, 20, 30).resumedAt(live)).isEqualTo(new Ramp(60, 20, live));
  }

  @ParameterizedTest
  @CsvSource({"19.9", "60.1", "-5", "100"})
  void resumedAt_elsewhere_startsAnew(double live) {
    assertThat(new Ramp(20, 60, 30).resumedAt(live)).isEqualTo(new Ramp(live, 60, live));
    assertThat(new Ramp(60, 20, 30).resumedAt(live)).isEqualTo(new Ramp(live, 20, live));
  }

  @Test
  void at_anyValue_isAtRest() {
    assertThat(Ramp.at(7)).isEqualTo(new Ramp(7, 7, 7));
    assertThat(Ramp.at(7).arrived(LIMITS)).isTrue();
    assertThat(Ramp.at(7).advance(LIMITS, 10_000, true)).isEqualTo(Ramp.at(7));
  }

  @Test
  void arrived_onTheWay_isNot() {
    assertThat(new Ramp(20, 60, 59.9).arrived(LIMITS)).isFalse();
    assertThat(new Ramp(20, 60, 60).arrived(LIMITS)).isTrue();
  }

  private static KnobLimits higherIsSafer() {
    return new KnobLimits(0, 100, HIGHER, 100_000, UNLIMITED);
  }
}
