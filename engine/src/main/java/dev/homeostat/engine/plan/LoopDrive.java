package dev.homeostat.engine.plan;

import dev.homeostat.engine.policy.LoopPolicy;
import dev.homeostat.modes.KnobLimits;
import dev.homeostat.modes.Ramp;

/**
 * What control loops want of one knob.
 *
 * @param goal where one of them wants it; NaN where the mode alone sets it
 * @param slew how fast it may get there
 * @param target the knob's setting in Target, as a loop had left it; NaN for the declared one
 */
record LoopDrive(double goal, LoopPolicy.Slew slew, double target) {

  /** No loop drives the knob. */
  static final LoopDrive NONE = new LoopDrive(Double.NaN, LoopPolicy.Slew.NONE, Double.NaN);

  boolean drives() {
    return !Double.isNaN(goal);
  }

  /** The knob's setting in Target. */
  double target(KnobLimits limits, double declared) {
    return Double.isNaN(target) ? declared : limits.clamp(target);
  }

  /**
   * The motion of the knob towards the goal: outside Target, and while settings are held, never
   * riskier than those; at the slew rate alone, since a ramp is for moves between modes.
   */
  Ramp move(KnobLimits limits, Ramp from, double modeGoal, Advance advance) {
    boolean riskier = advance.bounded() && limits.saferDirection().isRiskier(modeGoal, goal);
    double wanted = limits.clamp(riskier ? modeGoal : goal);
    double own = wanted > from.value() ? slew.risePerMilli() : slew.fallPerMilli();
    KnobLimits direct =
        new KnobLimits(
            limits.min(),
            limits.max(),
            limits.saferDirection(),
            0,
            Math.min(own, limits.slewPerMilli()));
    return from.towards(wanted).advance(direct, advance.elapsedMillis(), advance.mayRise());
  }

  /**
   * How far a motion gets now.
   *
   * @param bounded whether the mode's setting bounds it on the risky side
   * @param elapsedMillis time that it may use
   * @param mayRise whether it may go towards more risk
   */
  record Advance(boolean bounded, long elapsedMillis, boolean mayRise) {}
}
