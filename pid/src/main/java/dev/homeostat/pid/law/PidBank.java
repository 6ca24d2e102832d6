package dev.homeostat.pid.law;

import java.util.Arrays;
import java.util.List;

/**
 * Many PID laws stepped in place, without garbage: the arithmetic of {@link Pid} over arrays. It
 * gives the same values bit for bit, and a sample that cannot be used leaves no trace here either.
 */
public final class PidBank {

  private final Pid[] laws;
  private final boolean[] started;
  private final double[] integral;
  private final double[] derivative;
  private final double[] setpoint;
  private final double[] measurement;
  private final double[] unlimited;
  private final double[] slewed;
  private final double[] output;
  private final double[] applied;
  private final double[] feedForward;

  /** Laws that have seen no sample, each with a knob that stands at a value. */
  public PidBank(List<Pid> laws, double standingAt) {
    Requirements.finite("standingAt", standingAt);
    int size = laws.size();
    this.laws = laws.toArray(new Pid[0]);
    started = new boolean[size];
    integral = filled(size, standingAt);
    derivative = new double[size];
    setpoint = new double[size];
    measurement = new double[size];
    unlimited = filled(size, standingAt);
    slewed = filled(size, standingAt);
    output = filled(size, standingAt);
    applied = filled(size, Double.NaN);
    feedForward = new double[size];
  }

  private static double[] filled(int size, double value) {
    double[] array = new double[size];
    Arrays.fill(array, value);
    return array;
  }

  /** How many laws there are. */
  public int size() {
    return laws.length;
  }

  /** What a law asked for last. */
  public double output(int loop) {
    return output[loop];
  }

  /** Says for the next step of a law which value is in force; NaN for what was asked for. */
  public void apply(int loop, double value) {
    applied[loop] = value;
  }

  /** Sets the feed-forward of a law, until it is set again. */
  public void feedForward(int loop, double value) {
    feedForward[loop] = value;
  }

  /**
   * Steps one law.
   *
   * @param elapsedSeconds time since the sample before, above 0; of no account at the first
   * @return whether it moved; false is a hold
   */
  public boolean step(int loop, double target, double measured, double elapsedSeconds) {
    Pid law = laws[loop];
    boolean first = !started[loop];
    if (!(Double.isFinite(measured)
        && Double.isFinite(target)
        && law.reachable(target)
        && (first || elapsedSeconds > 0)
        && !Double.isInfinite(applied[loop]))) {
      return false;
    }
    double counted = first ? 0 : law.counted(elapsedSeconds);
    double nextSetpoint = law.firstSetpoint(target, measured);
    double nextIntegral = integral[loop];
    double nextDerivative = 0;
    double from = slewed[loop];
    if (!first) {
      double inForce = Double.isNaN(applied[loop]) ? output[loop] : applied[loop];
      from = law.slewedFrom(inForce, output[loop], from);
      double error = law.error(setpoint[loop], measurement[loop]);
      nextIntegral = law.integral(nextIntegral, error, inForce - unlimited[loop], counted);
      nextSetpoint = law.setpoint(setpoint[loop], target, counted);
      double move = law.derivativeMove(setpoint[loop], nextSetpoint, measurement[loop], measured);
      nextDerivative = law.derivative(derivative[loop], move, elapsedSeconds);
    }
    double wanted =
        law.proportional(nextSetpoint, measured)
            + nextIntegral
            + nextDerivative
            + feedForward[loop];
    if (!Double.isFinite(wanted)) {
      return false;
    }
    double moved = law.slewed(wanted, from, counted);
    integral[loop] = nextIntegral;
    derivative[loop] = nextDerivative;
    setpoint[loop] = nextSetpoint;
    measurement[loop] = measured;
    unlimited[loop] = wanted;
    slewed[loop] = moved;
    output[loop] = law.quantised(moved);
    applied[loop] = Double.NaN;
    started[loop] = true;
    return true;
  }
}
