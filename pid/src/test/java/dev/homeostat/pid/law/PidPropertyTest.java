package dev.homeostat.pid.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.homeostat.pid.FirstOrderPlant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/** Any law under any samples. */
class PidPropertyTest {

  private static final double UNLIMITED = Double.POSITIVE_INFINITY;

  /** One sample; a value that is not finite is a broken one. */
  record Turn(long elapsedMillis, double setpoint, double measurement, double feedForward) {

    LawInput at(long millis) {
      return LawInput.of(millis, setpoint, measurement).withFeedForward(feedForward);
    }
  }

  @Property(tries = 400)
  void step_anySamples_outputIsWithinItsBoundsAndAWholeMultiple(
      @ForAll("laws") PidSettings settings, @ForAll("turns") List<Turn> turns) {
    OutputLimits limits = settings.output();
    for (double output : outputs(settings, turns)) {
      assertThat(output).isBetween(limits.min(), limits.max());
      if (limits.quantum() > 0) {
        double multiple = output / limits.quantum();
        assertThat(multiple).isEqualTo(Math.rint(multiple), within(1e-6));
      }
    }
  }

  /** Between two samples it may differ by a quantum more, never over all of them. */
  @Property(tries = 400)
  void step_anySamples_outputIsNoFasterThanItsSlew(
      @ForAll("laws") PidSettings settings, @ForAll("turns") List<Turn> turns) {
    OutputLimits limits = settings.output();
    Loop loop = new Loop(settings, 0);
    double origin = loop.step(turns.get(0).at(0));
    double risen = 0;
    double fallen = 0;
    long millis = 0;
    for (Turn turn : turns) {
      millis += turn.elapsedMillis();
      double seconds = Math.min(turn.elapsedMillis() * 1e-3, settings.maxGapSeconds());
      risen += limits.risePerSecond() * seconds;
      fallen += limits.fallPerSecond() * seconds;
      double output = loop.step(turn.at(millis));

      assertThat(output - origin)
          .isBetween(-fallen - limits.quantum() - 1e-6, risen + limits.quantum() + 1e-6);
    }
  }

  /** A broken sample between two good ones changes nothing that comes after it. */
  @Property(tries = 400)
  void step_brokenSampleBetween_leavesNoTrace(
      @ForAll("laws") PidSettings settings,
      @ForAll("turns") List<Turn> turns,
      @ForAll("broken") LawInput broken) {
    Loop clean = new Loop(settings, 0);
    Loop disturbed = new Loop(settings, 0);
    long millis = 0;
    for (Turn turn : turns) {
      millis += turn.elapsedMillis();
      PidState before = disturbed.state;
      assertThat(disturbed.law.step(before, broken)).isInstanceOf(LawResult.Hold.class);
      clean.step(turn.at(millis));
      disturbed.step(turn.at(millis));

      assertThat(disturbed.state).isEqualTo(clean.state);
    }
  }

  @Property(tries = 200)
  void step_sameInputs_sameStates(
      @ForAll("laws") PidSettings settings, @ForAll("turns") List<Turn> turns) {
    assertThat(outputs(settings, turns)).isEqualTo(outputs(settings, turns));
  }

  /** The law as a textbook has it, with arrays of all that was. */
  @Property(tries = 400)
  void step_anySamples_isTheTextbooksLaw(
      @ForAll("unlimitedLaws") PidSettings settings, @ForAll("turns") List<Turn> turns) {
    Loop loop = new Loop(settings, 0);
    PidGains.Isa gains = (PidGains.Isa) settings.gains();
    double sign = settings.action() == Action.REVERSE ? 1 : -1;
    double sum = 0;
    double slope = 0;
    long millis = 0;
    for (int k = 0; k < turns.size(); k++) {
      Turn turn = turns.get(k);
      millis += turn.elapsedMillis();
      if (k > 0) {
        Turn last = turns.get(k - 1);
        double h = turn.elapsedMillis() * 1e-3;
        sum += (last.setpoint() - last.measurement()) * h;
        double raw = -(turn.measurement() - last.measurement()) / h;
        double filter = gains.derivativeSeconds() / gains.filterFactor();
        slope += (raw - slope) * h / (filter + h);
      }
      double wanted =
          sign
                  * gains.gain()
                  * (turn.setpoint()
                      - turn.measurement()
                      + sum / gains.integralSeconds()
                      + gains.derivativeSeconds() * slope)
              + turn.feedForward();

      assertThat(loop.step(turn.at(millis)))
          .isCloseTo(wanted, within(1e-9 * Math.max(1, Math.abs(wanted)) + 1e-6));
    }
  }

  /** Whatever came before, new gains bring no jump: with no time gone by the output stays. */
  @Property(tries = 400)
  void takeOver_anyGains_nothingJumps(
      @ForAll("unlimitedLaws") PidSettings settings,
      @ForAll("unlimitedLaws") PidSettings other,
      @ForAll("turns") List<Turn> turns) {
    Loop loop = new Loop(settings, 0);
    long millis = 0;
    for (Turn turn : turns) {
      millis += turn.elapsedMillis();
      loop.step(turn.at(millis));
    }
    Pid after = new Pid(other);

    PidState taken = after.takeOver(loop.state, loop.law);

    Turn last = turns.get(turns.size() - 1);
    double wanted =
        after.proportional(taken.setpoint(), taken.measurement())
            + taken.integral()
            + taken.derivative()
            + last.feedForward();
    assertThat(wanted).isCloseTo(loop.state.unlimited(), within(1e-3));
  }

  /** After a restart with nothing but the value in force the first output is that value. */
  @Property(tries = 400)
  void track_afterARestart_goesOnWithoutAJump(
      @ForAll("laws") PidSettings settings,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll("turns") List<Turn> turns) {
    OutputLimits limits = settings.output();
    Pid law = new Pid(settings);
    double multiple =
        limits.quantum() == 0
            ? limits.min() + share * (limits.max() - limits.min())
            : Math.rint(share * 5) * limits.quantum();
    LawInput input = turns.get(0).at(0).withApplied(multiple);

    PidState state = Loop.stepped(law.track(law.start(multiple), input));

    double wanted =
        law.proportional(state.setpoint(), state.measurement())
            + state.integral()
            + state.derivative()
            + turns.get(0).feedForward();
    assertThat(law.quantised(law.slewed(wanted, state.slewed(), 0)))
        .isCloseTo(multiple, within(1e-6));
  }

  /**
   * However long it was saturated: once the set point can be reached, the output leaves its bound
   * and the error is gone within what the loop takes from rest, four of its integral times.
   */
  @Property(tries = 60)
  void step_longSaturation_doesNotWindUp(
      @ForAll @DoubleRange(min = 30, max = 3_000) double saturatedSeconds,
      @ForAll boolean conditional) {
    PidSettings settings =
        PidSettings.of(PidGains.Isa.pi(2.5, 10), Action.REVERSE, OutputLimits.within(0, 1))
            .withAntiWindup(conditional ? AntiWindup.CONDITIONAL : AntiWindup.BACK_CALCULATION);
    Loop loop = new Loop(settings, 0);
    FirstOrderPlant plant = FirstOrderPlant.slow(0.1);
    long reachableFrom = (long) (saturatedSeconds * 10);
    for (long tenth = 0; tenth < reachableFrom + 400; tenth++) {
      double setpoint = tenth < reachableFrom ? 5 : 0.5;
      plant.advance(loop.step(tenth * 100, setpoint, plant.output()), setpoint);
    }

    assertThat(plant.output()).isEqualTo(0.5, within(0.05));
  }

  /** The arrays are the records, bit for bit, also where a sample is broken. */
  @Property(tries = 400)
  void bank_anySamples_isTheImmutableStep(
      @ForAll("laws") PidSettings settings,
      @ForAll("turns") List<Turn> turns,
      @ForAll @DoubleRange(min = -100, max = 100) double applied) {
    Loop loop = new Loop(settings, 0);
    PidBank bank = new PidBank(List.of(loop.law, loop.law), 0);
    long millis = 0;
    for (int k = 0; k < turns.size(); k++) {
      Turn turn = turns.get(k);
      millis += turn.elapsedMillis();
      double inForce = k % 3 == 1 ? applied : Double.NaN;
      double expected = loop.step(turn.at(millis).withApplied(inForce));
      // Said once, it counts for one step.
      if (k % 3 == 1) {
        bank.apply(1, applied);
      }
      bank.feedForward(1, turn.feedForward());
      double seconds = turn.elapsedMillis() * 1e-3;

      assertThat(bank.step(1, turn.setpoint(), Double.NaN, seconds)).isFalse();
      assertThat(bank.step(1, turn.setpoint(), turn.measurement(), seconds)).isTrue();
      assertThat(bank.step(1, turn.setpoint(), turn.measurement(), 0)).isFalse();
      assertThat(bank.output(1)).isEqualTo(expected);
    }
  }

  private static List<Double> outputs(PidSettings settings, List<Turn> turns) {
    Loop loop = new Loop(settings, 0);
    List<Double> outputs = new ArrayList<>();
    long millis = 0;
    for (Turn turn : turns) {
      millis += turn.elapsedMillis();
      outputs.add(loop.step(turn.at(millis)));
    }
    return outputs;
  }

  @Provide
  Arbitrary<PidGains> gains() {
    Arbitrary<Double> gain = Arbitraries.doubles().between(0.01, 100);
    Arbitrary<Double> integral =
        Arbitraries.oneOf(
            Arbitraries.doubles().between(0.05, 1_000), Arbitraries.just(PidGains.NO_INTEGRAL));
    Arbitrary<Double> derivative =
        Arbitraries.oneOf(Arbitraries.just(0.0), Arbitraries.doubles().between(0, 50));
    Arbitrary<Double> filter = Arbitraries.of(2.0, 10.0, PidGains.NO_FILTER);
    return Combinators.combine(gain, integral, derivative, filter).as(PidGains.Isa::new);
  }

  @Provide
  Arbitrary<PidSettings> unlimitedLaws() {
    return Combinators.combine(gains(), Arbitraries.of(Action.class))
        .as(
            (gains, action) ->
                PidSettings.of(gains, action, OutputLimits.within(-1e300, 1e300))
                    .withAntiWindup(AntiWindup.CONDITIONAL));
  }

  @Provide
  Arbitrary<PidSettings> laws() {
    Arbitrary<OutputLimits> outputs =
        Combinators.combine(
                Arbitraries.of(UNLIMITED, 0.01, 7.0),
                Arbitraries.of(UNLIMITED, 0.02, 30.0),
                Arbitraries.of(0.0, 0.5, 3.0),
                Arbitraries.of(Rounding.class))
            .as(
                (rise, fall, quantum, rounding) ->
                    OutputLimits.within(-2, 20)
                        .withSlew(rise, fall)
                        .withQuantum(quantum, rounding));
    Arbitrary<SetpointLimits> setpoints =
        Combinators.combine(
                Arbitraries.doubles().between(0, 1),
                Arbitraries.of(0.0, 0.0, 0.7),
                Arbitraries.of(UNLIMITED, UNLIMITED, 0.3))
            .as((b, c, rate) -> SetpointLimits.ANY.withWeights(b, c).withRate(rate));
    return Combinators.combine(
            unlimitedLaws(),
            outputs,
            setpoints,
            Arbitraries.of(AntiWindup.BACK_CALCULATION, AntiWindup.CONDITIONAL),
            Arbitraries.of(0.0, 0.5),
            Arbitraries.of(UNLIMITED, 20.0))
        .as(
            (law, output, setpoint, antiWindup, deadband, gap) ->
                law.withOutput(output)
                    .withSetpoint(setpoint)
                    .withAntiWindup(antiWindup)
                    .withDeadband(deadband)
                    .withMaxGap(gap));
  }

  @Provide
  Arbitrary<List<Turn>> turns() {
    Arbitrary<Long> elapsed = Arbitraries.of(100L, 1_000L, 1_017L, 15_000L, 3_600_000L);
    Arbitrary<Double> value = Arbitraries.doubles().between(-100, 100);
    return Combinators.combine(elapsed, value, value, Arbitraries.of(0.0, 0.0, 5.0))
        .as(Turn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Provide
  Arbitrary<LawInput> broken() {
    double[] values = {Double.NaN, UNLIMITED, -UNLIMITED};
    LawInput good = LawInput.of(Long.MAX_VALUE, 1, 1);
    List<LawInput> inputs = new ArrayList<>();
    for (double value : values) {
      inputs.add(LawInput.of(Long.MAX_VALUE, 1, value));
      inputs.add(LawInput.of(Long.MAX_VALUE, value, 1));
      inputs.add(good.withFeedForward(value));
    }
    inputs.add(good.withApplied(UNLIMITED));
    return Arbitraries.of(inputs);
  }
}
