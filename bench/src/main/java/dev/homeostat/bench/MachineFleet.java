package dev.homeostat.bench;

import dev.homeostat.modes.BackOff;
import dev.homeostat.modes.Clause;
import dev.homeostat.modes.Condition;
import dev.homeostat.modes.Guidance;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.Mode;
import dev.homeostat.modes.ModeInputs;
import dev.homeostat.modes.ModeMachine;
import dev.homeostat.modes.ModePolicy;
import dev.homeostat.modes.ModeState;
import dev.homeostat.modes.ModeStep;
import dev.homeostat.modes.Ramp;
import dev.homeostat.modes.SaferDirection;
import dev.homeostat.modes.Sample;
import dev.homeostat.modes.Stay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Machines of 10 signals and 10 knobs each, which live through one incident after another: ten
 * minutes of calm, two of it ill, and the way back. Rendering of messages is no part of it.
 */
final class MachineFleet {

  private static final int SIGNALS = 10;
  private static final int KNOBS = 10;
  private static final long INTERVAL_MILLIS = 10_000;

  /** How many turns an incident takes, with the calm before and after it. */
  static final int CYCLE = 180;

  private static final int ILL = 12;
  private static final KnobLimits LIMITS =
      new KnobLimits(10, 1_000, SaferDirection.LOWER, 60_000, Double.POSITIVE_INFINITY);

  private final ModePolicy policy;
  private final ModeState[] states;
  private final Ramp[][] knobs;
  private final List<ModeInputs> inputs = new ArrayList<>(CYCLE);
  private int turn;

  /** Some machines, all in Target. */
  MachineFleet(int machines) {
    List<Clause> clauses = new ArrayList<>();
    for (int i = 0; i < SIGNALS; i++) {
      Condition condition =
          new Condition(i, Condition.NONE, Condition.Side.ABOVE, 10, 1, 20_000, 60_000);
      clauses.add(new Clause(i < 5 ? Mode.DEGRADED : Mode.FLOOR, false, List.of(condition)));
    }
    Stay stay = new Stay(120_000, 0, 0);
    this.policy =
        new ModePolicy(
            clauses,
            stay,
            stay,
            Stay.NONE,
            new ModePolicy.Climb(List.of(10, 50, 100), 60_000),
            new BackOff(0, 0, 0),
            INTERVAL_MILLIS);
    this.states = new ModeState[machines];
    Arrays.fill(states, ModeState.entered(policy, Mode.TARGET, 0));
    this.knobs = new Ramp[machines][KNOBS];
    for (Ramp[] one : knobs) {
      Arrays.fill(one, Ramp.at(620));
    }
    prepare();
  }

  /** To gather inputs is not to decide: they are made once a turn, for all machines. */
  private void prepare() {
    inputs.clear();
    for (int i = 0; i < CYCLE; i++) {
      long nowMillis = (turn + i + 1L) * INTERVAL_MILLIS;
      Sample sample = new Sample(i < ILL ? 20 : 0.5, nowMillis, 60_000);
      Sample[] samples = new Sample[SIGNALS];
      Arrays.fill(samples, sample);
      inputs.add(
          new ModeInputs(nowMillis, INTERVAL_MILLIS, List.of(samples), true, true, Guidance.NONE));
    }
  }

  /** One decision of every machine, with the way that each of its knobs goes. */
  void decide() {
    int place = turn % CYCLE;
    if (place == 0) {
      prepare();
    }
    ModeInputs now = inputs.get(place);
    for (int i = 0; i < states.length; i++) {
      ModeStep step = ModeMachine.step(policy, states[i], now);
      states[i] = step.state();
      double goal = goal(step.state());
      Ramp[] own = knobs[i];
      for (int knob = 0; knob < KNOBS; knob++) {
        own[knob] = own[knob].towards(goal).advance(LIMITS, INTERVAL_MILLIS, true);
      }
    }
    turn++;
  }

  private double goal(ModeState state) {
    return switch (state.mode()) {
      case TARGET -> 620;
      case DEGRADED -> 50;
      case FLOOR -> 10;
      case RECOVERY -> 50 + 570.0 * policy.climb().steps().get(state.step()) / 100;
    };
  }

  /** How many machines are in a mode. */
  long in(Mode mode) {
    return Arrays.stream(states).filter(state -> state.mode() == mode).count();
  }
}
