package dev.homeostat.pid.tuning;

import dev.homeostat.pid.law.PidTerms;

/**
 * The frequency response of a PID law in series with a model, {@code L(iw) = C(iw) G(iw)}, with
 * {@code C = P - i I/w + i w D / (1 + i w Tf)}.
 */
final class OpenLoop {

  private final PidTerms law;
  private final FirstOrderModel model;

  OpenLoop(PidTerms law, FirstOrderModel model) {
    this.law = law;
    this.model = model;
  }

  /** The absolute value at a frequency. */
  double magnitude(double frequency) {
    return Math.abs(model.gain())
        * Math.hypot(lawReal(frequency), lawImaginary(frequency))
        / Math.hypot(1, frequency * model.lagSeconds());
  }

  /** The phase in radians, without the jumps of a full turn. */
  double phase(double frequency) {
    return Math.atan2(lawImaginary(frequency), lawReal(frequency))
        - Math.atan(frequency * model.lagSeconds())
        - frequency * model.deadTimeSeconds();
  }

  /** The angle of the way from -1 to L, within half a turn. */
  double angleFromMinusOne(double frequency) {
    double magnitude = magnitude(frequency);
    double phase = phase(frequency);
    return Math.atan2(magnitude * Math.sin(phase), 1 + magnitude * Math.cos(phase));
  }

  /** The sensitivity, {@code 1 / |1 + L|}. */
  double sensitivity(double frequency) {
    double magnitude = magnitude(frequency);
    double phase = phase(frequency);
    return 1 / Math.hypot(1 + magnitude * Math.cos(phase), magnitude * Math.sin(phase));
  }

  /** The gain at high frequencies, which only an unfiltered derivative keeps above 0. */
  double gainAtInfinity() {
    return law.filterSeconds() > 0
        ? 0
        : Math.abs(model.gain()) * law.derivativeSeconds() / model.lagSeconds();
  }

  private double lawReal(double frequency) {
    double filter = frequency * law.filterSeconds();
    return law.proportional()
        + law.derivativeSeconds() * frequency * filter / (1 + filter * filter);
  }

  private double lawImaginary(double frequency) {
    double filter = frequency * law.filterSeconds();
    return law.derivativeSeconds() * frequency / (1 + filter * filter)
        - law.integralPerSecond() / frequency;
  }
}
