package dev.homeostat.pid;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process of first order with dead time, {@code K e^(-theta s) / (1 + tau s)}, solved exactly
 * between the steps of its input.
 */
public final class FirstOrderPlant {

  private final double gain;
  private final double lagSeconds;
  private final double stepSeconds;
  private final double decay;
  private final Deque<Double> inTransit = new ArrayDeque<>();
  private double output;
  private double disturbance;

  /**
   * A process at rest.
   *
   * @param stepSeconds of the simulation; the dead time is rounded to whole ones
   */
  public FirstOrderPlant(
      double gain, double lagSeconds, double deadTimeSeconds, double stepSeconds) {
    this.gain = gain;
    this.lagSeconds = lagSeconds;
    this.stepSeconds = stepSeconds;
    decay = Math.exp(-stepSeconds / lagSeconds);
    long delay = Math.round(deadTimeSeconds / stepSeconds);
    for (long step = 0; step < delay; step++) {
      inTransit.add(0.0);
    }
  }

  /** The process with gain 1, lag 10 s and dead time 2 s of the tuning vectors. */
  public static FirstOrderPlant slow(double stepSeconds) {
    return new FirstOrderPlant(1, 10, 2, stepSeconds);
  }

  /** Adds to every later input. */
  public void disturb(double value) {
    disturbance = value;
  }

  /** Where the process is. */
  public double output() {
    return output;
  }

  /** One step with an input; returns the integral of the absolute distance from a value over it. */
  public double advance(double input, double wanted) {
    inTransit.add(input + disturbance);
    double end = gain * inTransit.remove();
    double start = output;
    output = end + (start - end) * decay;
    double integral = (end - wanted) * stepSeconds + (start - end) * lagSeconds * (1 - decay);
    boolean crosses = (start - wanted) * (output - wanted) < 0;
    return crosses
        ? stepSeconds * (Math.abs(start - wanted) + Math.abs(output - wanted)) / 2
        : Math.abs(integral);
  }
}
