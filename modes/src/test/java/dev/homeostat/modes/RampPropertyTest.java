package dev.homeostat.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Knobs under any sequence of goals, delays and prohibitions. */
class RampPropertyTest {

  /** One evaluation of a knob. */
  record Turn(double goal, long elapsedMillis, boolean upwardAllowed) {}

  @Property(tries = 500)
  void advance_anySequence_neverLeavesItsBounds(
      @ForAll("limits") KnobLimits limits, @ForAll("turns") List<Turn> turns) {
    Ramp ramp = Ramp.at(limits.clamp(turns.get(0).goal()));
    for (Turn turn : turns) {
      ramp = ramp.towards(turn.goal()).advance(limits, turn.elapsedMillis(), turn.upwardAllowed());

      assertThat(ramp.value()).isBetween(limits.min(), limits.max());
    }
  }

  /** The tolerance is four last bits of the largest value, 100. */
  @Property(tries = 500)
  void advance_anySequence_neverExceedsItsSlew(
      @ForAll("limits") KnobLimits limits, @ForAll("turns") List<Turn> turns) {
    Ramp ramp = Ramp.at(limits.clamp(turns.get(0).goal()));
    for (Turn turn : turns) {
      double before = ramp.value();
      ramp = ramp.towards(turn.goal()).advance(limits, turn.elapsedMillis(), turn.upwardAllowed());

      double most = limits.slewPerMilli() * Math.max(0, turn.elapsedMillis());
      if (limits.slewPerMilli() < Double.POSITIVE_INFINITY) {
        assertThat(Math.abs(ramp.value() - before)).isLessThanOrEqualTo(most + 4 * Math.ulp(100.0));
      }
    }
  }

  @Property(tries = 500)
  void advance_notAllowed_neverMovesTowardsMoreRisk(
      @ForAll("limits") KnobLimits limits, @ForAll("turns") List<Turn> turns) {
    Ramp ramp = Ramp.at(limits.clamp(turns.get(0).goal()));
    for (Turn turn : turns) {
      double before = ramp.value();
      ramp = ramp.towards(turn.goal()).advance(limits, turn.elapsedMillis(), turn.upwardAllowed());

      assertThat(!turn.upwardAllowed() && limits.saferDirection().isRiskier(before, ramp.value()))
          .isFalse();
    }
  }

  @Property(tries = 500)
  void advance_anySequence_neverMovesAwayFromItsGoal(
      @ForAll("limits") KnobLimits limits, @ForAll("turns") List<Turn> turns) {
    Ramp ramp = Ramp.at(limits.clamp(turns.get(0).goal()));
    for (Turn turn : turns) {
      double goal = limits.clamp(turn.goal());
      double before = ramp.value();
      ramp = ramp.towards(turn.goal()).advance(limits, turn.elapsedMillis(), turn.upwardAllowed());

      assertThat(ramp.value()).isBetween(Math.min(before, goal), Math.max(before, goal));
    }
  }

  /** In any state, inside its bounds or not, one move takes its ramp or its way over its slew. */
  @Property(tries = 500)
  void advance_allowed_arrivesInTheTimeItTakes(
      @ForAll("limits") KnobLimits limits,
      @ForAll @DoubleRange(min = -200, max = 200) double origin,
      @ForAll @DoubleRange(min = -200, max = 200) double goal,
      @ForAll @DoubleRange(min = -200, max = 200) double live) {
    Ramp ramp = new Ramp(origin, goal, origin).resumedAt(live);
    double distance = Math.abs(limits.clamp(goal) - live);
    double neededMillis = Math.max((double) limits.rampMillis(), distance / limits.slewPerMilli());

    for (int tenth = 0; tenth < 10; tenth++) {
      ramp = ramp.advance(limits, (long) Math.ceil(neededMillis / 10 * (1 + 1e-9)) + 1, true);
    }

    assertThat(ramp.value()).isEqualTo(limits.clamp(goal));
    assertThat(ramp.arrived(limits)).isTrue();
  }

  @Provide
  Arbitrary<KnobLimits> limits() {
    Arbitrary<Double> min = Arbitraries.doubles().between(-100, 100);
    Arbitrary<Double> size = Arbitraries.doubles().between(0, 1);
    Arbitrary<Long> ramp = Arbitraries.of(0L, 1L, 10_000L, 300_000L);
    Arbitrary<Double> slew = Arbitraries.of(1e-4, 0.003, 0.1, Double.POSITIVE_INFINITY);
    return Combinators.combine(min, size, Arbitraries.of(SaferDirection.class), ramp, slew)
        .as(
            (least, share, safer, rampMillis, slewPerMilli) ->
                new KnobLimits(
                    least, least + share * (100 - least), safer, rampMillis, slewPerMilli));
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Double> goal = Arbitraries.doubles().between(-150, 150);
    Arbitrary<Long> elapsed =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 30_000),
            Arbitraries.of(0L, -1L, -3_600_000L, 3_600_000L));
    return goal.list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .flatMap(
            goals ->
                Combinators.combine(
                        Arbitraries.of(goals), elapsed, Arbitraries.of(true, true, false))
                    .as(Turn::new)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(40));
  }
}
